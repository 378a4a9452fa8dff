import type { Stack } from '../aws/types/cloudformation.ts';
import { bucketName, stackName } from '../model/names.ts';
import { siteKey, type Observation } from '../model/observation.ts';
import type { OutputSource } from '../model/plan.ts';
import type { Known } from './desired.ts';

/** How CloudFormation reads an object of a bucket: the gateway's business, because endpoints differ. */
export type ObjectUrl = (region: string, bucket: string, key: string) => string;

export interface KnownInput {
  readonly project: string;
  readonly environment: string;
  readonly observation: Observation;
  readonly url: ObjectUrl;
  /** `${ssm:…}` values, by `<region>:<name>`. */
  readonly ssm: ReadonlyMap<string, string>;
  /** Stack name of each source; lenders of other repositories have another project. */
  readonly stackNameOf: (source: OutputSource) => string;
  /** Sources that this run may still change: what they have now is not to be relied on. */
  readonly unsettled: (source: OutputSource) => boolean;
}

/** Answers from what was observed before the run. */
export function knownFrom(input: KnownInput): Known {
  const { observation, project } = input;
  const account = observation.accountId;
  return {
    account,
    ssm: (name, region) => input.ssm.get(`${region}:${name}`) ?? null,
    output: (source) => (input.unsettled(source) ? null : outputOf(stackOf(source, input), source.output)),
    bucket: (region) => {
      if (account === null) return null;
      const name = bucketName(project, account, region);
      return { name, url: (key) => input.url(region, name, key) };
    },
  };
}

/** The stack that a source stands in, as observed; undefined when it is not there. */
function stackOf(source: OutputSource, input: KnownInput): Stack | undefined {
  const { observation, environment } = input;
  const stacks =
    source.environment === environment
      ? observation.stacks[source.region]
      : observation.lenders[siteKey(source.environment, source.region)];
  const name = input.stackNameOf(source);
  return stacks?.find((stack) => stack.name === name);
}

function outputOf(stack: Stack | undefined, output: string): string | null {
  return stack?.outputs.find(({ key }) => key === output)?.value ?? null;
}

/** Names stacks of sources: those of another repository carry its project before a colon. */
export function sourceStackName(project: string): (source: OutputSource) => string {
  return ({ environment, service }) => {
    const [owner, name] = environment.includes(':') ? environment.split(':') : [project, environment];
    return stackName({ project: owner ?? project, name: name ?? environment }, service);
  };
}

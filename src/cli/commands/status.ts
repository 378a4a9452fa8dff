import type { AccountGateways } from '../../aws/types/account.ts';
import { surveyBaseline } from '../../baseline/plan.ts';
import { readLock } from '../../bucket/lock-object.ts';
import { hasBucket } from '../../bucket/present.ts';
import { latestRecord } from '../../bucket/records.ts';
import { EnvctlError } from '../../diagnostics/error.ts';
import type { SurveyedStep } from '../../model/baseline.ts';
import type { Environment } from '../../model/environment.ts';
import { bucketName, lockKey } from '../../model/names.ts';
import { closedAt, isQueued } from '../../model/ownership.ts';
import type { Observation } from '../../model/observation.ts';
import type { Run } from '../../model/run.ts';
import { enterAccount } from '../../observe/access.ts';
import { observeAccount } from '../../observe/account.ts';
import { observeEnvironment } from '../../observe/environment.ts';
import { requireAccount } from '../../observe/require.ts';
import { lenderSites } from '../../plan/sites.ts';
import { SEE_ACCOUNT, READ_BASELINE, READ_STACK_SETS } from '../actions.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { loadNamed } from '../stages/load.ts';
import { prepareValid, type Prepared } from '../stages/prepare.ts';
import type { Status } from '../status/document.ts';
import { serviceStatuses } from '../status/services.ts';
import { statusText } from '../status/text.ts';

interface StatusArguments {
  readonly drift: boolean;
}

export const command: Command<StatusArguments> = {
  positional: '[env]',
  describe:
    'One environment: its account, the stacks of its services, their health and addresses, and who is deploying',
  options: {
    drift: {
      type: 'boolean',
      default: false,
      describe: 'Look for what was changed behind the back of stacks and of the baseline',
    },
  },
  examples: [
    ['envctl status staging', 'as text'],
    ['envctl status staging --drift', 'with what was changed by hand'],
    ['envctl status staging --output json', 'for a script'],
  ],
  actions: [
    ...SEE_ACCOUNT,
    ...READ_BASELINE,
    ...READ_STACK_SETS,
    'cloudformation:DescribeStackDriftDetectionStatus',
    'cloudformation:DescribeStacks',
    'cloudformation:DetectStackDrift',
    's3:GetObject',
    'ssm:GetParametersByPath',
  ],
  run: async (context, { env, drift }) => {
    const prepared = await prepareValid(await loadNamed(context, env));
    const environments = prepared.map(({ environment }) => environment);
    return connected(context, environments, async (run) => {
      const documents = await Promise.all(prepared.map((one) => statusOf(one, run, drift)));
      const outcomes = documents.map((document) => ({ document, errors: [] }));
      const text = documents.map((document) => statusText(document, context.style)).join('\n');
      return { outcomes, several: outcomes.length > 1, text };
    });
  },
};

async function statusOf({ environment, linked, neighbours }: Prepared, run: Run, drift: boolean): Promise<Status> {
  const lenders = lenderSites(linked, neighbours);
  const [{ observation, gateways }, account] = await Promise.all([
    observeEnvironment(environment, run, { lenders, mayBeMissing: true, mayHaveEnded: true, purpose: 'see' }),
    observeAccount(environment, run, 'see'),
  ]);
  const [commit, lock] =
    gateways && hasBucket(environment, observation.baseline)
      ? await Promise.all([commitOf(environment, gateways), lockOf(environment, gateways)])
      : [null, null];
  const { name, region } = environment;
  const found = account.account ?? account.ended;
  return {
    environment: name,
    accountId: observation.accountId ?? account.ended?.id ?? null,
    accountState: found?.state ?? null,
    closing: found?.state === 'ACTIVE' && closedAt(found.tags) !== null,
    queued: found?.state === 'ACTIVE' && isQueued(found.tags),
    region,
    services: await serviceStatuses({ linked, observation, gateways, commit, drift, run }),
    ...(drift ? { baseline: gateways && (await baselineOf(environment, observation, gateways, run)) } : {}),
    lock,
  };
}

/** As the role that came with the account, where it lets the caller in: the deploy role may not look at everything. */
async function baselineOf(
  environment: Environment,
  observation: Observation,
  gateways: AccountGateways,
  run: Run,
): Promise<SurveyedStep[]> {
  const account = requireAccount(environment, observation.account);
  const admin = await enterAccount(environment, account, 'admin', run).catch((error: unknown) => {
    if (error instanceof EnvctlError) return gateways;
    throw error;
  });
  return surveyBaseline(environment, admin, run);
}

async function commitOf(environment: Environment, gateways: AccountGateways): Promise<string | null> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  return (
    (await latestRecord({ s3: gateways.s3(environment.region), bucket, environment: environment.name }))?.commit ?? null
  );
}

async function lockOf(environment: Environment, gateways: AccountGateways): Promise<Status['lock']> {
  const bucket = bucketName(environment.project, gateways.account, environment.region);
  const found = await readLock({ s3: gateways.s3(environment.region), bucket, key: lockKey(environment.name) });
  if (!found || found.expired) return null;
  const { host, user, command: what, since } = found.content;
  return { host, user, command: what, since: new Date(since).toISOString() };
}

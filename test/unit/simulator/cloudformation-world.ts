import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  type CreateChangeSetCommandInput,
  type DescribeChangeSetCommandOutput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { issueSession } from '../../../src/simulator/credentials.ts';
import { simulatorHandler } from '../../../src/simulator/handler.ts';
import { createSimulator, type Simulator } from '../../../src/simulator/simulator.ts';
import { emptyState, type SimulatorState } from '../../../src/simulator/state.ts';
import { judged } from '../../support/model/judged.ts';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';

type Options = Partial<CreateChangeSetCommandInput>;

/** A template as an object is sent as JSON; as text it is sent as it is. */
type Template = string | Readonly<Record<string, unknown>>;

/** A simulator whose time the test moves, with what the tests do again and again. */
export class StackWorld {
  now: number;
  simulator: Simulator;

  constructor(state: SimulatorState = emptyState(), now = Date.UTC(2026, 10, 21)) {
    this.now = now;
    const clock = { now: () => this.now, sleep: () => Promise.resolve(), during: <T>(work: Promise<T>) => work };
    this.simulator = createSimulator({ state, settings: { rates: false, clock, managementAccount: ACCOUNT } });
  }

  client(account = ACCOUNT, region = REGION) {
    const { state, settings } = this.simulator;
    const principal = `arn:aws:sts::${account}:assumed-role/Admin/test`;
    const session = issueSession(state, {
      account,
      principal,
      userId: 'AROAEXAMPLE:test',
      expires: settings.clock.now() + 1e9,
    });
    const credentials = {
      accessKeyId: session.accessKey,
      secretAccessKey: session.secretKey,
      sessionToken: session.token,
    };
    return { region, credentials, requestHandler: simulatorHandler(judged(this.simulator)), maxAttempts: 1 };
  }

  cloudformation(account?: string, region?: string) {
    return new CloudFormationClient(this.client(account, region));
  }
  ssm(account?: string, region?: string) {
    return new SSMClient(this.client(account, region));
  }
  s3() {
    return new S3Client(this.client());
  }
  iam() {
    return new IAMClient(this.client());
  }

  /** Lets time pass; what is due meanwhile happens with the next request. */
  pass(seconds: number) {
    this.now += seconds * 1000;
  }

  /** Lets time pass until nothing is left to happen. */
  async settle() {
    for (let turn = 0; this.simulator.state.queue.length > 0; turn += 1) {
      if (turn > 100) throw new Error('the simulator does not come to rest');
      this.pass(600);
      await this.stacks();
    }
  }

  /** The same world after it was saved as JSON and loaded again. */
  reloaded(): StackWorld {
    return new StackWorld(JSON.parse(JSON.stringify(this.simulator.state)) as SimulatorState, this.now);
  }

  async createChangeSet(StackName: string, template: Template, options: Options = {}) {
    const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
    const ChangeSetName = options.ChangeSetName ?? `set-${String(this.simulator.state.sequence)}`;
    const input = { StackName, ChangeSetName, ChangeSetType: 'CREATE', TemplateBody, ...options } as const;
    const { Id = '', StackId = '' } = await this.cloudformation().send(new CreateChangeSetCommand(input));
    return { id: Id, stackId: StackId };
  }

  describeChangeSet(ChangeSetName: string): Promise<DescribeChangeSetCommandOutput> {
    return this.cloudformation().send(new DescribeChangeSetCommand({ ChangeSetName }));
  }

  /** A finished change set. */
  async preview(name: string, template: Template, options: Options = {}): Promise<DescribeChangeSetCommandOutput> {
    const { id } = await this.createChangeSet(name, template, options);
    this.pass(10);
    return this.describeChangeSet(id);
  }

  /** Change set, execution, and everything until it has ended. */
  async deploy(name: string, template: Template, options: Options = {}): Promise<Stack> {
    await this.begin(name, template, options);
    await this.settle();
    return this.stack(name);
  }

  /** The same up to the execution. */
  async begin(name: string, template: Template, options: Options = {}): Promise<void> {
    const { ChangeSetId } = await this.preview(name, template, options);
    await this.cloudformation().send(new ExecuteChangeSetCommand({ ChangeSetName: ChangeSetId }));
  }

  update(name: string, template: Template, options: Options = {}): Promise<Stack> {
    return this.deploy(name, template, { ...options, ChangeSetType: 'UPDATE' });
  }

  async stacks(StackName?: string): Promise<Stack[]> {
    const { Stacks = [] } = await this.cloudformation().send(new DescribeStacksCommand({ StackName }));
    return Stacks;
  }

  async stack(name: string): Promise<Stack> {
    const [stack] = await this.stacks(name);
    if (stack === undefined) throw new Error(`no stack ${name}`);
    return stack;
  }

  /** `LogicalId STATUS`, oldest first. */
  async events(name: string): Promise<string[]> {
    const { StackEvents = [] } = await this.cloudformation().send(new DescribeStackEventsCommand({ StackName: name }));
    return StackEvents.map((event) => `${event.LogicalResourceId ?? ''} ${event.ResourceStatus ?? ''}`).reverse();
  }

  /** Reasons of a resource's events, oldest first. */
  async reasons(name: string, logicalId: string): Promise<string[]> {
    const { StackEvents = [] } = await this.cloudformation().send(new DescribeStackEventsCommand({ StackName: name }));
    const own = StackEvents.filter((event) => event.LogicalResourceId === logicalId).reverse();
    return own.map((event) => event.ResourceStatusReason ?? '').filter((reason) => reason !== '');
  }
}

/** Outputs of a stack by key. */
export function outputs(stack: Stack): Record<string, string> {
  return Object.fromEntries((stack.Outputs ?? []).map((output) => [output.OutputKey ?? '', output.OutputValue ?? '']));
}

/** Name and message that a request is refused with. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  throw new Error('the request was not refused');
}

/** A template with one SSM parameter. */
export function parameterTemplate(value: string, name = '/app/x', more: Readonly<Record<string, unknown>> = {}) {
  return {
    Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: 'String', Value: value } } },
    Outputs: { Name: { Value: { Ref: 'Setting' } } },
    ...more,
  };
}

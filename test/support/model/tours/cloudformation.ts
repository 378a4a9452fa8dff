import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { SSM } from '@aws-sdk/client-ssm';
import { stackSets } from './stack-sets.ts';
import type { Guide, Tour } from './tour.ts';

const STACK = { StackName: 'app' };
const NAME = '/app/x';

/** A parameter whose name other stacks can import; `seconds`: so long takes each of its resources. */
function template(value: string, metadata: object = {}): string {
  return JSON.stringify({
    Description: 'one parameter',
    Metadata: { Simulator: metadata },
    Parameters: { Stage: { Type: 'String', Default: 'dev', NoEcho: true } },
    Resources: { Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: NAME, Type: 'String', Value: value } } },
    Outputs: { Name: { Value: { Ref: 'Setting' }, Export: { Name: 'app-name' } } },
  });
}

const IMPORTING = JSON.stringify({
  Resources: {
    Copy: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::ImportValue': 'app-name' } } },
  },
});

/** Stacks from their first change set to their deletion, and stack sets. */
export const cloudformation: Tour = async (guide) => {
  const aws = new CloudFormation(guide.client());
  await aws.validateTemplate({ TemplateBody: template('1') });
  await aws.getTemplateSummary({ TemplateBody: template('1') });
  await changeSets(aws, guide);
  await looking(aws);
  await exported(aws, guide);
  await drift(aws, guide);
  await trouble(aws, guide);
  await aws.updateTerminationProtection({ ...STACK, EnableTerminationProtection: true });
  await aws.updateTerminationProtection({ ...STACK, EnableTerminationProtection: false });
  await aws.deleteStack(STACK);
  guide.pass(600);
  await aws.listStacks({ StackStatusFilter: ['DELETE_COMPLETE'] });
  await stackSets(guide);
};

async function changeSets(aws: CloudFormation, { pass }: Guide): Promise<void> {
  const set = { ...STACK, ChangeSetName: 'one' };
  const { Id } = await aws.createChangeSet({
    ...set,
    ChangeSetType: 'CREATE',
    TemplateBody: template('1'),
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  pass(60);
  await aws.describeChangeSet({ ...set, IncludePropertyValues: true });
  await aws.listChangeSets(STACK);
  await aws.describeEvents({ ChangeSetName: Id });
  await aws.executeChangeSet(set);
  pass(600);
  await aws.describeStacks(STACK);
  await aws.createChangeSet({ ...STACK, ChangeSetName: 'two', TemplateBody: template('2') });
  pass(60);
  await aws.describeChangeSet({ ...STACK, ChangeSetName: 'two' });
  await aws.deleteChangeSet({ ...STACK, ChangeSetName: 'two' });
}

async function looking(aws: CloudFormation): Promise<void> {
  await aws.describeStacks({});
  await aws.listStacks({});
  await aws.describeStackEvents(STACK);
  await aws.describeStackResources(STACK);
  await aws.describeStackResource({ ...STACK, LogicalResourceId: 'Setting' });
  await aws.listStackResources(STACK);
  await aws.getTemplate(STACK);
  await aws.getTemplateSummary(STACK);
}

async function exported(aws: CloudFormation, { pass }: Guide): Promise<void> {
  await aws.listExports({});
  await aws.createStack({ StackName: 'other', TemplateBody: IMPORTING });
  pass(600);
  await aws.listImports({ ExportName: 'app-name' });
  await aws.deleteStack({ StackName: 'other' });
  pass(600);
}

/** Somebody changes the parameter by hand. */
async function drift(aws: CloudFormation, { client, pass }: Guide): Promise<void> {
  await new SSM(client()).putParameter({ Name: NAME, Value: 'by hand', Overwrite: true });
  const { StackDriftDetectionId } = await aws.detectStackDrift(STACK);
  await aws.describeStackDriftDetectionStatus({ StackDriftDetectionId });
  pass(600);
  await aws.describeStackDriftDetectionStatus({ StackDriftDetectionId });
  await aws.describeStackResourceDrifts(STACK);
  await aws.describeStacks(STACK);
  await aws.describeStackResources(STACK);
}

/** An update that is given up, and one whose rollback fails and goes on. */
async function trouble(aws: CloudFormation, { pass }: Guide): Promise<void> {
  await aws.updateStack({ ...STACK, TemplateBody: template('3', { Seconds: 100 }) });
  pass(5);
  await aws.cancelUpdateStack(STACK);
  pass(600);
  await aws.describeStackEvents(STACK);
  const fails = { FailResource: 'Setting', FailOn: ['update', 'rollback'] };
  await aws.updateStack({ ...STACK, TemplateBody: template('4', fails) });
  pass(600);
  await aws.describeStacks(STACK);
  await aws.continueUpdateRollback({ ...STACK, ResourcesToSkip: ['Setting'] });
  pass(600);
  await aws.describeStacks(STACK);
}

import { flagOf, partOf, tagsOf, textOf, textsOf, itemsOf, type Input } from '../../input.ts';
import { uuid } from '../../ids.ts';
import { trust, isTrusted } from '../../organizations/service-access.ts';
import { asManagement } from '../../organizations/member.ts';
import { AwsFault, type Call, type Operation } from '../../service.ts';
import { notImplemented, validationError } from '../faults.ts';
import { checkName, requiredText } from '../operations/lookup.ts';
import { checkTemplate } from '../template/read.ts';
import { checkCapabilities } from '../template/capabilities.ts';
import { requestParameters } from '../template/parameters.ts';
import { requestPreferences } from './preferences.ts';
import type { OperationRecord, StackSetContent, StackSetRecord } from './record.ts';
import { addOperation } from './run.ts';
import { findStackSet, isActive, requestOperation, requestStackSet, stackSetsOf } from './store.ts';
import { accountsBelow, checkAdministrator, checkUnits, STACK_SETS_PRINCIPAL } from './targets.ts';

const createStackSet: Operation = (input, call) => {
  if (textOf(input, 'PermissionModel') !== 'SERVICE_MANAGED') {
    throw notImplemented('stack sets with permissions of their own');
  }
  checkAdministrator(call);
  const name = requiredText(input, 'StackSetName');
  checkName(name, 'StackSetName');
  if (findStackSet(name, call)?.status === 'ACTIVE') {
    throw new AwsFault('NameAlreadyExistsException', `The specified name ${name} already exists`, 409);
  }
  if (input['AutoDeployment'] === undefined) {
    throw validationError('AutoDeployment must be specified for service-managed stack sets');
  }
  const set: StackSetRecord = {
    id: `${name}:${uuid(call.state)}`,
    name,
    status: 'ACTIVE',
    content: contentOf(input, call, null),
    autoDeployment: autoDeploymentOf(input),
    managed: flagOf(partOf(input, 'ManagedExecution'), 'Active') === true,
    units: [],
    regions: [],
    instances: {},
    operations: {},
  };
  stackSetsOf(call)[set.id] = set;
  return { StackSetId: set.id };
};

/** Every instance is out of date from now on, until the operation has reached it. */
const updateStackSet: Operation = (input, call) => {
  checkAdministrator(call);
  const set = requestStackSet(input, call);
  checkOperation(set, input);
  set.content = contentOf(input, call, set.content);
  if (input['AutoDeployment'] !== undefined) set.autoDeployment = autoDeploymentOf(input);
  const targets = Object.values(set.instances).filter(({ status }) => status !== 'INOPERABLE');
  for (const one of targets) one.status = 'OUTDATED';
  return { OperationId: start(set, 'UPDATE', inOrder(targets, set.regions), input, call) };
};

const deleteStackSet: Operation = (input, call) => {
  checkAdministrator(call);
  const set = findStackSet(requiredText(input, 'StackSetName'), call);
  if (set === null || set.status === 'DELETED') return {};
  if (Object.values(set.operations).some(isActive)) throw inProgress(set);
  if (Object.keys(set.instances).length > 0) {
    throw new AwsFault('StackSetNotEmptyException', 'StackSet is not empty', 409);
  }
  set.status = 'DELETED';
  return {};
};

/** The set of a request about stacks, and the units and regions that it is about. */
function requestTargets(input: Parameters<Operation>[0], call: Parameters<Operation>[1]) {
  const member = checkAdministrator(call);
  const set = requestStackSet(input, call);
  checkOperation(set, input);
  const units = unitsIn(input);
  checkUnits(units, member);
  return { set, units, regions: regionsIn(input) };
}

const createStackInstances: Operation = (input, call) => {
  const { set, units, regions } = requestTargets(input, call);
  set.units = [...new Set([...set.units, ...units])];
  set.regions = [...new Set([...set.regions, ...regions])];
  const isWanted = accountFilter(partOf(input, 'DeploymentTargets'));
  const accounts = accountsBelow(call.state, units).filter(({ account }) => isWanted(account));
  const targets = regions.flatMap((region) => accounts.map((one) => ({ ...one, region })));
  const open = targets.filter(({ account, region }) => set.instances[`${account}/${region}`]?.status !== 'CURRENT');
  return { OperationId: start(set, 'CREATE', open, input, call) };
};

const deleteStackInstances: Operation = (input, call) => {
  const { set, units, regions } = requestTargets(input, call);
  const accounts = new Set(accountsBelow(call.state, units).map(({ account }) => account));
  const targets = Object.values(set.instances).filter(
    ({ account, region, unit }) => regions.includes(region) && (units.includes(unit) || accounts.has(account)),
  );
  const everywhere = set.regions.every((region) => regions.includes(region));
  if (everywhere) set.units = set.units.filter((unit) => !units.includes(unit));
  if (set.units.every((unit) => units.includes(unit))) {
    set.regions = set.regions.filter((region) => !regions.includes(region));
  }
  return { OperationId: start(set, 'DELETE', inOrder(targets, regions), input, call) };
};

/** What is in work goes on to its end; nothing new begins. */
const stopStackSetOperation: Operation = (input, call) => {
  const { operation } = requestOperation(input, call);
  if (operation.status === 'RUNNING') operation.status = 'STOPPING';
  return {};
};

const activateOrganizationsAccess: Operation = (_input, call) => {
  asManagement(call);
  trust(call.state, STACK_SETS_PRINCIPAL);
  return {};
};

const describeOrganizationsAccess: Operation = (_input, call) => {
  asManagement(call);
  return { Status: isTrusted(call.state, STACK_SETS_PRINCIPAL) ? 'ENABLED' : 'DISABLED' };
};

type Targets = readonly { readonly account: string; readonly region: string; readonly unit: string }[];

function start(
  set: StackSetRecord,
  action: OperationRecord['action'],
  targets: Targets,
  input: Input,
  call: Call,
): string {
  const id = textOf(input, 'OperationId') ?? uuid(call.state);
  addOperation(
    set,
    {
      id,
      action,
      status: 'QUEUED',
      retain: flagOf(input, 'RetainStacks') === true,
      preferences: requestPreferences(input),
      created: call.now,
      ended: null,
      results: targets.map(({ account, region, unit }) => ({ account, region, unit, status: 'PENDING', reason: null })),
    },
    call,
  );
  return id;
}

/** One operation at a time, unless the set queues them; an id is for one operation alone. */
function checkOperation(set: StackSetRecord, input: Input): void {
  const id = textOf(input, 'OperationId');
  if (id !== null && set.operations[id] !== undefined) {
    throw new AwsFault('OperationIdAlreadyExistsException', `The specified operation ID ${id} already exists`, 409);
  }
  if (!set.managed && Object.values(set.operations).some(isActive)) throw inProgress(set);
}

function inProgress({ id }: StackSetRecord): AwsFault {
  return new AwsFault('OperationInProgressException', `Another Operation on StackSet ${id} is in progress`, 409);
}

/** Checked as far as AWS checks before any stack is made. */
function contentOf(input: Input, call: Call, current: StackSetContent | null): StackSetContent {
  const previous = flagOf(input, 'UsePreviousTemplate') === true ? (current?.body ?? null) : null;
  const body = textOf(input, 'TemplateBody') ?? previous;
  if (body === null) throw validationError('Either Template URL or Template Body must be specified.');
  const { template } = checkTemplate(body, call.templates);
  const capabilities = textsOf(input, 'Capabilities');
  checkCapabilities(template, capabilities);
  requestParameters(input, template, null, call);
  return {
    description: textOf(input, 'Description') ?? current?.description ?? null,
    body,
    parameters: Object.fromEntries(
      itemsOf(input, 'Parameters').map((one) => [
        textOf(one, 'ParameterKey') ?? '',
        textOf(one, 'ParameterValue') ?? '',
      ]),
    ),
    capabilities,
    tags: input['Tags'] === undefined && current !== null ? current.tags : tagsOf(input, 'Tags'),
  };
}

function autoDeploymentOf(input: Input): StackSetRecord['autoDeployment'] {
  const given = partOf(input, 'AutoDeployment');
  const enabled = flagOf(given, 'Enabled') === true;
  return { enabled, retain: flagOf(given, 'RetainStacksOnAccountRemoval') === true };
}

function unitsIn(input: Input): string[] {
  return textsOf(partOf(input, 'DeploymentTargets'), 'OrganizationalUnitIds');
}

/** Which accounts of the units an operation is about. Source: API reference, DeploymentTargets. */
function accountFilter(targets: Input): (account: string) => boolean {
  const named = textsOf(targets, 'Accounts');
  const type = textOf(targets, 'AccountFilterType');
  if (named.length > 0 && type === null) throw validationError('AccountFilterType must be specified with Accounts');
  if (type === 'DIFFERENCE') return (account) => !named.includes(account);
  if (type === 'INTERSECTION') return (account) => named.includes(account);
  if (type === 'UNION') throw validationError('UNION is not supported for CreateStackInstances');
  return () => true;
}

function regionsIn(input: Input): string[] {
  const regions = textsOf(input, 'Regions');
  if (regions.length === 0) throw validationError('At least one Region must be specified');
  return regions;
}

function inOrder<T extends { readonly region: string }>(targets: readonly T[], regions: readonly string[]): T[] {
  return [...targets].sort((a, b) => regions.indexOf(a.region) - regions.indexOf(b.region));
}

/** Operations that change a stack set. */
export const STACK_SET_OPERATIONS: Readonly<Record<string, Operation>> = {
  ActivateOrganizationsAccess: activateOrganizationsAccess,
  DescribeOrganizationsAccess: describeOrganizationsAccess,
  CreateStackSet: createStackSet,
  UpdateStackSet: updateStackSet,
  DeleteStackSet: deleteStackSet,
  CreateStackInstances: createStackInstances,
  DeleteStackInstances: deleteStackInstances,
  StopStackSetOperation: stopStackSetOperation,
};

import type { JsonObject } from '../../../model/json.ts';
import { section } from '../../../template/tree.ts';
import { transformsOf } from './transforms.ts';
import { AwsFault } from '../../service.ts';
import { plain } from '../text.ts';

/** Types that grant rights, and the property that gives each a name of one's own. Source: user guide, "Acknowledging IAM resources". */
const IAM_TYPES = new Map<string, string | null>([
  ['AWS::IAM::AccessKey', null],
  ['AWS::IAM::Group', 'GroupName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', null],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::User', 'UserName'],
  ['AWS::IAM::UserToGroupAddition', null],
]);

/** What creating this template needs to have acknowledged, and the resources that are the reason; null for nothing. */
export function neededCapability(template: JsonObject): { capability: string; reason: string } | null {
  const found = Object.entries(section(template, 'Resources')).flatMap(([, resource]) => {
    const type = plain(section({ resource }, 'resource')['Type']);
    const name = IAM_TYPES.get(type);
    if (name === undefined) return [];
    return [{ type, named: name !== null && Object.hasOwn(section(resource, 'Properties'), name) }];
  });
  if (found.length === 0) return null;
  const types = [...new Set(found.map(({ type }) => type))].sort();
  return {
    capability: found.some(({ named }) => named) ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM',
    reason: `The following resource(s) require capabilities: [${types.join(', ')}]`,
  };
}

/** The same for macros, which only a change set shows beforehand. Source: API reference, CreateStack, Capabilities. */
export function checkAutoExpand(template: JsonObject, given: readonly string[]): void {
  if (transformsOf(template).length === 0 || given.includes('CAPABILITY_AUTO_EXPAND')) return;
  throw new AwsFault('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_AUTO_EXPAND]');
}

/** Throws InsufficientCapabilitiesException when the template needs more than was acknowledged. */
export function checkCapabilities(template: JsonObject, given: readonly string[]): void {
  const needed = neededCapability(template)?.capability;
  if (needed === undefined || given.includes('CAPABILITY_NAMED_IAM') || given.includes(needed)) return;
  throw new AwsFault('InsufficientCapabilitiesException', `Requires capabilities : [${needed}]`);
}

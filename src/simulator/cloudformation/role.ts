import { isObject } from '../../model/json.ts';
import { iamOf } from '../iam/store.ts';
import { statementsOf } from '../policy.ts';
import { own } from '../record.ts';
import { validationError } from './faults.ts';
import type { Site } from './site.ts';

const SERVICE = 'cloudformation.amazonaws.com';

/** Throws unless the service role is in this account and trusts CloudFormation. Source: user guide, "CloudFormation service role". */
export function checkRole(arn: string, site: Site): void {
  const [, , , , account] = arn.split(':');
  if (account !== site.account) throw validationError('Cross-account pass role is not allowed.');
  const role = own(iamOf(site.state, site.account).roles, arn.split('/').at(-1) ?? '');
  const trusts = role?.arn === arn && statementsOf(role.trust).some(isForCloudFormation);
  if (!trusts) throw validationError(`Role ${arn} is invalid or cannot be assumed`);
}

function isForCloudFormation(statement: Readonly<Record<string, unknown>>): boolean {
  const principal = statement['Principal'];
  const services = isObject(principal) ? principal['Service'] : undefined;
  return statement['Effect'] === 'Allow' && [services].flat().includes(SERVICE);
}

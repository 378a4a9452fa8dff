import { own } from '../record.ts';
import { AwsFault, type Call } from '../service.ts';
import { noSuchEntity } from './faults.ts';
import { iamOf } from './store.ts';

const ARN = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]+$/;

type Place = Pick<Call, 'state' | 'account'>;

/** Throws unless a policy can be attached in this account: AWS's own, or a customer managed one that exists. */
export function checkAttachable(place: Place, arn: string): void {
  if (!isThere(place, arn)) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}

/** The same for a permissions boundary, whose fault has another text. */
export function checkBoundary(place: Place, arn: string): void {
  if (!isThere(place, arn)) throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`);
}

/** Any well-formed name counts as one of AWS's own policies: the simulator has no list of them. */
function isThere(place: Place, arn: string): boolean {
  const owner = ARN.exec(arn)?.[1];
  if (owner === undefined) throw new AwsFault('InvalidInput', `ARN ${arn} is not valid.`);
  return owner === 'aws' || own(iamOf(place.state, place.account).policies, arn) !== undefined;
}

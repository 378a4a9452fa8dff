import { asFailure } from '../../execute/failed.ts';
import type { IamGateway } from '../../aws/types/account.ts';
import type { Run } from '../../model/run.ts';
import { failing, note, ok, type Check } from './check.ts';

/** What commands need, by action: `organizations:CreateAccount` for `create-account`. */
export type Needs = ReadonlyMap<string, readonly string[]>;

/** A role's policies are asked under the role's own ARN, which a session carries without its path. */
const SESSION = /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+)\//;

/**
 * Whether the caller may do in its own account what commands need there. What is asked is what policies say of all
 * resources, so only actions that are granted so are looked at: those of Organizations.
 */
export async function checkPermissions({ aws }: Run, region: string, needs: Needs): Promise<Check> {
  try {
    const { account, arn } = await aws.caller();
    if (arn.endsWith(':root')) return ok('permissions', 'the root user may do everything');
    const access = { account, role: null, externalId: null, profile: null, young: false, region };
    const iam = (await aws.enter(access)).iam();
    const denied = await iam.denied(await identityOf(arn, iam), [...needs.keys()]);
    if (denied.length === 0) return ok('permissions', `${needs.size} actions of Organizations are allowed`);
    const listed = denied.map((action) => `${action} (${someOf(needs.get(action) ?? [])})`);
    const hint = 'allow them to the role, or leave these commands to somebody else';
    return failing('permissions', { code: 'AccessDenied', message: `not allowed: ${listed.join(', ')}`, hint });
  } catch (error) {
    const [{ message }] = asFailure(error).diagnostics;
    return note(
      'permissions',
      `they could not be looked at: ${message}`,
      'allow iam:SimulatePrincipalPolicy and iam:GetRole',
    );
  }
}

/** Commands that need an action: most of them need the same few. */
function someOf(commands: readonly string[]): string {
  const shown = commands.slice(0, 4).join(', ');
  return commands.length > 4 ? `${shown} and ${commands.length - 4} more` : shown;
}

async function identityOf(arn: string, iam: IamGateway): Promise<string> {
  const name = SESSION.exec(arn)?.[1];
  return name === undefined ? arn : ((await iam.role(name))?.arn ?? arn);
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIONAL, READ_BASELINE } from '../../../src/cli/actions.ts';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { prepareStages } from '../../support/faults/stages.ts';
import { randomOf, shuffled } from '../../support/faults/sample.ts';
import { answerMisfits } from '../../support/model/answer.ts';
import { linesOf, policyOf, runLine, type Line } from '../../support/permissions/lines.ts';

/** Needed where no line leads to: by command and action, each with the situation. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'bootstrap iam:AddClientIDToOpenIDConnectProvider': 'a provider that somebody made for another audience',
  'bootstrap s3:ListBucket': 'a bucket that was made, but not set up any more',
  'config kms:Decrypt': 'a secret with a key of its own',
  'config kms:Encrypt': 'a secret with a key of its own',
  'config s3:PutObject': 'a value is unset that a deployment wrote',
  'close-account cloudformation:DescribeOrganizationsAccess': 'a stack set that is not there yet',
  'deploy cloudformation:GetTemplate': 'something that is deployed can be secret',
  'deploy cloudformation:DeleteStackInstances': 'a stack set that is pruned',
  'deploy cloudformation:DeleteStackSet': 'a stack set that is pruned',
  'destroy cloudformation:DescribeOrganizationsAccess': 'a stack set that is not there yet',
  'status cloudformation:DescribeOrganizationsAccess': 'a stack set that is not there yet',
  'plan cloudformation:ListExports': 'an import that no template here exports',
  'plan organizations:ListCreateAccountStatus': 'an account that is still to be made',
  'plan s3:PutObject': 'an artifact that is not there yet',
  'plan servicequotas:ListServiceQuotas': 'an account that is still to be made',
  'list tag:GetResources': 'an organization with accounts that are nobody’s here',
  'report organizations:ListTagsForResource': 'an account whose tags have changed of late',
  'unlock s3:PutObject': 'somebody holds the lock',
};

/** These read the whole baseline where the deploy role lets nobody in, which no line leads to. */
const READING = ['close-account', 'destroy', 'doctor', 'plan', 'rehearse', 'report', 'status'];

/** What is done with the deploy role, as far as it changes something. */
const DEPLOYING = /^(config|deploy dev|deploy emma|destroy) /;

interface Proof {
  readonly line: Line;
  readonly asked: ReadonlySet<string>;
}

const proofs: Proof[] = [];
/** Lines that did not get by with what their command names. */
const denied: string[] = [];
/** What of the simulator's answers is not as the models have it, and how many answers there were. */
const misfits = new Set<string>();
let answers = 0;
let close = async (): Promise<void> => undefined;
afterAll(() => close());

beforeAll(async () => {
  const stages = await prepareStages();
  close = stages.close;
  for (const line of await linesOf(stages)) proofs.push({ line, asked: await prove(line) });
}, 3_600_000);

/** Runs a line with exactly what its command says that it needs; answers what of it was asked for. */
async function prove(line: Line): Promise<Set<string>> {
  const asked = new Set<string>();
  const caller = policyOf(await actionsOf(line.command));
  const permissions = { caller, roles: 'caller', asked: (action: string) => void asked.add(action) } as const;
  const { exit, stdout } = await runLine(line, permissions, (request, response) => {
    answers += 1;
    for (const misfit of answerMisfits(request, response)) misfits.add(misfit);
  });
  if (exit !== 0) denied.push(`${line.line}: ${stdout}`);
  return asked;
}

async function actionsOf(command: string): Promise<readonly string[]> {
  return (await COMMANDS[command]?.load())?.actions ?? [];
}

it('every answer of the embedded AWS is as the model of its service, which the SDK ships, has it', () => {
  process.stdout.write(`${String(answers)} answers were compared with the models\n`);
  expect(answers).toBeGreaterThan(500);
  expect([...misfits].sort()).toEqual([]);
});

describe('the IAM actions that --help names', () => {
  it('are enough for every command that needs any', async () => {
    expect(denied).toEqual([]);
    const proven = new Set(proofs.map(({ line }) => line.command));
    const named = await Promise.all(Object.keys(COMMANDS).map(async (name) => [name, await actionsOf(name)] as const));
    const unproven = named.filter(([name, actions]) => actions.length > 0 && !proven.has(name));
    expect(unproven.map(([name]) => name)).toEqual([]);
  });

  it('are all asked for', async () => {
    const commands = [...new Set(proofs.map(({ line }) => line.command))];
    const idle = (await Promise.all(commands.map(idleOf))).flat();
    expect(idle.filter((each) => !(each in ELSEWHERE))).toEqual([]);
  });

  /** `<command> <action>` for each action that no line of the command asks for. */
  async function idleOf(command: string): Promise<string[]> {
    const asked = new Set(proofs.filter(({ line }) => line.command === command).flatMap((one) => [...one.asked]));
    // A deployment makes what is missing of the baseline, whatever that is.
    const baseline: readonly string[] =
      command === 'deploy' ? await actionsOf('bootstrap') : READING.includes(command) ? READ_BASELINE : [];
    const actions = await actionsOf(command);
    return actions
      .filter((action) => !asked.has(action) && !baseline.includes(action))
      .map((action) => `${command} ${action}`);
  }
});

describe('the roles that the baseline makes', () => {
  it('may do all that deployments need', { timeout: 3_600_000 }, async () => {
    const everything = policyOf(['*']);
    for (const { line } of proofs.filter((one) => DEPLOYING.test(one.line.line))) {
      const { exit, stdout } = await runLine(line, { caller: everything, roles: 'own' });
      expect.soft(exit, `${line.line}: ${stdout}`).toBe(0);
    }
  });
});

/** `PERMISSION_PAIRS=all npm test -- test/unit/permissions` tries every action of every line. */
const PAIRS = process.env['PERMISSION_PAIRS'] ?? '20';

describe('a command that lacks one of its actions', () => {
  it('is denied, and names it; or does without, as the page of permissions says', { timeout: 3_600_000 }, async () => {
    const all = proofs.flatMap(({ line, asked }) => [...asked].map((action) => ({ line, action })));
    const pairs = PAIRS === 'all' ? all : shuffled(all, randomOf(1)).slice(0, Number(PAIRS));
    const wrong: string[] = [];
    for (const { line, action } of pairs) {
      const said = await withoutOne(line, action);
      const wanted = isOptional(line.line, action) ? 'done' : 'denied';
      if (said !== wanted) wrong.push(`${line.line} without ${action}: ${said}`);
    }
    process.stdout.write(
      `one action missing: ${String(pairs.length)} of ${String(all.length)} pairs of line and action\n`,
    );
    expect(wrong).toEqual([]);
  });

  function isOptional(line: string, action: string): boolean {
    return OPTIONAL.some(({ lines, actions }) => lines.test(line) && actions.includes(action));
  }

  async function withoutOne(line: Line, action: string): Promise<string> {
    const actions = (await actionsOf(line.command)).filter((each) => each !== action);
    const { exit, stdout } = await runLine(line, { caller: policyOf(actions), roles: 'caller' });
    if (exit === 0) return 'done';
    const { errors } = JSON.parse(stdout) as { errors: readonly { code: string; message: string }[] };
    const named = errors.some(({ code, message }) => code === 'AccessDenied' && message.includes(action));
    return exit === 1 && named ? 'denied' : `exit ${String(exit)}, ${JSON.stringify(errors)}`;
  }
});

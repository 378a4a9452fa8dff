import { describe, expect, it } from 'vitest';
import type { SsmParameter } from '../../../src/aws/types/account.ts';
import type { RuntimeValue } from '../../../src/model/environment.ts';
import { text } from '../../../src/model/expression.ts';
import { noteOf, type Written } from '../../../src/model/written.ts';
import { planRuntime, type ServiceRuntime } from '../../../src/plan/runtime.ts';
import { AT, env, HOME, known, linked, observation, output, runtime, service } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

const PATH = '/notes/staging/app';

interface Given {
  readonly there?: readonly SsmParameter[];
  readonly written?: Written;
  readonly answers?: Readonly<Record<string, string>>;
  readonly accountId?: null;
}

function plan(
  values: readonly RuntimeValue[],
  { there = [], written = {}, answers = {}, ...given }: Given = {},
): ServiceRuntime {
  const all = linked(env([service('app', { runtime: values }), service('database')]), {
    app: small(),
    database: small(),
  });
  const app = all.services.find(({ service: { name } }) => name === 'app');
  if (!app) throw new Error('no service');
  const observed = observation({ parameters: { [HOME]: there }, written, ...given });
  return planRuntime(all.environment, app, observed, known(answers));
}

function parameter(key: string, value: string, given: Partial<SsmParameter> = {}): SsmParameter {
  return { name: `${PATH}/${key}`, type: 'String', value, version: 1, modified: 0, ...given };
}

/** `KEY action`, for every step. */
function steps({ steps: all }: ServiceRuntime): string[] {
  return all.map(({ name, action, secret }) => `${name.slice(PATH.length + 1)} ${action}${secret ? ' secret' : ''}`);
}

const owned = runtime('KEY', 'a');
const byDefault = runtime('KEY', 'a', { kind: 'default' });
const secret = runtime('KEY', null, { kind: 'secret', type: 'SecureString' });
const ours = left('KEY', 3, 'b');

/** What a deployment notes of a value. */
function left(key: string, version: number, value: string): Written {
  return { [`${HOME}:${PATH}/${key}`]: [noteOf({ version, value })] };
}

describe('a value that the definition owns', () => {
  it.each<[string, Given, string]>([
    ['is made', {}, 'KEY create'],
    ['is left', { there: [parameter('KEY', 'a')], written: left('KEY', 1, 'a') }, 'KEY none'],
    ['is corrected', { there: [parameter('KEY', 'b', { version: 3 })], written: ours }, 'KEY update'],
    [
      'is corrected also when somebody set it by hand',
      { there: [parameter('KEY', 'b', { version: 4 })], written: ours },
      'KEY update',
    ],
  ])('%s', (_, given, step) => {
    expect(steps(plan([owned], given))).toEqual([step]);
  });

  it('is made once what it takes is known', () => {
    const value = runtime('KEY', output('database', 'Name'));
    expect(steps(plan([value]))).toEqual(['KEY create']);
    expect(plan([value], { answers: { 'staging/database@eu-west-1.Name': 'x' } }).marks).toEqual(plan([value]).marks);
  });

  it('is written with its type', () => {
    expect(plan([runtime('KEY', 'a,b', { type: 'StringList' })]).writes).toEqual([
      { name: `${PATH}/KEY`, value: [{ kind: 'text', text: 'a,b' }], type: 'StringList', kind: 'owned' },
    ]);
  });
});

describe('a default', () => {
  it.each<[string, Given, string]>([
    ['is made where there is nothing', {}, 'KEY create'],
    [
      'follows the definition as long as nobody gave another',
      { there: [parameter('KEY', 'b', { version: 3 })], written: ours },
      'KEY update',
    ],
    [
      'gives way to what was set by hand',
      { there: [parameter('KEY', 'b', { version: 4 })], written: ours },
      'KEY none',
    ],
    [
      'gives way to what was deleted and made again under the same version',
      { there: [parameter('KEY', 'c', { version: 3 })], written: ours },
      'KEY none',
    ],
    [
      'gives way to what was deleted and made again under an earlier version',
      { there: [parameter('KEY', 'b', { version: 1 })], written: ours },
      'KEY none',
    ],
    ['gives way also before the first deployment', { there: [parameter('KEY', 'b')] }, 'KEY none'],
  ])('%s', (_, given, step) => {
    expect(steps(plan([byDefault], given))).toEqual([step]);
  });

  it('marks the service with the value that is really used', () => {
    const byHand = plan([byDefault], { there: [parameter('KEY', 'b')] });
    expect(byHand.marks).toEqual(plan([runtime('KEY', 'b')]).marks);
    expect(plan([byDefault]).marks).toEqual({ KEY: text('a') });
  });

  it('marks it with a version when somebody has encrypted it', () => {
    const there = [parameter('KEY', 'CIPHERTEXT', { type: 'SecureString', version: 3 })];
    expect(plan([byDefault], { there }).marks).toEqual({ KEY: text('version 3 of 1970-01-01T00:00:00.000Z') });
  });
});

describe('a secret', () => {
  it('has to be there', () => {
    const { problems, writes } = plan([secret]);
    expect(problems).toMatchObject([{ code: 'SecretMissing', message: `secret ${PATH}/KEY has not been set`, at: AT }]);
    expect(writes).toEqual([]);
  });

  it('is set with one command, and before that with the one that makes the account', () => {
    const set = '`envctl config set staging app/KEY`';
    expect(plan([secret]).problems[0]?.hint).toBe(`run ${set}: it asks for the value`);
    expect(plan([secret], { accountId: null }).problems[0]?.hint).toBe(
      `run \`envctl create-account staging\`, then ${set}, which asks for the value, then this again`,
    );
  });

  it('has to be encrypted', () => {
    expect(plan([secret], { there: [parameter('KEY', 'x')] }).problems[0]?.message).toBe(
      `secret ${PATH}/KEY is a String, not a SecureString`,
    );
  });

  it('is left alone, and nothing of it is in the plan but its name', () => {
    const result = plan([secret], { there: [parameter('KEY', 'CIPHERTEXT', { type: 'SecureString', version: 7 })] });
    expect(steps(result)).toEqual(['KEY none secret']);
    expect(result.problems).toEqual([]);
    expect(JSON.stringify(result)).not.toContain('CIPHERTEXT');
    expect(result.marks).toEqual({ KEY: text('version 7 of 1970-01-01T00:00:00.000Z') });
  });
});

describe('what the definition no longer names', () => {
  it('is deleted when the definition had made it', () => {
    const gone = parameter('OLD', 'x', { version: 2 });
    expect(steps(plan([], { there: [gone], written: left('OLD', 2, 'x') }))).toEqual(['OLD delete']);
  });

  it('stays when a person made or changed it', () => {
    const there = [parameter('OLD', 'x', { version: 3 }), parameter('OTHER', 'y'), parameter('AGAIN', 'z')];
    expect(steps(plan([], { there, written: { ...left('OLD', 2, 'x'), ...left('AGAIN', 1, 'y') } }))).toEqual([]);
  });

  it('is not what belongs to a service whose name begins the same', () => {
    const there = [{ ...parameter('X', 'x'), name: '/notes/staging/app-two/X' }];
    expect(
      steps(
        plan([], { there, written: { [`${HOME}:/notes/staging/app-two/X`]: [noteOf({ version: 1, value: 'x' })] } }),
      ),
    ).toEqual([]);
  });
});

describe('what marks the service changed', () => {
  it('is for values that are applied by a deployment, not for live ones', () => {
    const live = runtime('LIVE', 'x', { apply: 'live' });
    const liveSecret = runtime('TOKEN', null, { kind: 'secret', type: 'SecureString', apply: 'live' });
    const there = [parameter('TOKEN', 'CIPHERTEXT', { type: 'SecureString' })];
    expect(plan([owned, live, liveSecret], { there }).marks).toEqual(plan([owned]).marks);
    expect(plan([owned]).marks).toEqual({ KEY: text('a') });
  });

  it('leaves out what the stack itself gives, and keeps what others give', () => {
    const values = [runtime('SELF', output('app', 'Name')), runtime('OTHER', output('database', 'Name'))];
    expect(Object.keys(plan(values).marks)).toEqual(['OTHER']);
  });
});

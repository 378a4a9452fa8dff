import { describe, expect, it } from 'vitest';
import type { SsmParameter } from '../../../src/aws/types/account.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { noteOf } from '../../../src/model/written.ts';
import { planRemovals, planWrites } from '../../../src/plan/config-changes.ts';
import { compareConfig, digested } from '../../../src/plan/config-diff.ts';
import { parseConfigFile } from '../../../src/plan/config-file.ts';
import { parseKey, targetOf } from '../../../src/plan/config-keys.ts';
import { masked, shownValues } from '../../../src/plan/config-shown.ts';
import { AT, env, HOME, runtime, service } from '../../support/plan.ts';

const PATH = '/notes/staging/app';
const BOTH = [HOME, 'us-east-1'];

const staging: Environment = env([
  service('app', {
    regions: BOTH,
    runtime: [
      runtime('OWNED', 'x'),
      runtime('SIZE', '20', { kind: 'default' }),
      runtime('LIST', 'a,b', { kind: 'default', type: 'StringList', apply: 'live' }),
      runtime('KEY', null, { kind: 'secret', type: 'SecureString', kmsKey: 'alias/app' }),
    ],
  }),
]);

function parameter(key: string, value: string, given: Partial<SsmParameter> = {}): SsmParameter {
  return { name: `${PATH}/${key}`, type: 'String', value, version: 1, modified: 0, ...given };
}

function target(key: string) {
  const { value, diagnostics } = targetOf(staging, { service: 'app', key });
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join());
  return value;
}

describe('the name of a value', () => {
  it.each(['notes/PAGE_SIZE', 'a-b/x.y-z_1'])('%s is one', (text) => {
    expect(parseKey(text)).not.toBeNull();
  });

  it.each(['notes', 'notes/', '/KEY', 'Notes/KEY', 'notes/A B', 'notes/A/B', 'notes/A=1', '../x/KEY', 'notes/A\n'])(
    '%j is none',
    (text) => {
      expect(parseKey(text)).toBeNull();
    },
  );
});

describe('what may be set', () => {
  it.each([
    ['SIZE', { kind: 'default', type: 'String', kmsKey: null, apply: 'deploy', regions: BOTH }],
    ['LIST', { kind: 'default', type: 'StringList', apply: 'live' }],
    ['KEY', { kind: 'secret', type: 'SecureString', kmsKey: 'alias/app' }],
    ['OTHER', { kind: 'undeclared', type: 'String', apply: null }],
  ])('%s goes by its declaration', (key, expected) => {
    expect(target(key)).toMatchObject(expected);
  });

  it('is not what the definition owns, nor what belongs to nobody here', () => {
    expect(targetOf(staging, { service: 'app', key: 'OWNED' }).diagnostics).toMatchObject([
      { code: 'Protected', at: AT },
    ]);
    expect(targetOf(staging, { service: 'ap', key: 'SIZE' }).diagnostics).toMatchObject([
      { code: 'UsageInvalid', hint: 'did you mean app?' },
    ]);
    expect(targetOf(staging, { service: 'app', key: 'A B' }).diagnostics).toMatchObject([{ code: 'UsageInvalid' }]);
  });

  it('is what the lender has for a borrowed service', () => {
    const lender = {
      name: 'auth',
      service: 'login',
      environment: 'prod',
      lender: null,
      here: null,
      project: 'notes',
      account: null,
      at: AT,
    };
    const { diagnostics } = targetOf({ ...staging, borrowed: [lender] }, { service: 'auth', key: 'A' });
    expect(diagnostics).toMatchObject([{ code: 'UsageInvalid', hint: 'name prod, and its service "login"' }]);
  });
});

describe('writing', () => {
  it('goes to every region of the service, and leaves alone what is there', () => {
    const there = { [HOME]: [parameter('SIZE', '50')], 'us-east-1': [parameter('SIZE', '20')] };
    expect(planWrites(staging, [{ target: target('SIZE'), value: '50' }], there)).toMatchObject([
      { name: `${PATH}/SIZE`, region: 'us-east-1', action: 'update', value: '50', secret: false },
    ]);
    expect(planWrites(staging, [{ target: target('SIZE'), value: '50' }], {})).toMatchObject([
      { region: HOME, action: 'create' },
      { region: 'us-east-1', action: 'create' },
    ]);
  });

  it('encrypts a secret with its key, also where plain text was before', () => {
    const there = { [HOME]: [parameter('KEY', 'x')], 'us-east-1': [] };
    expect(planWrites(staging, [{ target: target('KEY'), value: 'x' }], there)).toMatchObject([
      { region: HOME, action: 'update', type: 'SecureString', kmsKey: 'alias/app', secret: true },
      { region: 'us-east-1', action: 'create', type: 'SecureString' },
    ]);
  });

  it('never opens what was encrypted', () => {
    const there = { [HOME]: [parameter('OTHER', 'cipher', { type: 'SecureString' })], 'us-east-1': [] };
    const [step] = planWrites(staging, [{ target: target('OTHER'), value: 'x' }], there);
    expect(step).toMatchObject({ type: 'SecureString', secret: true });
  });

  it('removes only what is there', () => {
    const there = { [HOME]: [parameter('SIZE', '50')], 'us-east-1': [] };
    expect(planRemovals(staging, [target('SIZE'), target('KEY')], there)).toMatchObject([
      { name: `${PATH}/SIZE`, region: HOME, action: 'delete' },
    ]);
  });
});

describe('what is shown', () => {
  const [app] = staging.services;
  const there = [
    parameter('OWNED', 'x', { version: 2 }),
    parameter('SIZE', '50', { version: 3 }),
    parameter('KEY', 'clear', { type: 'SecureString' }),
    parameter('HAND', 'h'),
    parameter('LEFT', 'l'),
    parameter('ENCRYPTED', 'clear', { type: 'SecureString' }),
  ];
  const written = {
    [`${HOME}:${PATH}/SIZE`]: [noteOf({ version: 1, value: '20' })],
    [`${HOME}:${PATH}/LEFT`]: [noteOf({ version: 1, value: 'l' })],
    'us-east-1:/notes/staging/app/SIZE': [noteOf({ version: 1, value: '20' })],
  };
  const values = app
    ? shownValues(staging, app, { parameters: { [HOME]: there, 'us-east-1': [parameter('SIZE', '20')] }, written })
    : [];

  it('says where each value comes from', () => {
    const home = values.filter(({ region }) => region === HOME);
    expect(home.map(({ key, source, secret }) => `${key} ${source}${secret ? ' secret' : ''}`)).toEqual([
      'ENCRYPTED hand secret',
      'HAND hand',
      'KEY hand secret',
      'LEFT definition',
      'LIST missing',
      'OWNED definition',
      'SIZE hand',
    ]);
    const elsewhere = values.filter(({ region, source }) => region !== HOME && source !== 'missing');
    expect(elsewhere).toMatchObject([{ key: 'SIZE', source: 'default', value: '20', version: 1 }]);
  });

  it('holds no secret, whether it was declared or not', () => {
    expect(JSON.stringify(masked(values))).not.toContain('clear');
    expect(JSON.stringify(values)).toContain('clear');
  });
});

describe('a comparison', () => {
  const config = (build: object, values: Record<string, string>, secrets: readonly string[] = []) => ({
    build: { ...build },
    runtime: digested(
      Object.entries(values).map(([key, value]) => ({
        key,
        value,
        secret: secrets.includes(key),
        name: key,
        region: HOME,
        source: 'hand' as const,
        version: 1,
      })),
    ),
  });

  it('names what differs, both kinds, and nothing else', () => {
    const left = { app: config({ a: { b: 1, c: [1, 2] }, same: 'x' }, { SIZE: '1', SAME: 's' }) };
    const right = { app: config({ a: { b: 2, c: [1, 2] }, same: 'x' }, { SAME: 's', NEW: '' }), other: config({}, {}) };
    expect(compareConfig(left, right)).toEqual([
      {
        service: 'app',
        in: 'both',
        build: [{ name: 'a.b', in: 'both', left: 1, right: 2 }],
        runtime: [
          { name: 'NEW', in: 'right', secret: false, left: null, right: '' },
          { name: 'SIZE', in: 'left', secret: false, left: '1', right: null },
        ],
      },
      { service: 'other', in: 'right', build: [], runtime: [] },
    ]);
    expect(compareConfig(left, left)).toEqual([]);
  });

  it('tells of secrets only that they differ', () => {
    const left = { app: config({}, { KEY: 'one', SAME: 'same' }, ['KEY', 'SAME']) };
    const right = { app: config({}, { KEY: 'two', SAME: 'same' }, ['KEY', 'SAME']) };
    expect(compareConfig(left, right)).toEqual([
      {
        service: 'app',
        in: 'both',
        build: [],
        runtime: [{ name: 'KEY', in: 'both', secret: true, left: null, right: null }],
      },
    ]);
    expect(JSON.stringify([left, right])).not.toMatch(/one|two|same/);
  });
});

describe('a file of values', () => {
  const file = (text: string, name = '.env', given: string | null = 'app') =>
    parseConfigFile({ name, text, service: given });

  it('holds those of one service, or of several by their names', () => {
    expect(file('A=1\nB=x=y').value).toEqual([
      { service: 'app', key: 'A', value: '1' },
      { service: 'app', key: 'B', value: 'x=y' },
    ]);
    expect(file('{"A":1,"B":true,"C":null}').value).toMatchObject([
      { key: 'A', value: '1' },
      { key: 'B', value: 'true' },
    ]);
    expect(file('{"app":{"A":"1"},"b":{"C":"2"}}', 'values.json', null).value).toMatchObject([
      { service: 'app', key: 'A', value: '1' },
      { service: 'b', key: 'C', value: '2' },
    ]);
  });

  it.each([
    ['SECRET sk_1\nA=1', '.env', 'app'],
    ['A=sk_1', '.env', null],
    ['{"A":sk_1}', 'x.json', 'app'],
    ['["sk_1"]', 'x.json', 'app'],
    ['{"A":{"B":"sk_1"}}', 'x.json', 'app'],
    ['{"A":"sk_1"}', 'x.json', null],
  ])('is refused as %j, without a word of what it holds', (text, name, given) => {
    const { value, diagnostics } = file(text, name, given);
    expect(value).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'UsageInvalid' }]);
    expect(JSON.stringify(diagnostics)).not.toContain('sk_1');
  });
});

import { describe, expect, it } from 'vitest';
import type { LinkedEnvironment } from '../../../src/plan/linked.ts';
import { env, linked, linkResult, output, runtime, service } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

/** `notes → database: why`, for every edge. */
function edges({ services }: LinkedEnvironment): string[] {
  return services.flatMap(({ key, edges: all }) => all.map(({ to, why }) => `${key} → ${to}: ${why}`));
}

function order({ services }: LinkedEnvironment): string[] {
  return services.map(({ key }) => key);
}

const importing = (name: unknown) => small({ value: { 'Fn::ImportValue': name } });

describe('edges', () => {
  it('come from parameters, run-time values and dependsOn, each with its reason, by name', () => {
    const notes = service('notes', {
      parameters: { Arn: output('database', 'Arn') },
      runtime: [runtime('BUCKET', output('uploads', 'Name'))],
      dependsOn: ['users', 'database'],
    });
    const all = linked(env([notes, service('database'), service('uploads'), service('users')]), {
      notes: small({ parameters: ['Arn'] }),
      database: small(),
      uploads: small(),
      users: small(),
    });
    expect(edges(all)).toEqual([
      'staging/notes@eu-west-1 → staging/database@eu-west-1: dependsOn',
      'staging/notes@eu-west-1 → staging/database@eu-west-1: parameter Arn takes output Arn',
      'staging/notes@eu-west-1 → staging/uploads@eu-west-1: run-time value BUCKET takes output Name',
      'staging/notes@eu-west-1 → staging/users@eu-west-1: dependsOn',
    ]);
    expect(order(all).at(-1)).toBe('staging/notes@eu-west-1');
  });

  it('do not come from the health check, which is asked after the deployment', () => {
    const all = linked(env([service('notes', { health: output('notes', 'Name') })]), { notes: small() });
    expect(edges(all)).toEqual([]);
    expect(all.services[0]?.health).toEqual(output('notes', 'Name', { environment: 'staging', region: 'eu-west-1' }));
  });

  it('do not come from a run-time value that takes an output of its own service', () => {
    const notes = service('notes', { runtime: [runtime('URL', output('notes', 'Name'))] });
    expect(edges(linked(env([notes]), { notes: small() }))).toEqual([]);
  });

  it('lead to the asking region where the other is there too, else to its home region, else to its first', () => {
    const both = ['eu-west-1', 'us-east-1'];
    const all = linked(
      env([
        service('a', { regions: both }),
        service('home', { regions: ['eu-west-1', 'eu-north-1'] }),
        service('far', { regions: ['ap-south-1', 'sa-east-1'] }),
        service('z', { regions: ['us-east-1'], dependsOn: ['a', 'home', 'far'] }),
      ]),
      { a: small(), home: small(), far: small(), z: small() },
    );
    expect(edges(all)).toEqual([
      'staging/z@us-east-1 → staging/a@us-east-1: dependsOn',
      'staging/z@us-east-1 → staging/far@ap-south-1: dependsOn',
      'staging/z@us-east-1 → staging/home@eu-west-1: dependsOn',
    ]);
  });
});

describe('imports between services', () => {
  const exported = { 'Fn::Sub': '${AWS::StackName}-Name' };
  const mapped = { Mappings: { Names: { staging: { Export: 'notes-staging-a-Name' } } } };

  it.each<[string, unknown, object]>([
    ['a plain name', 'notes-staging-a-Name', {}],
    ['Fn::Sub with a parameter', { 'Fn::Sub': 'notes-${Stage}-a-Name' }, {}],
    ['Fn::Sub with a map', { 'Fn::Sub': ['notes-${S}-a-Name', { S: { Ref: 'Stage' } }] }, {}],
    ['Fn::Join', { 'Fn::Join': ['-', ['notes', { Ref: 'Stage' }, 'a', 'Name']] }, {}],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'x/notes-staging-a-Name'] }] }, {}],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'Export'] }, mapped],
    [
      'the branch that a condition takes',
      { 'Fn::If': ['Is', 'notes-staging-a-Name', 'other'] },
      { Conditions: { Is: { 'Fn::Equals': [{ Ref: 'Stage' }, 'staging'] } } },
    ],
  ])('are matched through %s', (_, name, more) => {
    const b = { ...small({ value: { 'Fn::ImportValue': name }, parameters: ['Stage'] }), ...more };
    const all = linked(env([service('b', { parameters: { Stage: 'staging' } }), service('a')]), {
      a: small({ exports: exported }),
      b,
    });
    expect(edges(all)).toEqual(['staging/b@eu-west-1 → staging/a@eu-west-1: imports notes-staging-a-Name']);
    expect(all.services.find(({ service: { name: own } }) => own === 'b')?.imports).toEqual([]);
  });

  it('follow a parameter to its default', () => {
    const b = {
      ...importing({ Ref: 'From' }),
      Parameters: { From: { Type: 'String', Default: 'notes-staging-a-Name' } },
    };
    expect(edges(linked(env([service('a'), service('b')]), { a: small({ exports: exported }), b }))).toHaveLength(1);
  });

  it('stay as they are within a region, and become a value from one region to another', () => {
    const regions = ['eu-west-1', 'us-east-1'];
    const all = linked(env([service('a'), service('b', { regions })]), {
      a: small({ exports: 'x' }),
      b: importing('x'),
    });
    const bindings = all.services.map(({ key, imports }) => [key, imports.map(({ target }) => target)]);
    expect(bindings).toEqual([
      ['staging/a@eu-west-1', []],
      ['staging/b@eu-west-1', []],
      [
        'staging/b@us-east-1',
        [{ kind: 'value', source: { environment: 'staging', service: 'a', region: 'eu-west-1', output: 'Name' } }],
      ],
    ]);
  });

  it('are left to CloudFormation where nothing here exports them, with a warning at their place', () => {
    const { value, warnings } = linkResult(env([service('a')]), { a: importing('vpc-Id') });
    expect(value?.services[0]?.loose).toEqual(['vpc-Id']);
    expect(warnings.map(({ message, at }) => `${at?.file}: ${message}`)).toEqual([
      '/project/a.yaml: service "a" imports "vpc-Id", which no service here exports: it is left to CloudFormation',
    ]);
  });

  it('say so when the name itself is known only to CloudFormation', () => {
    const other = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': { Ref: 'Setting' } } } };
    const { Resources } = small();
    const { value, warnings } = linkResult(env([service('a')]), {
      a: { Resources: { ...(Resources as object), Other: other } },
    });
    expect(value?.services[0]?.loose).toEqual([]);
    expect(warnings[0]?.message).toContain('a name that is known only to CloudFormation');
  });

  it('do not count in a resource that a condition leaves out', () => {
    const topic = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'nowhere' } } };
    const b = (condition: readonly [string, string]) => ({
      Conditions: { Wanted: { 'Fn::Equals': condition } },
      Resources: { Topic: { ...topic, Condition: 'Wanted' } },
    });
    expect(linkResult(env([service('b')]), { b: b(['a', 'b']) }).warnings).toEqual([]);
    expect(linkResult(env([service('b')]), { b: b(['a', 'a']) }).warnings).toHaveLength(1);
  });
});

describe('what is wrong', () => {
  it('prints a cycle with the reason of each step, at the first that the definition gives', () => {
    const at = { file: '/a.yaml', line: 7, column: 18 };
    const a = { ...service('a'), dependsOn: [{ value: 'b', at }] };
    const b = service('b', { parameters: { P: output('c', 'Name') } });
    const { value, diagnostics } = linkResult(env([a, b, service('c')]), {
      a: small({ exports: 'x' }),
      b: small({ parameters: ['P'] }),
      c: importing('x'),
    });
    expect(value).toBeNull();
    expect(diagnostics).toEqual([
      {
        code: 'DependencyCycle',
        message: 'services wait for each other: a (dependsOn) → b (parameter P takes output Name) → c (imports x) → a',
        hint: 'take one of these references out, or move what both need into a service of its own',
        at,
        cause: null,
      },
    ]);
  });

  it('puts a cycle that templates alone make at an import', () => {
    const { diagnostics } = linkResult(env([service('a'), service('b')]), {
      a: { ...importing('y'), Outputs: small({ exports: 'x' })['Outputs'] ?? {} },
      b: { ...importing('x'), Outputs: small({ exports: 'y' })['Outputs'] ?? {} },
    });
    expect(diagnostics[0]).toMatchObject({ code: 'DependencyCycle', at: { file: expect.stringMatching(/\ba\b/) } });
  });

  it('is a cycle of one when a service needs itself', () => {
    const notes = service('notes', { parameters: { P: output('notes', 'Name') } });
    const { diagnostics } = linkResult(env([notes]), { notes: small({ parameters: ['P'] }) });
    expect(diagnostics[0]?.message).toBe('services wait for each other: notes (parameter P takes output Name) → notes');
  });

  it.each([
    [output('nobody', 'Name'), 'environment "staging" has no service "nobody"'],
    [output('a', 'Name', { region: 'us-east-1' }), 'service "a" is not deployed in us-east-1'],
    [output('a', 'Name', { environment: 'prod' }), 'there is no environment "prod"'],
  ])('is an unknown reference %#', (value, message) => {
    const { diagnostics } = linkResult(env([service('a'), service('b', { parameters: { P: value } })]), {
      a: small(),
      b: small({ parameters: ['P'] }),
    });
    expect(diagnostics.map(({ code, message: text }) => [code, text])).toEqual([['UnknownReference', message]]);
  });

  it('is one export name for two services in one region, not in two', () => {
    const templates = { a: small({ exports: 'same' }), b: small({ exports: 'same' }) };
    expect(linkResult(env([service('a'), service('b')]), templates).diagnostics.map(({ message }) => message)).toEqual([
      'services "a" and "b" both export "same"',
    ]);
    expect(linkResult(env([service('a'), service('b', { regions: ['us-east-1'] })]), templates).diagnostics).toEqual(
      [],
    );
  });
});

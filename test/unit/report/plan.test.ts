import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Plan, PlannedResource, ServicePlan } from '../../../src/model/plan.ts';
import type { ValueChange } from '../../../src/model/value-changes.ts';
import { dependencyNames, planDocument, planText } from '../../../src/report/plan.ts';
import { styleOf } from '../../../src/report/style.ts';
import { deployment } from '../../support/plan.ts';

const plain = styleOf(false);

function service(name: string, given: Partial<ServicePlan> = {}): ServicePlan {
  const base = { approval: null, reasons: [], resources: [], deployment: null, edges: [] };
  const region = given.region ?? 'eu-west-1';
  return {
    ...base,
    key: `staging/${name}@${region}`,
    service: name,
    stack: `notes-staging-${name}`,
    region,
    action: 'none',
    ...given,
  };
}

function plan(given: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    project: 'notes',
    environment: 'staging',
    region: 'eu-west-1',
    account: { id: '111111111111', name: 'notes-staging', action: 'none', changes: [], details: [] },
    baseline: { action: 'none', steps: [] },
    services: [],
    runtime: [],
    warnings: [],
    changes: 0,
    observed: 'x',
    ...given,
  };
}

const table: PlannedResource = {
  logicalId: 'Table',
  type: 'AWS::DynamoDB::Table',
  action: 'Modify',
  replacement: 'true',
  properties: [{ name: 'KeySchema', recreation: 'Always' }],
};
const role: PlannedResource = {
  logicalId: 'Role',
  type: 'AWS::IAM::Role',
  action: 'Modify',
  replacement: 'false',
  properties: [{ name: 'Policies', recreation: 'Never' }],
};
const maybe: PlannedResource = {
  logicalId: 'Api',
  type: 'AWS::ApiGateway::RestApi',
  action: 'Modify',
  replacement: 'conditional',
};
const queue: PlannedResource = { logicalId: 'Queue', type: 'AWS::SQS::Queue', action: 'Remove' };

describe('a plan for a person', () => {
  it('says what happens, why, and what to look at twice', () => {
    const text = planText(
      plan({
        account: {
          id: null,
          name: 'notes-staging',
          action: 'create',
          changes: ['move'],
          details: [{ change: 'move', from: null, to: 'Workloads' }],
        },
        baseline: {
          action: 'create',
          steps: [
            { item: 'artifacts', region: 'eu-west-1', action: 'create', reason: null },
            { item: 'artifacts', region: 'us-east-1', action: 'create', reason: null },
            { item: 'ebsEncryption', region: null, action: 'none', reason: null },
            { item: 'budget', region: null, action: 'skipped', reason: 'not supported in this version' },
          ],
        },
        services: [
          service('database', {
            action: 'update',
            reasons: ['template, code or configuration'],
            approval: 'manual',
            resources: [table, role, maybe, queue],
          }),
          service('notes', {
            action: 'create',
            reasons: ['is not deployed yet'],
            resources: [{ logicalId: 'Api', type: 'AWS::ApiGateway::RestApi', action: 'Add' }],
          }),
          service('notes', {
            action: 'recover',
            region: 'us-east-1',
            reasons: ['stack is ROLLBACK_COMPLETE: it is deleted and created again'],
          }),
          service('users'),
          service('auth', { action: 'shared', reasons: ["uses dev's auth"] }),
          service('old', { action: 'orphan', reasons: ['no longer in the definition: it is kept until --prune'] }),
          service('older', { action: 'delete', reasons: ['no longer in the definition: it is deleted'] }),
        ],
        runtime: [
          { name: '/notes/staging/notes/A', region: 'eu-west-1', service: 'notes', action: 'create', secret: false },
          { name: '/notes/staging/notes/B', region: 'eu-west-1', service: 'notes', action: 'none', secret: false },
          { name: '/notes/staging/notes/C', region: 'us-east-1', service: 'notes', action: 'delete', secret: false },
        ],
        changes: 8,
      }),
      plain,
    );
    expect(text).toMatchInlineSnapshot(`
      "notes/staging in a new account, eu-west-1

        + account             notes-staging
            move: nothing → Workloads
        + baseline            artifacts
            budget is skipped: not supported in this version
        ~ database            template, code or configuration [waits for approval]
            ± Table  AWS::DynamoDB::Table      replaced because of KeySchema ! holds data
            ~ Role   AWS::IAM::Role            Policies
            ± Api    AWS::ApiGateway::RestApi  may be replaced
            - Queue  AWS::SQS::Queue           removed ! holds data
        + notes               is not deployed yet, 1 resource
            + parameter A
        ↻ notes in us-east-1  stack is ROLLBACK_COMPLETE: it is deleted and created again
            - parameter C
          users               unchanged
        → auth                uses dev's auth
        ? old                 no longer in the definition: it is kept until --prune
        - older               no longer in the definition: it is deleted

      8 changes: account to create, baseline to create, 1 service to create, 1 to update, 1 to recover, 1 to delete, 1 parameter to create, 1 to delete.
      ! 1 resource replaced, 1 resource may be replaced, 1 resource removed, 2 of them hold data
      Waits for approval: database
      "
    `);
  });

  it('shows the values that change below their resource', () => {
    const values: ValueChange[] = [
      { path: '/Timeout', change: 'change', before: '30', after: '60', secret: false },
      { path: '/Environment/Variables/A', change: 'add', before: null, after: 'x', secret: false },
      { path: '/Environment/Variables/B', change: 'remove', before: '', after: null, secret: false },
      { path: '/Environment/Variables/PW', change: 'change', before: null, after: null, secret: true },
      { path: '/Role', change: 'change', before: 'arn:aws:iam::1:role/a', after: null, secret: false },
      {
        path: '/Code',
        change: 'change',
        before: `${'0'.repeat(60)}abc`,
        after: `${'0'.repeat(60)}def\n`,
        secret: false,
      },
      { path: '/Description', change: 'change', before: 'short', after: 'a long text '.repeat(9), secret: false },
    ];
    const code: PlannedResource = {
      logicalId: 'Code',
      type: 'AWS::Lambda::Function',
      action: 'Modify',
      replacement: 'conditional',
      properties: [
        { name: 'Timeout', recreation: 'Never', values },
        { name: 'FunctionName', recreation: 'Conditionally' },
        { name: 'Tags', recreation: 'Never' },
      ],
    };
    const resources = [{ ...code }];
    const text = planText(
      plan({ services: [service('notes', { action: 'update', resources })], changes: 1 }),
      styleOf(false, 80),
    );
    expect(text.split('\n').slice(2, -4)).toMatchInlineSnapshot(`
      [
        "  ~ notes",
        "      ± Code  AWS::Lambda::Function  may be replaced because of FunctionName;",
        "                                     Tags",
        "          Timeout: 30 → 60",
        "          Environment.Variables.A: nothing → x",
        "          Environment.Variables.B: "" → nothing",
        "          Environment.Variables.PW: secret, not shown",
        "          Role: arn:aws:iam::1:role/a → (known when it is deployed)",
        "          Code: …00000000abc → …00000000def⏎",
        "          Description: short → a long text a long text a long text a long text …",
      ]
    `);
  });

  it.each<[number, string[]]>([
    [80, ['      ~ Role  AWS::IAM::Role  MaxSessionDuration: 3600 → 7200']],
    [50, ['      ~ Role  AWS::IAM::Role', '          MaxSessionDuration: 3600 → 7200']],
  ])('shows the only value behind its resource in %i columns where it fits', (columns, lines) => {
    const values: ValueChange[] = [
      { path: '/MaxSessionDuration', change: 'change', before: '3600', after: '7200', secret: false },
    ];
    const resources = [{ ...role, properties: [{ name: 'MaxSessionDuration', recreation: 'Never' as const, values }] }];
    const planned = plan({ services: [service('notes', { action: 'update', resources })], changes: 1 });
    expect(planText(planned, styleOf(false, columns)).split('\n').slice(3, -3)).toEqual(lines);
  });

  it('counts the values that it does not show', () => {
    const values = Array.from({ length: 25 }, (_, index): ValueChange => {
      return { path: `/V/${index}`, change: 'change', before: '1', after: '2', secret: false };
    });
    const resources = [{ ...role, properties: [{ name: 'V', recreation: 'Never' as const, values }] }];
    const text = planText(plan({ services: [service('notes', { action: 'update', resources })], changes: 1 }), plain);
    expect(text).toContain('V.19: 1 → 2\n          and 5 more values\n');
    expect(text).not.toContain('V.20');
  });

  it('says when there is nothing to do', () => {
    expect(planText(plan({ services: [service('notes')] }), plain)).toMatchInlineSnapshot(`
      "notes/staging in account 111111111111, eu-west-1

          notes     unchanged

      Nothing to do: everything is as the definition says.
      "
    `);
  });

  it('counts a single change in the singular', () => {
    expect(planText(plan({ changes: 1, services: [service('a', { action: 'create' })] }), plain)).toContain(
      '1 change: 1 service to create.',
    );
  });

  it('says how long it is expected to take, and which services that is because of', () => {
    const forecast = {
      services: new Map(),
      seconds: 95,
      criticalPath: ['staging/database@eu-west-1', 'staging/notes@us-east-1'],
      isWhole: true,
    };
    const changed = plan({ changes: 1, services: [service('notes', { action: 'update' })] });
    expect(planText(changed, plain, forecast)).toContain(
      'Expected to take about 1 min 35 s, because of database → notes@us-east-1.\n',
    );
    expect(planText(changed, plain, { ...forecast, isWhole: false, criticalPath: [] })).toContain(
      'Expected to take at least 1 min 35 s.\n',
    );
    expect(planDocument(changed, [], forecast)).toMatchObject({
      expected: { seconds: 95, criticalPath: ['database', 'notes@us-east-1'], isWhole: true },
    });
    expect(planDocument(changed, [])).toMatchObject({ expected: null });
  });

  it('breaks no name of a type in a narrow terminal', () => {
    const wide = {
      logicalId: 'InvokeFromUserPool',
      type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      action: 'Modify',
    } as const;
    const text = planText(
      plan({ changes: 1, services: [service('auth', { action: 'update', resources: [wide] })] }),
      styleOf(false, 50),
    );
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(50);
    expect(text).toContain('AWS::Cognito::IdentityPoolRoleAttachment');
  });

  it('obeys no control character that came from a file or from AWS', () => {
    const text = planText(
      plan({
        services: [
          service('notes', {
            action: 'update',
            reasons: ['\u001B[2Jx'],
            resources: [{ ...role, logicalId: 'R\u001B[31m' }],
          }),
        ],
      }),
      plain,
    );
    expect(text).not.toContain('\u001B');
  });
});

describe('a plan for a script', () => {
  const document = planDocument(
    plan({
      services: [
        service('database', { action: 'update', resources: [table, role, maybe, queue] }),
        service('notes', {
          edges: [
            { to: 'staging/database@eu-west-1', why: 'imports Table' },
            { to: 'staging/database@eu-west-1', why: 'dependsOn' },
            { to: 'dev/auth@eu-west-1', why: 'parameter Pool takes output PoolArn' },
          ],
        }),
      ],
      runtime: [
        { name: '/notes/staging/notes/A', region: 'eu-west-1', service: 'notes', action: 'create', secret: true },
      ],
      changes: 2,
    }),
    [],
  );

  it('has the fields that scripts rely on', () => {
    expect(document).toMatchObject({
      environment: 'staging',
      account: { id: '111111111111', name: 'notes-staging', action: 'none', changes: [] },
      baseline: { action: 'none' },
      services: [
        {
          service: 'database',
          stack: 'notes-staging-database',
          region: 'eu-west-1',
          action: 'update',
          dependsOn: [],
          approval: null,
          reasons: [],
          resources: [
            { logicalId: 'Table', type: 'AWS::DynamoDB::Table', action: 'Modify', replacement: true, stateful: true },
            { logicalId: 'Role', action: 'Modify', replacement: false, stateful: false },
            { logicalId: 'Api', action: 'Modify', replacement: 'conditional' },
            { logicalId: 'Queue', action: 'Remove', replacement: false },
          ],
        },
        { service: 'notes', dependsOn: ['database', 'dev/auth'] },
      ],
      runtime: [{ name: '/notes/staging/notes/A', action: 'create', secret: true }],
      changes: 2,
      executable: true,
    });
  });

  it('says when it cannot be executed', () => {
    expect(planDocument(plan(), [diagnostic('OutputMissing', 'x')])).toMatchObject({ executable: false });
  });

  it('names each dependency once, by name', () => {
    expect(
      dependencyNames('staging', [
        'staging/b@eu-west-1',
        'staging/a@eu-west-1',
        'staging/b@us-east-1',
        'staging-2/a@eu-west-1',
      ]),
    ).toEqual(['a', 'b', 'staging-2/a']);
  });
});

describe('imports that are borrowed', () => {
  const source = { environment: 'prod', service: 'visits', region: 'eu-west-1', output: 'Name' };
  const target = { kind: 'export', name: 'prod-Name', source } as const;
  const imports = ['A', 'B'].map((path) => ({ name: 'staging-Name', path: ['Resources', path], target }));
  const far = { name: 'Far', path: ['Resources', 'C'], target: { kind: 'value', source } } as const;
  const update = service('notes', { action: 'update', deployment: deployment({ imports: [...imports, far] }) });
  const one = plan({ services: [update], changes: 1 });

  it('are told once each, with whether it is the export or its value', () => {
    const from = 'prod/visits';
    expect(planDocument(one, [])).toMatchObject({
      services: [
        {
          imports: [
            { name: 'staging-Name', from, by: 'export' },
            { name: 'Far', from, by: 'value' },
          ],
        },
      ],
    });
    const text = planText(one, plain);
    expect(text.split('imports staging-Name of prod/visits by its export')).toHaveLength(2);
    expect(text).toContain('imports Far of prod/visits by its value');
  });
});

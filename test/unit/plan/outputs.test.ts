import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import type { Service } from '../../../src/model/environment.ts';
import { checkOutputs } from '../../../src/plan/outputs.ts';
import { AT, env, output, runtime, service } from '../../support/plan.ts';
import { small, templatesOf } from '../../support/templates.ts';

const database = { ...small(), Outputs: { TableArn: { Value: 'x' }, TableName: { Value: 'y' } } };

function problems(services: readonly Service[], more: Readonly<Record<string, object>> = {}): Diagnostic[] {
  return checkOutputs(env(services), templatesOf({ database, notes: small(), ...more }), new Map());
}

function hintOf([problem]: readonly Diagnostic[]): string | null | undefined {
  return problem?.hint;
}

describe('an output that its template does not declare', () => {
  const missing = output('database', 'TableArm');

  it.each<[string, Service]>([
    ['a parameter', service('notes', { parameters: { P: missing } })],
    ['a run-time value', service('notes', { runtime: [runtime('P', missing)] })],
    ['a health check', service('notes', { health: missing })],
  ])('is an unknown reference in %s', (_, notes) => {
    const found = problems([notes, service('database')]);
    expect(found).toMatchObject([
      { code: 'UnknownReference', message: 'the template of service "database" declares no output "TableArm"', at: AT },
    ]);
    expect(hintOf(found)).toMatch(/did you mean .?TableArn/);
  });

  it('lists what there is when nothing is near', () => {
    const notes = service('notes', { parameters: { P: output('database', 'Url') } });
    expect(hintOf(problems([notes, service('database')]))).toContain('TableArn, TableName');
  });

  it('says so when there are none at all', () => {
    const notes = service('notes', { parameters: { P: output('database', 'Url') } });
    const found = problems([notes, service('database')], { database: { Resources: small()['Resources'] } });
    expect(hintOf(found)).toContain('no outputs');
  });

  it('may be made by a macro', () => {
    const notes = service('notes', { parameters: { P: output('database', 'Url') } });
    expect(problems([notes, service('database')], { database: { ...database, Transform: 'Acme::Macro' } })).toEqual([]);
  });
});

it('says nothing of outputs that are declared, or of services that are reported elsewhere', () => {
  const notes = service('notes', { parameters: { P: output('database', 'TableArn'), Q: output('nobody', 'X') } });
  expect(problems([notes, service('database')])).toEqual([]);
});

it('looks into what is borrowed, also by another name', () => {
  const lender = env([service('database')], { name: 'staging' });
  const here = {
    name: 'data',
    service: 'database',
    environment: 'staging',
    lender,
    here: null,
    project: 'notes',
    account: null,
    at: AT,
  };
  const notes = service('notes', { parameters: { P: output('data', 'Nothing') } });
  const found = checkOutputs(
    env([notes], { name: 'dev', borrowed: [here] }),
    templatesOf({ database, notes: small() }),
    new Map(),
  );
  expect(found.map(({ message }) => message)).toEqual([
    'the template of service "database" declares no output "Nothing"',
  ]);
});

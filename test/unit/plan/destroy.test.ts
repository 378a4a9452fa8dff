import { describe, expect, it } from 'vitest';
import type { SsmParameter } from '../../../src/aws/types/account.ts';
import type { Service } from '../../../src/model/environment.ts';
import type { Observation } from '../../../src/model/observation.ts';
import type { RemovalPlan } from '../../../src/model/removal.ts';
import { noteOf } from '../../../src/model/written.ts';
import { planRemoval, type DestroyOptions } from '../../../src/plan/destroy.ts';
import { isProtected } from '../../../src/plan/protection.ts';
import { env, HOME, linked, observation, runtime, service, stack } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

const NOTHING: DestroyOptions = { includeProtected: false, purge: false };
const SERVICES = [
  service('api', { dependsOn: ['data', 'mail'] }),
  service('data', { dependsOn: ['keys'] }),
  service('keys'),
  service('mail'),
];
const ALL = ['api', 'data', 'keys', 'mail'].map((name) => stack(name));

interface Given {
  readonly services?: readonly Service[];
  readonly observed?: Partial<Observation>;
  readonly templates?: Readonly<Record<string, object>>;
  readonly options?: Partial<DestroyOptions>;
}

function removal({
  services = SERVICES,
  observed = { stacks: { [HOME]: ALL } },
  templates = {},
  options = {},
}: Given): RemovalPlan {
  const all = linked(env(services), { api: small(), data: small(), keys: small(), mail: small(), ...templates });
  return planRemoval(all, observation(observed), { ...NOTHING, ...options });
}

/** `service action: reason`, in the order of deployment. */
function steps({ services }: RemovalPlan): string[] {
  return services.map(({ service: name, action, reason }) =>
    reason === null ? `${name} ${action}` : `${name} ${action}: ${reason}`,
  );
}

describe('services', () => {
  it('go, and know what they use', () => {
    const plan = removal({});
    expect(steps(plan)).toEqual(['keys delete', 'data delete', 'mail delete', 'api delete']);
    expect(plan.services.at(-1)?.edges.map(({ to }) => to)).toEqual([
      'staging/data@eu-west-1',
      'staging/mail@eu-west-1',
    ]);
    expect(plan.kept).toEqual([]);
  });

  it('are absent when there is no stack', () => {
    const plan = removal({ observed: { stacks: { [HOME]: [stack('data')] } } });
    expect(steps(plan)).toEqual(['keys absent', 'data delete', 'mail absent', 'api absent']);
    expect(plan.services[0]?.stackId).toBeNull();
    expect(plan.services[1]?.stackId).toBe(stack('data').id);
  });

  it('are kept when the definition protects them, with everything that they use', () => {
    const services = SERVICES.map((one) => (one.name === 'data' ? { ...one, protected: true } : one));
    const plan = removal({ services });
    expect(steps(plan)).toEqual([
      'keys kept: data, which is kept, uses it',
      'data kept: it is protected',
      'mail delete',
      'api delete',
    ]);
    expect(plan.kept).toEqual(['notes-staging-keys', 'notes-staging-data']);
  });

  it('are kept when somebody has switched termination protection on', () => {
    const stacks = { [HOME]: ALL.map((one) => ({ ...one, terminationProtection: one.name.endsWith('api') })) };
    expect(steps(removal({ observed: { stacks } }))).toEqual([
      'keys kept: data, which is kept, uses it',
      'data kept: api, which is kept, uses it',
      'mail kept: api, which is kept, uses it',
      'api kept: its termination protection is on',
    ]);
  });

  it('go in spite of protection where that is meant', () => {
    const services = SERVICES.map((one) => ({ ...one, protected: true }));
    const plan = removal({ services, options: { includeProtected: true } });
    expect(plan.services.every(({ action }) => action === 'delete')).toBe(true);
  });

  it('of somebody else stay, protection or not', () => {
    const stacks = {
      [HOME]: [
        stack('mail', { tags: { 'envctl:service': 'other' } }),
        stack('keys', { tags: {}, status: 'REVIEW_IN_PROGRESS' }),
      ],
    };
    const plan = removal({ observed: { stacks }, options: { includeProtected: true } });
    expect(steps(plan)).toEqual(['keys delete', 'data absent', 'mail kept: it does not carry our tags', 'api absent']);
  });

  it('of another environment that has our name stay', () => {
    const other = stack('mail', { tags: { ...stack('mail').tags, 'envctl:environment': 'prod' } });
    expect(steps(removal({ observed: { stacks: { [HOME]: [other] } } }))).toContain(
      'mail kept: it does not carry our tags',
    );
  });

  it('tell which resources CloudFormation leaves behind', () => {
    const { Resources } = small() as { Resources: { Setting: object } };
    const resource = (DeletionPolicy: string) => ({ ...Resources.Setting, DeletionPolicy });
    const templates = {
      mail: { Resources: { A: resource('Retain'), B: resource('RetainExceptOnCreate'), C: resource('Delete') } },
    };
    const plan = removal({ templates });
    expect(plan.services.find(({ service: name }) => name === 'mail')?.retained).toEqual(['A', 'B']);
    expect(plan.kept).toEqual(['notes-staging-mail/A', 'notes-staging-mail/B']);
  });

  it('that the definition no longer names go, too, wherever they are', () => {
    const stacks = {
      [HOME]: [stack('old'), stack('firm', { terminationProtection: true })],
      'us-east-1': [stack('mail')],
    };
    const plan = removal({ services: [], observed: { stacks } });
    expect(steps(plan)).toEqual(['old delete', 'firm kept: its termination protection is on', 'mail delete']);
    expect(plan.services[2]?.key).toBe('staging/mail@us-east-1');
  });
});

describe('parameters', () => {
  function there(name: string, given: Partial<SsmParameter> = {}): SsmParameter {
    return { name: `/notes/staging/${name}`, type: 'String', value: 'x', version: 1, modified: 0, ...given };
  }
  const parameters = {
    [HOME]: [
      there('mail/OURS', { version: 2 }),
      there('mail/BY_HAND', { version: 5 }),
      there('mail/KEY', { type: 'SecureString' }),
      there('outputs/mail/_all', { version: 9 }),
      there('mail/AGAIN', { value: 'other' }),
      there('nobody/X'),
    ],
  };
  const written = {
    'eu-west-1:/notes/staging/mail/OURS': [noteOf({ version: 2, value: 'x' })],
    'eu-west-1:/notes/staging/mail/AGAIN': [noteOf({ version: 1, value: 'x' })],
    'eu-west-1:/notes/staging/mail/BY_HAND': [noteOf({ version: 4, value: 'x' })],
  };

  it('that envctl wrote go with their service; secrets and what was set by hand stay', () => {
    const plan = removal({ observed: { stacks: { [HOME]: ALL }, parameters, written } });
    expect(plan.parameters).toEqual([
      { region: HOME, name: '/notes/staging/mail/OURS' },
      { region: HOME, name: '/notes/staging/outputs/mail/_all' },
    ]);
    expect(plan.kept).toEqual(['/notes/staging/mail/BY_HAND', '/notes/staging/mail/KEY', '/notes/staging/mail/AGAIN']);
  });

  it('that the definition gives go whatever their version: nothing in them is lost', () => {
    const services = [service('mail', { runtime: [runtime('BY_HAND', 'x')] })];
    const plan = removal({ services, observed: { parameters } });
    expect(plan.parameters.map(({ name }) => name)).toContain('/notes/staging/mail/BY_HAND');
    expect(plan.kept).toEqual(['/notes/staging/mail/OURS', '/notes/staging/mail/KEY', '/notes/staging/mail/AGAIN']);
  });

  it('go all of them with --purge', () => {
    const plan = removal({ observed: { stacks: { [HOME]: ALL }, parameters, written }, options: { purge: true } });
    expect(plan.parameters.map(({ name }) => name)).toEqual([
      '/notes/staging/mail/OURS',
      '/notes/staging/mail/BY_HAND',
      '/notes/staging/mail/KEY',
      '/notes/staging/outputs/mail/_all',
      '/notes/staging/mail/AGAIN',
    ]);
    expect(plan.kept).toEqual([]);
  });

  it('go also where the stack has gone already', () => {
    const plan = removal({ observed: { stacks: {}, parameters, written } });
    expect(plan.parameters).toHaveLength(2);
  });

  it('of a service that is kept stay, and are not counted as kept by hand', () => {
    const services = SERVICES.map((one) => ({ ...one, protected: true }));
    const plan = removal({ services, observed: { stacks: { [HOME]: ALL }, parameters, written } });
    expect(plan.parameters).toEqual([]);
    expect(plan.kept).toEqual(['notes-staging-keys', 'notes-staging-data', 'notes-staging-mail', 'notes-staging-api']);
  });
});

describe('a protected environment', () => {
  it('is refused at its definition', () => {
    const protectedAt = { file: '/project/environments/base.yaml', line: 5, column: 12 };
    expect(isProtected(env([], { protected: true, protectedAt }))).toMatchObject([
      { code: 'Protected', message: 'environment "staging" is protected', at: protectedAt },
    ]);
    expect(isProtected(env([]))).toEqual([]);
  });
});

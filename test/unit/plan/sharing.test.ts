import { describe, expect, it } from 'vitest';
import type { Borrowed, Environment } from '../../../src/model/environment.ts';
import type { LinkedEnvironment, LinkedService } from '../../../src/plan/linked.ts';
import { foreignOffers } from '../../../src/plan/offers.ts';
import { lenderSites } from '../../../src/plan/sites.ts';
import { existing, member } from '../../support/environment.ts';
import { AT, env, HOME, linked, output, runtime, service, stack } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

const OTHER = '222222222222';
const stage = { Parameters: { Stage: { Type: 'String' } } };
const database = { ...small({ exports: { 'Fn::Sub': '${Stage}-TableArn' } }), ...stage };
const notes = { ...small({ value: { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-TableArn' } } }), ...stage };
const templates = { database, notes };

function ofStage(name: string, environment: string, given = {}) {
  return service(name, { parameters: { Stage: environment }, ...given });
}

/** `staging`, which lends its database. */
function staging(given: Partial<Environment> = {}): Environment {
  return env([ofStage('database', 'staging')], given);
}

function borrowed(lender: Environment, given: Partial<Borrowed> = {}): Borrowed {
  return {
    name: 'database',
    service: 'database',
    environment: lender.name,
    lender,
    here: ofStage('database', 'dev-emma'),
    project: 'notes',
    account: null,
    at: AT,
    ...given,
  };
}

/** `dev-emma`, which borrows it. */
function emma(lender: Environment, given: Partial<Environment> = {}, more: Partial<Borrowed> = {}): Environment {
  return env([ofStage('notes', 'dev-emma')], { name: 'dev-emma', borrowed: [borrowed(lender, more)], ...given });
}

function only({ services }: LinkedEnvironment): LinkedService {
  const [one] = services;
  if (!one) throw new Error('no service');
  return one;
}

const source = { environment: 'staging', service: 'database', region: HOME, output: 'Name' };

describe('an import of a borrowed service', () => {
  it('meets the name that the export would have here, and is pointed at the one that it has there', () => {
    const { imports, edges, borrows, loose } = only(linked(emma(staging()), templates));
    expect(imports).toMatchObject([{ target: { kind: 'export', name: 'staging-TableArn', source } }]);
    expect(edges).toEqual([{ to: 'staging/database@eu-west-1', why: 'imports dev-emma-TableArn' }]);
    expect(borrows).toEqual(['staging/database']);
    expect(loose).toEqual([]);
  });

  it('meets the name that the export has there, too', () => {
    const there = { ...templates, notes: small({ value: { 'Fn::ImportValue': 'staging-TableArn' } }) };
    const asking = emma(staging(), { services: [service('notes')] });
    expect(only(linked(asking, there)).imports).toMatchObject([
      { target: { kind: 'export', name: 'staging-TableArn' } },
    ]);
  });

  it.each<[string, Environment]>([
    ['another account', emma(staging(), { account: existing(OTHER) })],
    ['an account that is not there yet', emma(staging(), { account: member() })],
    [
      'another region',
      emma(staging({ region: 'us-east-1', services: [ofStage('database', 'staging', { regions: ['us-east-1'] })] })),
    ],
  ])('takes the value in %s', (_, environment) => {
    expect(only(linked(environment, templates)).imports).toMatchObject([
      { target: { kind: 'value', source: { output: 'Name' } } },
    ]);
  });

  it('stays an import in an account that neither definition knows the id of, because both live in it', () => {
    const lender = staging({ account: member() });
    const { imports } = only(linked(emma(lender, { account: member(), accountOf: 'staging' }), templates));
    expect(imports).toMatchObject([{ target: { kind: 'export' } }]);
  });

  it('prefers an own export of the same region', () => {
    const own = env([ofStage('notes', 'dev-emma'), ofStage('table', 'dev-emma')], {
      name: 'dev-emma',
      borrowed: [borrowed(staging())],
    });
    const all = linked(own, { ...templates, table: database });
    expect(all.services.at(-1)?.edges).toEqual([{ to: 'dev-emma/table@eu-west-1', why: 'imports dev-emma-TableArn' }]);
  });

  it('prefers a borrowed export to an own one of another region', () => {
    const table = ofStage('table', 'dev-emma', { regions: ['us-east-1'] });
    const own = env([ofStage('notes', 'dev-emma'), table], { name: 'dev-emma', borrowed: [borrowed(staging())] });
    const all = linked(own, { ...templates, table: database });
    expect(all.services.find(({ service: { name } }) => name === 'notes')?.edges).toMatchObject([
      { to: 'staging/database@eu-west-1' },
    ]);
  });

  it('knows the service by the name that it has there', () => {
    const asking = emma(staging(), {}, { name: 'data' });
    expect(only(linked(asking, templates)).borrows).toEqual(['staging/database']);
  });
});

describe('an output of a borrowed service', () => {
  it('is named in full, by the lender of the lender where that deploys it', () => {
    const middle = env([], { name: 'dev', borrowed: [borrowed(staging())] });
    const asking = env([service('notes', { parameters: { Arn: output('database', 'Name') } })], {
      name: 'dev-emma',
      borrowed: [borrowed(middle, { here: null })],
    });
    const one = only(linked(asking, { ...templates, notes: small({ parameters: ['Arn'] }) }));
    expect(one.parameters['Arn']).toEqual([{ kind: 'output', ...source }]);
    expect(one.borrows).toEqual(['staging/database']);
    expect(one.edges).toEqual([{ to: 'staging/database@eu-west-1', why: 'parameter Arn takes output Name' }]);
  });

  it('may be one of an environment that is named, not borrowed from', () => {
    const asking = env(
      [service('notes', { runtime: [runtime('TABLE', output('database', 'Name', { environment: 'staging' }))] })],
      { name: 'dev-emma' },
    );
    const neighbours = new Map([['staging', staging()]]);
    const one = only(linked(asking, { ...templates, notes: small() }, { neighbours }));
    expect(one.borrows).toEqual(['staging/database']);
    expect(one.runtime[0]?.value).toEqual([{ kind: 'output', ...source }]);
  });
});

describe('places to look at', () => {
  it('are each lender and region once', () => {
    const both = ofStage('database', 'staging', { regions: [HOME, 'us-east-1'] });
    const lender = staging({ services: [both] });
    const asking = emma(lender, { services: [ofStage('notes', 'dev-emma', { regions: [HOME, 'us-east-1'] })] });
    const sites = lenderSites(linked(asking, templates), new Map());
    expect(sites.map(({ id, region }) => `${id} ${region}`)).toEqual(['staging eu-west-1', 'staging us-east-1']);
  });

  it('are none for what an environment has itself', () => {
    const own = linked(env([service('a'), service('b', { parameters: { P: output('a', 'Name') } })]), {
      a: small(),
      b: small({ parameters: ['P'] }),
    });
    expect(lenderSites(own, new Map())).toEqual([]);
  });

  it('are another repository’s environment by its project', () => {
    const foreign = borrowed(staging(), { lender: null, here: null, project: 'infra', account: OTHER });
    const sites = lenderSites(linked(env([], { name: 'dev', borrowed: [foreign] }), {}), new Map());
    expect(sites).toEqual([{ id: 'infra:staging', region: HOME, lender: { foreign } }]);
  });
});

describe('what another repository exports', () => {
  const foreign = (given: Partial<Borrowed> = {}) =>
    borrowed(staging(), { lender: null, here: null, project: 'infra', ...given });
  const asking = env([], { name: 'dev' });
  const exporting = (exportName: string | null) =>
    stack('vpc', { outputs: [{ key: 'Id', value: 'vpc-1', exportName }] });

  it.each([
    ['infra-staging-VpcId', 'notes-dev-VpcId'],
    ['staging-VpcId', 'dev-VpcId'],
    ['my-staging-VpcId', 'my-staging-VpcId'],
    ['mystaging-VpcId', 'mystaging-VpcId'],
  ])('is offered as %s and %s', (there, here) => {
    const offers = foreignOffers(asking, foreign(), exporting(there));
    expect([...offers.keys()].sort()).toEqual([...new Set([there, here])].sort());
    expect(offers.get(here)?.source).toEqual({
      environment: 'infra:staging',
      service: 'database',
      region: HOME,
      output: 'Id',
    });
  });

  it('is not what has no export name', () => {
    expect(foreignOffers(asking, foreign(), exporting(null)).size).toBe(0);
  });

  it.each([
    [null, true],
    [OTHER, false],
  ])('is within reach of imports only in the same account: %s', (account, reachable) => {
    expect(foreignOffers(asking, foreign({ account }), exporting('x')).get('x')?.sameAccount).toBe(reachable);
  });

  it('is matched with imports once it is known', () => {
    const owner = env([service('app')], { name: 'dev', borrowed: [foreign({ account: OTHER })] });
    const app = small({ value: { 'Fn::ImportValue': 'notes-dev-VpcId' } });
    const offers = foreignOffers(owner, foreign({ account: OTHER }), exporting('infra-staging-VpcId'));
    const one = only(linked(owner, { app }, { foreign: offers }));
    expect(one.imports).toMatchObject([
      { target: { kind: 'value', source: { environment: 'infra:staging', output: 'Id' } } },
    ]);
    expect(one.borrows).toEqual(['infra:staging/database']);
  });
});

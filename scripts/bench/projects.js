// Projects to measure with: graphs of services whose templates import from each other.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Graphs by name: each service with those that it imports from. */
export const GRAPHS = {
  chain: chain(6),
  fan: { root: [], ...Object.fromEntries(names('leaf', 5).map((name) => [name, ['root']])) },
  diamond: { top: [], left: ['top'], right: ['top'], bottom: ['left', 'right'] },
  'five services': {
    database: [],
    uploads: [],
    notes: ['database', 'uploads'],
    users: ['database'],
    auth: ['users', 'notes'],
  },
  'random 1': random(12, 1),
  'random 2': random(16, 2),
};

/** Twenty services in four layers. */
export const TWENTY = Object.fromEntries(
  names('s', 20).map((name, index) => [name, index < 5 ? [] : [`s${String(index - 5).padStart(2, '0')}`]]),
);

function names(prefix, count) {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(2, '0')}`);
}

function chain(length) {
  const all = names('s', length);
  return Object.fromEntries(all.map((name, index) => [name, index === 0 ? [] : [all[index - 1]]]));
}

/** The same graph for the same seed: each service imports from up to three that come before it. */
function random(count, seed) {
  let state = seed;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const all = names('r', count);
  return Object.fromEntries(
    all.map((name, index) => {
      const needs = all.slice(0, index).filter(() => next() < 2 / Math.max(2, index));
      return [name, needs.slice(0, 3)];
    }),
  );
}

/** The longest chain of a graph, where `take` says how long each of its services takes. */
export function longestChain(graph, take) {
  const ends = new Map();
  const end = (name) => {
    if (!ends.has(name)) ends.set(name, take(name) + Math.max(0, ...graph[name].map(end)));
    return ends.get(name);
  };
  return Math.max(...Object.keys(graph).map(end));
}

/** Writes a project of environments e0, e1, … with the same services; `account` makes the account of each. */
export function writeProject(graph, environments, account) {
  const folder = mkdtempSync(join(tmpdir(), 'envctl-bench-'));
  for (const name of ['environments', 'stack', '.git']) mkdirSync(join(folder, name));
  for (const [name, needs] of Object.entries(graph))
    write(join(folder, 'stack', `${name}.json`), template(name, needs));
  const services = Object.fromEntries(
    Object.keys(graph).map((name) => [
      name,
      { template: `../stack/${name}.json`, parameters: { Stage: '${environment}' } },
    ]),
  );
  const base = { project: 'bench', region: 'eu-west-1', services };
  write(join(folder, 'environments', 'base.yaml'), base);
  for (let index = 0; index < environments; index += 1)
    write(join(folder, 'environments', `e${index}.yaml`), { extends: 'base.yaml', account: account(index) });
  return folder;
}

/** Services one after the other, each with a database that takes twelve minutes by the embedded AWS's table of types. */
export function writeDatabases(count) {
  const graph = chain(count);
  const folder = writeProject(graph, 1, () => ({ email: 'aws+e0@example.com' }));
  const database = {
    Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: 'aurora-postgresql' } },
    Instance: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceClass: 'db.t4g.medium',
        Engine: 'aurora-postgresql',
        DBClusterIdentifier: { Ref: 'Cluster' },
      },
    },
  };
  for (const [name, needs] of Object.entries(graph)) {
    const made = template(name, needs);
    write(join(folder, 'stack', `${name}.json`), { ...made, Resources: { ...made.Resources, ...database } });
  }
  return folder;
}

/** A definition `fleet` that hands a service to StackSets, all accounts of a unit at a time. */
export function addStackSet(folder, service, organizationalUnit, account) {
  const stackSet = { organizationalUnit, maxConcurrent: '100%' };
  const services = {
    spread: { template: `../stack/${service}.json`, engine: 'stacksets', stackSet, parameters: { Stage: 'fleet' } },
  };
  write(join(folder, 'environments', 'fleet.yaml'), { project: 'bench', region: 'eu-west-1', account, services });
}

/** Changes one service of one environment. */
export function changeOne(folder, environment, account, service) {
  const services = { [service]: { parameters: { Size: '2' } } };
  write(join(folder, 'environments', `${environment}.yaml`), { extends: 'base.yaml', account, services });
}

/** One resource of a type that takes as long as the simulator is told, and imports from the others. */
function template(name, needs) {
  const imports = needs.map((need) => ({ 'Fn::ImportValue': { 'Fn::Sub': `\${Stage}-${need}` } }));
  return {
    Parameters: { Stage: { Type: 'String' }, Size: { Type: 'String', Default: '1' } },
    Resources: {
      Thing: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { Description: { 'Fn::Join': [' ', [{ Ref: 'Size' }, ...imports]] } },
      },
    },
    Outputs: { Name: { Value: name, Export: { Name: { 'Fn::Sub': `\${Stage}-${name}` } } } },
  };
}

function write(file, content) {
  writeFileSync(file, JSON.stringify(content));
}

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadEnvironments, openProject } from '../../../src/definition/load.ts';
import { checkParameters } from '../../../src/template/check-parameters.ts';
import { readTemplate } from '../../../src/template/read.ts';

const cwd = fileURLToPath(new URL('../../../', import.meta.url));
const where = { dir: path.join(cwd, 'environments'), cwd };

async function loadSample() {
  const { value: project, diagnostics } = await openProject(where);
  if (project === null) throw new Error(diagnostics.map(({ message }) => message).join(', '));
  return loadEnvironments(project, [], { ...where, region: null, env: {}, as: null, gitSha: async () => null });
}

describe('the definitions of the sample', () => {
  it('are all valid', async () => {
    const { diagnostics, environments } = await loadSample();
    expect(diagnostics).toEqual([]);
    expect(environments.map(({ name }) => name)).toEqual([
      'customer17',
      'dev',
      'dev-emma',
      'dev-li',
      'prod',
      'staging',
    ]);
  });

  it.each([
    ['customer17', 'external', 'all', null],
    ['dev', 'member', 'all', null],
    ['dev-emma', 'member', 'api', 'staging'],
    ['dev-li', 'member', 'api', 'dev'],
    ['prod', 'member', 'all', null],
    ['staging', 'member', 'all', null],
  ])('%s has an account of the form %s and deploys %s, the rest is of %s', async (name, form, what, lender) => {
    const environment = (await loadSample()).environments.find((candidate) => candidate.name === name);
    const api = ['notes', 'users'];
    const rest = ['auth', 'database', 'uploads'];
    expect(environment?.account.form).toBe(form);
    expect(environment?.services.map((service) => service.name)).toEqual(
      what === 'api' ? api : [...api, ...rest].sort(),
    );
    expect(environment?.borrowed.map((borrowed) => [borrowed.name, borrowed.environment])).toEqual(
      lender === null ? [] : rest.map((service) => [service, lender]),
    );
  });

  it('give every template the parameters that it declares', async () => {
    const { environments } = await loadSample();
    for (const { services } of environments)
      for (const service of services) {
        const { value: template } = await readTemplate(service.template);
        expect(template && checkParameters(template, service.parameters, service.at)).toEqual([]);
      }
  });

  it('wait for a person in prod only, and there for what holds data or logins', async () => {
    const { environments } = await loadSample();
    const manual = environments.flatMap(({ name, services }) =>
      services.filter((service) => service.manualApproval).map((service) => `${name}/${service.name}`),
    );
    expect(manual).toEqual(['prod/auth', 'prod/database', 'prod/uploads']);
  });
});

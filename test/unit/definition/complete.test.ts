import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { text } from '../../../src/model/expression.ts';
import { loadFolder } from './project-fixture.ts';

const folder = fileURLToPath(new URL('../../fixtures/definitions/complete', import.meta.url));
const { environments, diagnostics, invalid } = await loadFolder(folder);
const byName = new Map(environments.map((environment) => [environment.name, environment]));

describe('a definition that uses everything', () => {
  it('is valid', () => {
    expect({ diagnostics, invalid }).toEqual({ diagnostics: [], invalid: [] });
    expect([...byName.keys()]).toEqual(['customer17', 'dev-emma', 'dev-li', 'staging']);
  });

  it('gives an account with all its details', () => {
    expect(byName.get('staging')?.account).toMatchObject({
      form: 'member',
      email: 'aws+staging@example.com',
      id: '123456789012',
      name: 'notes-staging',
      organizationalUnit: 'Workloads/Staging',
      role: 'OrganizationAccountAccessRole',
      alias: 'acme-notes-staging',
      tags: { tier: 'test' },
      contacts: {
        security: { name: 'Security team', title: 'On call', email: 'security@example.com', phone: '+49 30 1234567' },
      },
    });
  });

  it('gives a baseline', () => {
    expect(byName.get('staging')?.baseline).toEqual({
      artifacts: true,
      deployRole: { trust: ['210987654321'], boundary: null, policies: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
      s3PublicAccessBlock: true,
      ebsEncryption: true,
      passwordPolicy: { minimumLength: 16 },
      oidc: { provider: 'github', subjects: ['repo:acme/notes:*'] },
      defaultVpc: 'delete',
      budget: { monthly: 100, currency: 'USD', notify: ['ops@example.com'] },
      regions: ['eu-west-1', 'us-east-1'],
      guardrails: ['deny-other-regions', expect.stringMatching(/complete\/stack\/guardrail\.json$/)],
    });
  });

  it('gives services with their references taken apart', () => {
    const staging = byName.get('staging');
    expect(staging?.services.map(({ name }) => name)).toEqual(['database', 'notes', 'uploads']);
    const notes = staging?.services[1];
    expect(notes?.parameters.MemorySize?.value).toEqual(text('256'));
    expect(notes?.parameters.TableArn?.value).toEqual([
      { kind: 'output', environment: null, service: 'database', region: null, output: 'TableArn' },
    ]);
    expect(notes?.health?.value).toHaveLength(2);
    expect(notes).toMatchObject({
      regions: ['eu-west-1', 'us-east-1'],
      manualApproval: false,
      dependsOn: [{ value: 'uploads' }],
    });
    expect(notes?.after?.directory).toBe(notes?.build?.directory);
    expect(notes?.runtime).toMatchObject([
      { key: 'FEATURE_NEW_EDITOR', kind: 'owned', value: text('true'), type: 'String', apply: 'deploy' },
      { key: 'PAGE_SIZE', kind: 'default', value: text('20') },
      { key: 'STRIPE_KEY', kind: 'secret', value: null, type: 'SecureString', kmsKey: 'alias/app' },
      { key: 'LIMITS', kind: 'owned', value: text('a,b'), type: 'StringList', apply: 'live' },
    ]);
  });

  it('positions lead into the file that holds the value', () => {
    const at = byName.get('staging')?.services[1]?.parameters.MemorySize?.at;
    expect(at).toEqual({ file: expect.stringMatching(/base\.yaml$/), line: 21, column: 72 });
  });

  it('lends services, in its own repository and to others', () => {
    const emma = byName.get('dev-emma');
    expect(emma?.services.map(({ name }) => name)).toEqual(['notes']);
    const [auth, database, uploads] = emma?.borrowed ?? [];
    expect(auth).toMatchObject({ project: 'notes-infra', account: '123456789012', lender: null, here: null });
    expect(database?.lender).toBe(uploads?.lender);
    expect(database?.lender?.name).toBe('staging');
    expect(database?.here?.template).toEqual(byName.get('staging')?.services[0]?.template);
  });

  it('lets an environment live in the account of another, with its baseline', () => {
    const li = byName.get('dev-li');
    expect(li?.accountOf).toBe('staging');
    expect(li?.account).toEqual(byName.get('staging')?.account);
    expect(li?.baseline).toEqual(byName.get('staging')?.baseline);
  });

  it("gives a customer's account and what the file itself changes", () => {
    const customer = byName.get('customer17');
    expect(customer?.account).toMatchObject({
      form: 'external',
      id: '210987654321',
      externalId: 'notes-17',
      profile: null,
    });
    expect(customer?.services.map(({ name }) => name)).toEqual(['database', 'notes']);
    expect(customer?.services[1]?.parameters.MemorySize?.value).toEqual(text('512'));
    expect(customer?.services[1]?.regions).toEqual(['eu-central-1']);
  });
});

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/model/json.ts';
import { capabilitiesOf } from '../../../src/template/capabilities.ts';
import { exportsOf, importsOf } from '../../../src/template/exports.ts';
import { readTemplate } from '../../../src/template/read.ts';
import type { Scope } from '../../../src/template/scope.ts';

const SERVICES = ['auth', 'database', 'notes', 'uploads', 'users'];

async function sampleTemplate(service: string) {
  const file = fileURLToPath(new URL(`../../../environments/services/${service}/template.yaml`, import.meta.url));
  const { value, diagnostics } = await readTemplate({ value: file, at: { file, line: 1, column: 1 } });
  if (value === null) throw new Error(diagnostics.map(({ message }) => message).join(', '));
  return value;
}

function scopeOf(stage: string, more: Record<string, string> = {}): Scope {
  const parameters = { Project: 'notes', Stage: stage, ...more };
  return { parameters, account: '111122223333', region: 'eu-west-1', stackName: null };
}

/** `exporter -> importer` for every import that an export of another service meets. */
async function edges(scope: Scope): Promise<string[]> {
  const exporters = new Map<string | null, string>();
  for (const service of SERVICES)
    for (const { name } of exportsOf(await sampleTemplate(service), scope)) exporters.set(name, service);
  const found = new Set<string>();
  for (const service of SERVICES)
    for (const { name } of importsOf(await sampleTemplate(service), scope))
      found.add(`${exporters.get(name) ?? `nobody exports ${name}`} -> ${service}`);
  return [...found].sort();
}

/** Every string below `node` that stands where an IAM policy names what it is about. */
function policyResources(node: Json, isResource = false): string[] {
  if (typeof node === 'string') return isResource ? [node] : [];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, Json]) =>
    policyResources(value, isResource || key === 'Resource' || key === 'SourceArn'),
  );
}

describe('the five services', () => {
  const trusting = { TrustedUserPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Ab1' };

  it.each([
    ['dev', scopeOf('dev')],
    ['an environment with a borrowed user pool', scopeOf('dev-emma', trusting)],
  ])('need one another in %s as the guide has it', async (_, scope) => {
    expect(await edges(scope)).toEqual([
      'database -> notes',
      'database -> users',
      'notes -> auth',
      'notes -> users',
      'uploads -> auth',
    ]);
  });

  it('export nothing under one name from two environments of an account', async () => {
    const names = async (stage: string) => {
      const templates = await Promise.all(SERVICES.map(sampleTemplate));
      return templates.flatMap((template) => exportsOf(template, scopeOf(stage)).map(({ name }) => name));
    };
    const all = [...(await names('dev')), ...(await names('dev-li'))];
    expect(all).not.toContain(null);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(SERVICES)(
    '%s names no IAM role itself, so that environments of one account do not collide',
    async (service) => {
      expect(capabilitiesOf(await sampleTemplate(service))).not.toContain('CAPABILITY_NAMED_IAM');
    },
  );

  it('let nobody use what only begins like their own: a wildcard follows a slash', async () => {
    for (const service of SERVICES) {
      const { tree } = await sampleTemplate(service);
      const wildcards = policyResources(tree).filter((resource) => resource.includes('*'));
      // In the policy of a table, `*` is that table.
      for (const resource of wildcards.filter((wildcard) => wildcard !== '*' || service !== 'database'))
        expect(resource, service).toMatch(/^[^*]*\/\*(\/[a-z]+(\/\*)?)?$/);
    }
  });
});

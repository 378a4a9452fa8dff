import { describe, expect, it } from 'vitest';
import { ARTIFACT_BUCKET } from '../../../src/artifacts/bucket.ts';
import type { Deployment, ImportBinding } from '../../../src/model/plan.ts';
import { carriesDigest, changeSetName, desiredOf, evaluateKnown, type Known } from '../../../src/plan/desired.ts';
import { ACCOUNT, changeSetOf, deployment, HOME, known, output, stack } from '../../support/plan.ts';
import { small } from '../../support/templates.ts';

function digest(given: Partial<Deployment> = {}, answers: Known = known()): string | undefined {
  return desiredOf(deployment(given), HOME, answers)?.digest;
}

const text = (value: string) => [{ kind: 'text', text: value }] as const;
const arn = output('database', 'Arn', { environment: 'staging', region: HOME });
const ANSWER = 'staging/database@eu-west-1.Arn';

describe('the digest', () => {
  it('is the same whatever order keys come in', () => {
    const one = digest({ parameters: { A: text('1'), B: text('2') }, tags: { x: '1', y: '2' } });
    expect(digest({ parameters: { B: text('2'), A: text('1') }, tags: { y: '2', x: '1' } })).toBe(one);
  });

  it.each<[string, Partial<Deployment>]>([
    ['the template', { template: small({ value: 'y' }) }],
    ['a parameter', { parameters: { A: text('1') } }],
    ['a tag', { tags: { 'envctl:project': 'notes', team: 'a' } }],
    ['a capability', { capabilities: ['CAPABILITY_IAM'] }],
    ['a run-time value that marks it changed', { runtimeMarks: { KEY: text('x') } }],
  ])('differs with %s', (_, given) => {
    expect(digest(given)).not.toBe(digest());
  });

  it('differs with what an output turns out to be, and is not there before', () => {
    const given = { parameters: { A: arn } };
    expect(digest(given, known({ [ANSWER]: 'x' }))).not.toBe(digest(given, known({ [ANSWER]: 'y' })));
    expect(digest(given)).toBeUndefined();
  });

  it('does not depend on protection, hooks or health, which change nothing in the stack', () => {
    expect(digest({ protect: true, after: { command: 'x', directory: '/' }, health: text('https://x') })).toBe(
      digest(),
    );
  });
});

describe('what is submitted', () => {
  it('has every part of a value in it', () => {
    const answers = known({ [ANSWER]: 'the-arn', 'eu-west-1:/vpc': 'vpc-1' });
    const value = [
      ...text('a='),
      { kind: 'account' },
      ...text(' '),
      { kind: 'region' },
      ...text(' '),
      { kind: 'ssm', name: '/vpc' },
      ...text(' '),
      ...arn,
    ] as const;
    expect(desiredOf(deployment({ parameters: { P: value } }), HOME, answers)?.parameters).toEqual({
      P: `a=${ACCOUNT} eu-west-1 vpc-1 the-arn`,
    });
  });

  it.each([
    ['an output', arn],
    ['a parameter', [{ kind: 'ssm', name: '/vpc' }] as const],
    ['an output that nobody named in full', output('database', 'Arn')],
  ])('is not known without %s', (_, value) => {
    expect(evaluateKnown(value, HOME, known())).toBeNull();
  });

  it('is not known without an account', () => {
    expect(desiredOf(deployment(), HOME, known({}, null))).toBeNull();
  });

  it('names the bucket of its account and region', () => {
    const template = small({ value: { S3Bucket: ARTIFACT_BUCKET, Url: `https://${ARTIFACT_BUCKET}/child.json` } });
    const body = desiredOf(deployment({ template }), HOME, known())?.body ?? '';
    expect(body).not.toContain(ARTIFACT_BUCKET);
    expect(body).toContain(`"S3Bucket": "notes-${ACCOUNT}-eu-west-1"`);
    expect(body).toContain('"Url": "https://s3/child.json"');
  });

  it('has imports pointed at the lender’s export, or its value in their place', () => {
    const source = { environment: 'staging', service: 'database', region: HOME, output: 'Arn' };
    const path = ['Resources', 'Setting', 'Properties', 'Value'];
    const importing = small({ value: { 'Fn::ImportValue': 'dev-Arn' } });
    const bound = (target: ImportBinding['target'], answers = known({ [ANSWER]: 'the-arn' })) =>
      desiredOf(deployment({ template: importing, imports: [{ name: 'dev-Arn', path, target }] }), HOME, answers)?.body;
    expect(bound({ kind: 'export', name: 'staging-Arn', source }, known())).toContain(
      '"Fn::ImportValue": "staging-Arn"',
    );
    expect(bound({ kind: 'value', source })).toContain('"Value": "the-arn"');
    expect(bound({ kind: 'value', source }, known())).toBeUndefined();
  });
});

describe('the name of the change set', () => {
  const full = 'abcdef0123456789'.repeat(4);

  it('tells what is deployed', () => {
    expect(changeSetName(full)).toMatch(/^[a-zA-Z][-a-zA-Z0-9]*$/);
    expect(carriesDigest(stack('a', { changeSetId: changeSetOf(full) }), full)).toBe(true);
  });

  it.each([changeSetOf('0'.repeat(64)), 'arn:aws:cloudformation:eu-west-1:1:changeSet/other/1', 'nonsense', null])(
    'tells nothing else: %s',
    (changeSetId) => {
      expect(carriesDigest(stack('a', { changeSetId }), full)).toBe(false);
    },
  );
});

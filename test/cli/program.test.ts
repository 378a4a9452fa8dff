import { execFile } from 'node:child_process';
import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { folder } from '../support/folder.ts';
import { envctl, ENVCTL, SAMPLE } from '../support/process.ts';
import { definition, service, stackFile } from '../support/project.ts';

const run = promisify(execFile);

/** A copy of the sample, so that nothing is left in it. */
async function sample(): Promise<string> {
  const root = await folder({});
  await cp(SAMPLE, join(root, 'environments'), { recursive: true });
  return root;
}

function project(): Promise<string> {
  return folder({ 'environments/dev.yaml': definition({ a: service('a') }), ...stackFile('a') });
}

describe('the program', () => {
  it('tells its version, which is that of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await envctl('--version', '/')).toMatchObject({ exit: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('helps, from any folder', async () => {
    const { exit, stdout } = await envctl('--help', '/');
    expect(exit).toBe(0);
    expect(stdout).toContain('envctl deploy');
  });

  it('finds the sample in order', async () => {
    const { exit, stdout } = await envctl('validate', await sample());
    expect(stdout).toBe('✓ customer17\n✓ dev\n✓ dev-emma\n✓ dev-li\n✓ prod\n✓ staging\n');
    expect(exit).toBe(0);
  });

  it('says where a definition is wrong, and ends with 4', async () => {
    const root = await folder({
      'environments/dev.yaml':
        'project: notes\nregion: eu-west-1\naccount: { id: "123456789012" }\nservices:\n  a: { tmplate: x }\n',
    });
    const { exit, stderr } = await envctl('validate dev', root);
    expect(exit).toBe(4);
    expect(stderr).toContain('environments/dev.yaml:5:8');
    expect(stderr).toContain('template');
  });

  it('prints one JSON document, also of a failure, and nothing beside it', async () => {
    const failed = await envctl('deploy nobody --yes --output json', await project());
    expect(failed.exit).toBe(4);
    expect(failed.json()).toMatchObject({ error: { code: 'DefinitionInvalid' } });
    expect(failed.stderr).toBe('');
  });

  it('asks nobody where there is no terminal', async () => {
    const refused = await envctl('deploy dev --simulate --output json', await project());
    expect(refused.exit).toBe(3);
    expect(refused.json()).toMatchObject({ error: { code: 'ConfirmationRequired' } });
  });

  it('says what is missing when there are no credentials', async () => {
    const { exit, json } = await envctl('status dev --output json', await project());
    expect(exit).toBe(1);
    expect(json()).toMatchObject({ error: { code: 'CredentialsMissing' } });
  });

  it('does not mind a reader that goes away', async () => {
    const root = await sample();
    const { stdout, stderr } = await run(
      'bash',
      [
        '-c',
        `set -o pipefail; "${process.execPath}" "${ENVCTL}" list --simulate | head -1; echo "exit \${PIPESTATUS[0]}"`,
      ],
      { cwd: root },
    );
    expect(stdout).toMatch(/^environment.*\nexit 0\n$/);
    expect(stderr).not.toContain('EPIPE');
  });

  it('has no colours in a pipe', async () => {
    const { exit, stdout, stderr } = await envctl('deploy dev --yes --simulate', await project());
    expect(exit).toBe(0);
    expect(stdout + stderr).not.toContain('\u001B');
  });

  it('shows each call with --verbose, and no progress with --quiet', async () => {
    const root = await project();
    expect(await envctl('deploy dev --yes --simulate --quiet', root)).toMatchObject({ exit: 0, stderr: '' });
    expect(await envctl('plan dev --simulate --verbose', root)).toMatchObject({
      exit: 0,
      stderr: expect.stringMatching(/cloudformation:DescribeStacks 123456789012 eu-west-1/i) as unknown,
    });
  });
});

describe('what is loaded', () => {
  it.each(['--help', '--version'])('is nothing but the executable for %s', async (option) => {
    expect(await loadedBy(option, '/')).toEqual([ENVCTL]);
  });

  it('is neither the SDK nor the simulator where AWS is not asked', async () => {
    const files = await loadedBy('validate', await sample());
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
    // The executable, the bundle's two entries, what all commands share, and the bundler's own few lines.
    expect(files.length).toBeLessThanOrEqual(5);
    expect(await bytesOf(files)).toBeLessThan(460_000);
  });

  it.each([
    ['list', ['client-cloudformation', 'client-organizations', 'client-sts']],
    ['status dev', ['client-cloudformation', 'client-s3', 'client-ssm', 'client-sts']],
  ])('are the clients that %s uses, and no others', async (line, clients) => {
    const files = await loadedBy(`${line} --simulate`, await project());
    const found = files.flatMap((file) => /[\\/](client-[a-z0-9-]+)-[\w-]{8}\.js$/.exec(file)?.[1] ?? []);
    expect(found.sort()).toEqual(clients);
    expect(files.filter((file) => /node_modules[\\/]@aws-sdk[\\/]client-/.test(file))).toEqual([]);
  });
});

/** Paths of the files that a command loads, as V8 writes them down. */
async function loadedBy(line: string, cwd: string): Promise<string[]> {
  const written = await folder({});
  expect(await envctl(line, cwd, { NODE_V8_COVERAGE: written })).toMatchObject({ exit: 0 });
  const files = await Promise.all((await readdir(written)).map((file) => readFile(join(written, file), 'utf8')));
  const scripts = files.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result);
  return scripts.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []));
}

async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

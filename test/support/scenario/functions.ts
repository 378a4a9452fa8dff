import { unzipSync } from 'fflate';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../folder.ts';
import type { Insider } from './witness.ts';

/** A service `notes` with code that says what its build-time configuration tells it to. */
export const FUNCTION: Files = {
  'stack/notes.yaml': {
    Parameters: { MemorySize: { Type: 'Number', Default: 128 } },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      Notes: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: './code',
          MemorySize: { Ref: 'MemorySize' },
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
    },
    Outputs: { Name: { Value: { Ref: 'Notes' } }, Memory: { Value: { Ref: 'MemorySize' } } },
  },
  'stack/code/index.mjs': [
    "import { readFile } from 'node:fs/promises';",
    "const config = JSON.parse(await readFile(new URL('config.json', import.meta.url), 'utf8'));",
    'export const handler = async () => config.text;',
    '',
  ].join('\n'),
};

/** What the code in the only artifact of a bucket answers, run as AWS would run it. */
export async function answerOf(inside: Insider, bucket: string, folder: string): Promise<unknown> {
  const objects = await inside.objects(bucket);
  const zips = Object.entries(objects).filter(([, body]) => body[0] === 0x50 && body[1] === 0x4b);
  const [only] = zips;
  if (only === undefined || zips.length > 1) throw new Error(`not one artifact: ${Object.keys(objects).join(', ')}`);
  const root = await mkdtemp(join(folder, 'artifact-'));
  for (const [name, body] of Object.entries(unzipSync(only[1]))) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), body);
  }
  const { handler } = (await import(join(root, 'index.mjs'))) as { handler: () => Promise<unknown> };
  return handler();
}

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { causeText, EnvctlError, fail } from '../../diagnostics/error.ts';
import type { Outcome } from '../../report/document.ts';
import { reportPage } from '../../report/page/page.ts';
import { SEE_ACCOUNT, READ_BASELINE } from '../actions.ts';
import type { Command } from '../command.ts';
import { connected } from '../stages/connected.ts';
import { load, namesOf } from '../stages/load.ts';
import { prepareValid } from '../stages/prepare.ts';
import { survey, type Surveyed } from '../stages/survey.ts';

interface ReportArguments {
  readonly out?: string;
}

export const command: Command<ReportArguments> = {
  positional: '[env..]',
  describe: 'Write one HTML page: what is deployed where, dependencies, the last deployment, configuration, history',
  options: { out: { type: 'string', describe: 'File to write; standard output otherwise' } },
  examples: [
    ['envctl report --out report.html', 'every environment of the project'],
    ['envctl report staging prod --out report.html', 'these two, side by side'],
  ],
  actions: [
    ...SEE_ACCOUNT,
    ...READ_BASELINE,
    'cloudformation:DescribeStacks',
    's3:GetObject',
    'ssm:GetParametersByPath',
  ],
  run: async (context, { env, out }) => {
    const loaded = await load(context, namesOf(context, env));
    if (loaded.diagnostics.length > 0) throw new EnvctlError(loaded.diagnostics);
    const prepared = await prepareValid(loaded);
    return connected(context, loaded.environments, async (run) => {
      const surveyed = await Promise.all(prepared.map((one) => survey(one, run)));
      const page = reportPage({
        project: [...new Set(loaded.environments.map(({ project }) => project))].join(', '),
        made: run.clock.now(),
        version: context.version,
        environments: surveyed.map(({ environment }) => environment),
      });
      if (out !== undefined) await write(resolve(context.host.cwd, out), page);
      const text = out === undefined ? page : `The report is in ${out}\n`;
      return { outcomes: surveyed.map((one) => outcomeOf(one, out ?? null)), several: surveyed.length > 1, text };
    });
  },
};

/** Pictures are left out: `graph` tells the same to a script. */
function outcomeOf({ environment: seen, errors }: Surveyed, file: string | null): Outcome {
  const { environment, accountId, region, services, deployments, configuration } = seen;
  return { document: { environment, accountId, region, services, deployments, configuration, file }, errors };
}

async function write(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
  } catch (error) {
    fail('UsageInvalid', `the report cannot be written to ${file}: ${causeText(error)}`, {
      hint: 'name a file in a folder that exists with --out',
    });
  }
}

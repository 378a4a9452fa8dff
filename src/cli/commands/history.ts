import { listRecords, type DeploymentRecord } from '../../bucket/records.ts';
import { duration } from '../../report/outcomes.ts';
import type { Style } from '../../report/style.ts';
import { cell, tableText } from '../../report/table.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import { homeBucket } from '../stages/bucket.ts';
import { inAccount } from '../stages/enter.ts';

interface HistoryArguments {
  readonly limit: number;
}

export const command: Command<HistoryArguments> = {
  positional: '[env]',
  describe:
    'The deployments of an environment, the latest first: when, by whom, of which commit, and what came of them',
  options: { limit: { type: 'number', default: 20, describe: 'How many' } },
  examples: [
    ['envctl history staging', 'the last twenty'],
    ['envctl history staging --limit 1 --output json', 'the last one, for a script'],
  ],
  actions: [...FIND_ACCOUNT, 's3:GetBucketTagging', 's3:GetObject', 's3:ListBucket'],
  run: (context, { env, limit }) =>
    inAccount(context, env, 'deploy', async (entered) => {
      const place = await homeBucket(entered);
      const records = place === null ? [] : await listRecords(place, limit);
      const { name } = entered.environment;
      const document = { environment: name, deployments: records.map(documentOf) };
      const text = historyText(name, records, context.style);
      return { outcomes: [{ document, errors: [] }], several: false, text };
    }),
};

function documentOf({ id, at, by, host, commit, digest, to, outcome, seconds, services }: DeploymentRecord) {
  return {
    id,
    at,
    by,
    host,
    commit,
    digest,
    to,
    outcome,
    seconds,
    services: services.map(({ service, region, outcome: result }) => ({ service, region, outcome: result })),
  };
}

function historyText(name: string, records: readonly DeploymentRecord[], style: Style): string {
  if (records.length === 0) return `${style.strong(name)} has not been deployed yet\n`;
  const rows = records.map(({ id, at, by, host, commit, to, outcome, seconds, services }) => [
    cell(id),
    cell(at.replace('T', ' ').slice(0, 16)),
    cell(`${by}@${host}`),
    cell(commit?.slice(0, 10)),
    outcome === 'failed' ? style.bad(outcome) : cell(outcome),
    duration(seconds),
    cell([changedIn(services), to === null ? '' : `(back to ${to})`].filter(Boolean).join(' ')),
  ]);
  return tableText(['id', 'at (UTC)', 'by', 'commit', 'outcome', 'time', 'services'], rows, style);
}

/** Names of the services to which something happened. */
function changedIn(services: DeploymentRecord['services']): string {
  const idle = new Set(['unchanged', 'skipped']);
  return [...new Set(services.filter(({ outcome }) => !idle.has(outcome)).map(({ service }) => service))].join(', ');
}

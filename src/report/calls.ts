import type { CallRecord } from '../aws/options.ts';
import { clean } from './clean.ts';

/** One request to AWS, for `--verbose`. */
export function callText({ service, operation, account, region, attempt, duration, error }: CallRecord): string {
  const retry = attempt > 1 ? ` attempt ${attempt}` : '';
  return `    ${service}:${operation} ${account} ${region} ${Math.round(duration)} ms${retry}${error ? ` ${clean(error)}` : ''}\n`;
}

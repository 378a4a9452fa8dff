import type { ReportData, ReportedEnvironment } from '../../src/report/page/data.ts';
import { picture } from './picture.ts';

const MADE = Date.UTC(2026, 10, 21, 12);

/** An environment whose services were deployed one minute ago, database first. */
export function reported(environment: string, more: Partial<ReportedEnvironment> = {}): ReportedEnvironment {
  const at = '2026-11-21T11:50:00.000Z';
  const key = (service: string): string => `${environment}/${service}@eu-west-1`;
  const deployed = (service: string, after: number, seconds: number, waitedFor: readonly string[] = []) => ({
    service,
    region: 'eu-west-1',
    outcome: 'created',
    started: new Date(Date.parse(at) + after * 1_000).toISOString(),
    seconds,
    waitedFor: waitedFor.map(key),
  });
  return {
    environment,
    accountId: '123456789012',
    region: 'eu-west-1',
    protected: false,
    expires: null,
    problem: null,
    services: ['database', 'notes', 'search'].map((service) => ({
      service,
      region: 'eu-west-1',
      stack: `notes-${environment}-${service}`,
      status: 'CREATE_COMPLETE',
      updated: at,
      from: null,
      urls: service === 'notes' ? ['https://notes.example.com/'] : [],
    })),
    graph: picture({ database: [], notes: ['database'], search: ['database'] }),
    deployments: [
      {
        id: 'd1',
        at,
        by: 'emma',
        commit: '0123456789abcdef',
        outcome: 'succeeded',
        seconds: 95,
        services: [
          deployed('database', 5, 40),
          deployed('notes', 45, 50, ['database']),
          deployed('search', 45, 20, ['database']),
        ],
      },
    ],
    configuration: [
      { service: 'notes', key: 'PAGE_SIZE', kind: 'run-time', value: '20', secret: false, note: null },
      { service: 'notes', key: 'STRIPE_KEY', kind: 'run-time', value: null, secret: true, note: 'version 3' },
    ],
    ...more,
  };
}

export function reportData(...environments: readonly ReportedEnvironment[]): ReportData {
  return { project: 'notes', made: MADE, version: '1.2.3', environments };
}

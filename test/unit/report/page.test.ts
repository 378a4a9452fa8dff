import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../src/report/page/differences.ts';
import { reportPage } from '../../../src/report/page/page.ts';
import type { ReportedValue } from '../../../src/report/page/data.ts';
import { reportData, reported } from '../../support/report.ts';

const HOSTILE = '"><script>alert(1)</script>\u202E';

function value(key: string, text: string | null, more: Partial<ReportedValue> = {}): ReportedValue {
  return { service: 'notes', key, kind: 'run-time', value: text, secret: false, note: null, ...more };
}

describe('the page of a report', () => {
  it('shows the state of every service of every environment', () => {
    const prod = reported('prod', { services: [], deployments: [], accountId: null });
    const page = reportPage(reportData(reported('staging'), prod));
    expect(page).toContain('2 environments, 3 stacks');
    expect(page).toContain('create complete');
    expect(page).toContain('no account');
    expect(page).toContain('Nothing has been deployed yet.');
  });

  it('escapes whatever comes from files and from AWS', () => {
    const hostile = reported('staging', {
      problem: HOSTILE,
      accountId: HOSTILE,
      configuration: [value(HOSTILE, HOSTILE, { note: HOSTILE }), value('other', HOSTILE, { service: HOSTILE })],
      services: [
        {
          service: HOSTILE,
          stack: HOSTILE,
          region: HOSTILE,
          status: HOSTILE,
          from: HOSTILE,
          updated: HOSTILE,
          urls: [`https://x/${HOSTILE}`],
        },
      ],
    });
    const page = reportPage({ ...reportData(hostile), project: HOSTILE });
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u202E');
  });

  it('asks for nothing from elsewhere and runs no script', () => {
    const page = reportPage(reportData(reported('staging')));
    expect(page).toContain(`content="default-src &#39;none&#39;;`);
    expect(page).not.toMatch(/<(script|img|iframe|object|embed)\b|@import|url\((?!#)/);
    expect([...page.matchAll(/<link [^>]*>/g)].map(([tag]) => tag)).toEqual([expect.stringContaining('href="data:')]);
  });

  it('has one id for one thing, also when environments are called like its own parts', () => {
    const page = reportPage(reportData(...['main', 'matrix', 'configuration'].map((name) => reported(name))));
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.every((id) => ids.includes(id))).toBe(true);
  });

  it('tells of each deployment what was done to which services', () => {
    expect(reportPage(reportData(reported('staging')))).toContain('created: database, notes, search</td>');
  });

  it('tells what could not be looked at', () => {
    const page = reportPage(reportData(reported('prod', { problem: 'access is denied', deployments: [] })));
    expect(page).toContain('access is denied');
    expect(page).toContain('unreachable');
    expect(page).not.toContain('Nothing has been deployed yet.');
  });
});

describe('the configuration of a report', () => {
  it('is what differs, with the number of values that do not', () => {
    const one = reported('staging', { configuration: [value('A', '1'), value('B', '2'), value('C', null)] });
    const two = reported('prod', { configuration: [value('A', '1'), value('B', '3'), value('D', '4')] });
    const [service] = compareValues([one, two]);
    expect(service).toMatchObject({ service: 'notes', environments: ['staging', 'prod'], same: 2 });
    expect(service?.values.map(({ key, values }) => [key, values.map((each) => each?.value)])).toEqual([
      ['B', ['2', '3']],
      ['D', [undefined, '4']],
    ]);
  });

  it('names services that do not differ together', () => {
    const configuration = ['notes', 'search'].map((service) => value('A', '1', { service }));
    const page = reportPage(reportData(...['staging', 'prod'].map((name) => reported(name, { configuration }))));
    expect(page).toContain('in every environment that deploys notes, search.');
    expect(page).not.toContain('What differs');
  });

  it('is everything where there is nothing to compare with', () => {
    const [service] = compareValues([reported('staging', { configuration: [value('A', '1')] })]);
    expect(service?.values).toHaveLength(1);
  });

  it('leaves out environments that borrow the service', () => {
    const borrowing = reported('dev-emma', { configuration: [] });
    const services = borrowing.services.map((service) => ({ ...service, from: 'staging' }));
    const [service] = compareValues([
      reported('staging', { configuration: [value('A', '1')] }),
      { ...borrowing, services },
    ]);
    expect(service?.environments).toEqual(['staging']);
  });

  it('shows of a secret whether it is set, and no more', () => {
    const page = reportPage(reportData(reported('staging'), reported('prod')));
    expect(page).toContain('STRIPE_KEY');
    expect(page).toContain('version 3');
    expect(page).toContain('••••••');
  });
});

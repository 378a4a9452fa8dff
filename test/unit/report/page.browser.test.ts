import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { graphFile } from '../../../src/report/graph/file.ts';
import { reportPage } from '../../../src/report/page/page.ts';
import { installedBrowser, launch } from '../../support/browser.ts';
import { folder } from '../../support/folder.ts';
import { bareTables, clashes, faint, focused, headingLevels, overflow } from '../../support/page-checks.js';
import { picture } from '../../support/picture.ts';
import { reportData, reported } from '../../support/report.ts';

const path = installedBrowser();
if (!path) process.stderr.write('SKIPPED: no Chromium here, so that nobody looks at the page of report\n');

const LONG = 'notification-preferences-api-v2x';

const WIDE = picture({
  network: [],
  keys: [],
  database: ['network', 'keys'],
  cache: ['network'],
  [LONG]: ['database', 'cache'],
  orders: ['database', 'cache', 'keys'],
  frontend: ['orders', LONG, 'network'],
  alone: [],
});

const DATA = reportData(
  reported('staging'),
  reported('main', { graph: WIDE, protected: true, expires: '14d' }),
  reported('prod', { problem: 'access is denied', deployments: [], accountId: null }),
);

interface Seen {
  readonly page: Page;
  /** What the console said and what was asked for beside the page itself. */
  readonly complaints: string[];
  readonly requests: string[];
}

describe.skipIf(!path)('the page of a report, in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(path ?? '');
  });
  afterAll(() => browser.close());

  async function open(content: string, settings: Parameters<Browser['newPage']>[0] = {}): Promise<Seen> {
    const root = await folder({ 'page.html': content });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...settings });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`file://${root}/page.html`);
    return { page, complaints, requests: requests.slice(1) };
  }

  it.each(['light', 'dark'] as const)('is quiet, asks for nothing, and no text lies on another: %s', async (scheme) => {
    const { page, complaints, requests } = await open(reportPage(DATA), { colorScheme: scheme });
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
    expect(await page.locator('svg').count()).toBe(5);
    expect(await page.evaluate(clashes)).toEqual([]);
  });

  it('reads without scrolling sideways at 200 % and on a telephone', async () => {
    for (const viewport of [
      { width: 640, height: 450 },
      { width: 360, height: 700 },
    ]) {
      const { page } = await open(reportPage(DATA), { viewport });
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    }
  });

  it('leaves on a telephone half of the table to the environments, however long a name is', async () => {
    const services = reported('main').services.map((service) => ({ ...service, service: `${LONG}-${service.stack}` }));
    const data = reportData(reported('main', { services }), reported('prod', { services }));
    const { page } = await open(reportPage(data), { viewport: { width: 400, height: 700 } });
    const [names, table] = await Promise.all(
      ['.matrix tbody th', '.scroll'].map((selector) => page.locator(selector).first().boundingBox()),
    );
    expect(names?.width).toBeGreaterThan(100);
    expect(names?.width).toBeLessThan((table?.width ?? 0) / 2);
  });

  it('is told apart by landmarks, headings, captions and names of pictures', async () => {
    const { page } = await open(reportPage(DATA));
    for (const role of ['banner', 'main', 'contentinfo'] as const) expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Sections' }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1, name: 'notes' }).count()).toBe(1);
    expect(await page.getByRole('region', { name: 'staging', exact: true }).count()).toBe(1);
    expect(await page.getByRole('img', { name: 'Timeline of the last deployment of staging' }).count()).toBe(1);
    expect(await page.getByRole('img', { name: 'Dependencies of notes/staging in eu-west-1' }).count()).toBeGreaterThan(
      0,
    );
    expect(await page.evaluate(bareTables)).toBe(0);
    const levels = await page.evaluate(headingLevels);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
  });

  it('is walked through by keyboard from top to bottom, and folds open', async () => {
    const { page } = await open(reportPage(DATA));
    const tops: number[] = [];
    await page.keyboard.press('Tab');
    expect((await page.evaluate(focused)).text).toBe('Skip to the content');
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      tops.push((await page.evaluate(focused)).top);
    }
    expect(tops).toEqual([...tops].sort((one, other) => one - other));
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('cell', { name: 'imports database' }).first().isVisible()).toBe(true);
  });

  it('has enough contrast between text and what is behind it', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(reportPage(DATA), { colorScheme });
      expect(await page.evaluate(faint)).toEqual([]);
    }
  });

  it.each(['light', 'dark'] as const)('has pictures that stand alone: %s', async (colorScheme) => {
    const { page, complaints, requests } = await open(graphFile(WIDE, 'svg'), { colorScheme });
    expect([...complaints, ...requests]).toEqual([]);
    expect(await page.evaluate(clashes)).toEqual([]);
  });
});

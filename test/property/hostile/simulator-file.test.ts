import * as fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EnvctlError } from '../../../src/diagnostics/error.ts';
import { isObject } from '../../../src/model/json.ts';
import { openSimulatorFile } from '../../../src/simulator/file.ts';
import { emptyState } from '../../../src/simulator/state.ts';
import { campaign } from '../../support/campaign.ts';
import { folder } from '../../support/folder.ts';

const whole = { ...emptyState(), services: { ssm: { '1/eu-west-1': {} } } };

const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(2, 99, -1, 1e308, '__proto__'));

/** Cut off, a part of another kind, a key of every object, or not JSON at all. */
const damaged = fc.oneof(
  fc.nat(JSON.stringify(whole).length - 1).map((end) => JSON.stringify(whole).slice(0, end)),
  fc.tuple(fc.constantFrom(...Object.keys(whole)), value).map(([key, odd]) => JSON.stringify({ ...whole, [key]: odd })),
  value.map((odd) => JSON.stringify({ ...whole, services: { ssm: odd } })),
  value.map((odd) => `{"version":1,"sequence":0,"now":0,"queue":[],"services":{"__proto__":${JSON.stringify(odd)}}}`),
  value.map((odd) => JSON.stringify({ ...whole, queue: [odd] })),
  fc.string(),
);

it('a file of the embedded AWS that was damaged is used, or refused with its name', async () => {
  const path = join(await folder({}), 'simulator.json');
  await campaign('files of the embedded AWS', damaged, 300, async (text) => {
    await writeFile(path, text);
    try {
      const { state, close } = await openSimulatorFile(path);
      close();
      expect(state).toMatchObject({ version: 1, queue: expect.any(Array) as unknown });
      expect(Object.getPrototypeOf(state.services)).toBe(Object.prototype);
      expect(Object.values(state.services).every(isObject)).toBe(true);
    } catch (error) {
      if (!(error instanceof EnvctlError)) throw error;
      expect(error.diagnostics[0]).toMatchObject({
        code: 'UsageInvalid',
        message: expect.stringContaining(path) as unknown,
      });
    }
  });
});

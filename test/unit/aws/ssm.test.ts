import { describe, expect, it } from 'vitest';
import type { SsmPut } from '../../../src/aws/types/account.ts';
import { gatewaysOf, REGION } from './gateway-world.ts';

async function ssm() {
  const { run, account } = await gatewaysOf();
  return { ssm: account.ssm(REGION), calls: run.aws.calls };
}

function put(more: Partial<SsmPut> = {}): SsmPut {
  return { name: '/notes/staging/notes/KEY', value: 'one', type: 'String', exists: false, ...more };
}

describe('Parameter Store', () => {
  it('has nothing under a name that was never written', async () => {
    expect(await (await ssm()).ssm.get('/notes/none')).toBeNull();
  });

  it('counts versions', async () => {
    const { ssm: store } = await ssm();
    expect(await store.put(put({ tags: { 'envctl:project': 'notes' } }))).toBe(1);
    expect(await store.put(put({ value: 'two', exists: true }))).toBe(2);
    expect(await store.get('/notes/staging/notes/KEY')).toMatchObject({ value: 'two', version: 2, type: 'String' });
  });

  it('overwrites what came up since it was looked for', async () => {
    const { ssm: store } = await ssm();
    await store.put(put());
    expect(await store.put(put({ value: 'two', tags: { a: 'b' } }))).toBe(2);
  });

  it('takes large values, and small ones after them', async () => {
    const { ssm: store } = await ssm();
    await store.put(put({ value: 'x'.repeat(4_097) }));
    await store.put(put({ value: 'small', exists: true }));
    expect((await store.get('/notes/staging/notes/KEY'))?.value).toBe('small');
  });

  it('leaves secrets encrypted unless asked', async () => {
    const { ssm: store } = await ssm();
    await store.put(put({ value: 'hunter2', type: 'SecureString' }));
    const [encrypted] = await store.below('/notes/staging');
    const [decrypted] = await store.below('/notes/staging', { decrypt: true });
    expect(encrypted).toMatchObject({ type: 'SecureString' });
    expect(encrypted?.value).not.toBe('hunter2');
    expect(decrypted?.value).toBe('hunter2');
    expect((await store.get('/notes/staging/notes/KEY'))?.value).not.toBe('hunter2');
  });

  it('lists a path over all pages, at any depth, and no neighbour', async () => {
    const { ssm: store } = await ssm();
    for (let i = 0; i < 23; i += 1) await store.put(put({ name: `/notes/dev/a/b/K${String(i)}` }));
    await store.put(put({ name: '/notes/dev-emma/a/K' }));
    expect(await store.below('/notes/dev')).toHaveLength(23);
  });

  it('removes in tens, and passes over what is not there', async () => {
    const { ssm: store, calls } = await ssm();
    const names = Array.from({ length: 12 }, (_, i) => `/notes/dev/a/K${String(i)}`);
    for (const name of names) await store.put(put({ name }));
    await store.remove([...names, '/notes/dev/a/NONE']);
    await store.remove([]);
    expect(await store.below('/notes/dev')).toEqual([]);
    expect(calls.byOperation()['ssm:DeleteParameters']).toBe(2);
  });

  it('has every version, newest first, also of more than a page', async () => {
    const { ssm: store } = await ssm();
    for (let number = 1; number <= 60; number += 1) await store.put(put({ value: String(number), exists: number > 1 }));
    const versions = await store.history('/notes/staging/notes/KEY');
    expect(versions?.map(({ version }) => version)).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
    expect(versions?.[0]).toMatchObject({ value: '60', type: 'String', by: expect.stringMatching(/^arn:aws:/) });
    expect(await store.history('/notes/none')).toBeNull();
  });

  it('opens the versions of a secret only when it is told to', async () => {
    const { ssm: store } = await ssm();
    await store.put(put({ value: 'open sesame', type: 'SecureString' }));
    const closed = await store.history('/notes/staging/notes/KEY');
    expect(JSON.stringify(closed)).not.toContain('open sesame');
    expect(await store.history('/notes/staging/notes/KEY', { decrypt: true })).toMatchObject([
      { value: 'open sesame' },
    ]);
  });
});

import { assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createdAt, isNoteId, newNoteId, readNote } from '../../../environments/services/notes/src/note.mjs';
import { noteRoutes } from '../../../environments/services/notes/src/routes.mjs';
import { settingsFrom } from '../../../environments/services/notes/src/settings.mjs';
import { refusal } from '../../../environments/services/shared/nodejs/api.mjs';

const UUID = '9d10d86b-4304-4d1a-a30e-c28e6a9e95de';
const NOW = Date.UTC(2026, 0, 2);
const settings = { pageSize: 2, allowedTags: ['home', 'work'], attachments: true, maxContentLength: 10 };

interface Note {
  readonly id: string;
  readonly content: string;
}

/** The store's promises, kept in memory. */
function memoryStore() {
  const notes = new Map<string, Note>();
  const keyOf = (owner: string, id: string) => `${owner}/${id}`;
  return {
    async list(owner: string, { limit, after }: { limit: number; after?: string }) {
      const all = [...notes].filter(([key]) => key.startsWith(`${owner}/`)).map(([, note]) => note);
      const rest = all.sort((a, b) => b.id.localeCompare(a.id)).filter(({ id }) => after === undefined || id < after);
      return { notes: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1]?.id : undefined };
    },
    get: async (owner: string, id: string) => notes.get(keyOf(owner, id)),
    create: async (owner: string, note: Note) => notes.set(keyOf(owner, note.id), note) !== undefined,
    replace: async (owner: string, note: Note) =>
      notes.has(keyOf(owner, note.id)) && notes.set(keyOf(owner, note.id), note) !== undefined,
    remove: async (owner: string, id: string) => void notes.delete(keyOf(owner, id)),
  };
}

function service() {
  let time = NOW;
  const { open, routes } = noteRoutes({
    store: memoryStore(),
    settings: async () => settings,
    refusal,
    environment: 'dev',
    now: () => (time += 1000),
    random: () => UUID,
  });
  return async (name: string, request: object = {}) => {
    const route = open[name] ?? routes[name];
    if (route === undefined) throw new Error(`no route ${name}`);
    return route({ caller: 'emma', query: {}, ...request });
  };
}

describe('the id of a note', () => {
  it('sorts by creation and tells its time', () => {
    const time = nat({ max: Date.UTC(5000, 0) });
    assert(
      property(time, time, (a, b) => {
        expect(newNoteId(a, UUID) < newNoteId(b, UUID)).toBe(a < b);
        expect(Date.parse(createdAt(newNoteId(a, UUID)))).toBe(a);
        expect(isNoteId(newNoteId(a, UUID))).toBe(true);
      }),
    );
  });

  it.each([undefined, '', 'profile', `note#${newNoteId(NOW, UUID)}`, `${newNoteId(NOW, UUID)} `])(
    'is not %j',
    (value) => expect(isNoteId(value)).toBe(false),
  );
});

describe('reading a note', () => {
  it.each([
    [{ content: 'a' }, { content: 'a', tags: [] }],
    [
      { content: 'a', tags: ['work'], attachment: 'k', userId: 'li' },
      { content: 'a', tags: ['work'], attachment: 'k' },
    ],
  ])('takes what belongs to it from %j', (body, note) => expect(readNote(body, settings)).toEqual({ note }));

  it.each([
    [null, 'object'],
    [[], 'object'],
    [{}, 'content'],
    [{ content: '  ' }, 'content'],
    [{ content: 'x'.repeat(11) }, '10 characters'],
    [{ content: 'a', tags: 'home' }, 'list'],
    [{ content: 'a', tags: ['homes'] }, 'homes'],
    [{ content: 'a', attachment: 1 }, 'upload'],
  ])('says what is wrong with %j', (body, problem) => {
    expect(readNote(body, settings).problem).toContain(problem);
  });

  it('refuses an attachment while the feature is off', () => {
    const body = { content: 'a', attachment: 'k' };
    expect(readNote(body, { ...settings, attachments: false }).problem).toContain('switched off');
  });
});

describe('settings', () => {
  const config = { security: { maxContentLength: 10 }, performance: { maxPageSize: 50 } };

  it('come from run-time parameters and the artifact', () => {
    const parameters = { PAGE_SIZE: '30', ALLOWED_TAGS: 'home, work,', FEATURE_ATTACHMENTS: 'true' };
    expect(settingsFrom(parameters, config)).toEqual({
      pageSize: 30,
      allowedTags: ['home', 'work'],
      attachments: true,
      maxContentLength: 10,
    });
  });

  it.each([
    ['80', 50],
    ['0', 20],
    ['-1', 20],
    ['many', 20],
    ['1e3', 20],
  ])('turn a page size of %j into %d', (PAGE_SIZE, expected) => {
    expect(settingsFrom({ PAGE_SIZE }, config).pageSize).toBe(expected);
  });

  it('have defaults for what is missing', () => {
    expect(settingsFrom({}, config)).toMatchObject({ pageSize: 20, allowedTags: [], attachments: false });
  });
});

describe('the API of notes', () => {
  it('is healthy for everybody', async () => {
    expect(await service()('GET /health')).toEqual({
      status: 200,
      body: { status: 'ok', service: 'notes', environment: 'dev' },
    });
  });

  it('creates, shows, replaces and removes a note', async () => {
    const call = service();
    const id = newNoteId(NOW + 1000, UUID);
    const createdOn = '2026-01-02T00:00:01.000Z';
    const created = await call('POST /items', { body: { content: 'a', tags: ['home'] } });
    expect(created).toMatchObject({ status: 201, body: { id, content: 'a', createdAt: createdOn } });
    expect(await call('GET /items/{id}', { id })).toEqual({ ...created, status: 200 });
    expect(await call('PUT /items/{id}', { id, body: { content: 'b' } })).toMatchObject({
      status: 200,
      body: { id, content: 'b', tags: [], createdAt: createdOn, updatedAt: '2026-01-02T00:00:03.000Z' },
    });
    expect(await call('DELETE /items/{id}', { id })).toEqual({ status: 204 });
    expect(await call('GET /items/{id}', { id })).toMatchObject({ status: 404 });
  });

  it('lists the newest first, page by page', async () => {
    const call = service();
    for (const content of ['a', 'b', 'c']) await call('POST /items', { body: { content } });
    const first = await call('GET /items');
    expect(first).toMatchObject({ body: { notes: [{ content: 'c' }, { content: 'b' }] } });
    const { next } = first.body as { next: string };
    expect(await call('GET /items', { query: { after: next } })).toMatchObject({
      body: { notes: [{ content: 'a' }], next: null },
    });
  });

  it('keeps the notes of one user from another', async () => {
    const call = service();
    const { body } = await call('POST /items', { body: { content: 'a' } });
    const { id } = body as Note;
    expect(await call('GET /items/{id}', { caller: 'li', id })).toMatchObject({ status: 404 });
    expect(await call('PUT /items/{id}', { caller: 'li', id, body: { content: 'b' } })).toMatchObject({ status: 404 });
    await call('DELETE /items/{id}', { caller: 'li', id });
    expect(await call('GET /items', { caller: 'li' })).toMatchObject({ body: { notes: [] } });
    expect(await call('GET /items/{id}', { id })).toMatchObject({ status: 200 });
  });

  it.each(['GET /items/{id}', 'PUT /items/{id}'])('%s finds nothing under what is not an id', async (name) => {
    expect(await service()(name, { id: 'profile', body: { content: 'a' } })).toMatchObject({ status: 404 });
  });

  it('says what is wrong with a note', async () => {
    expect(await service()('POST /items', { body: {} })).toEqual({
      status: 400,
      body: { error: 'content is missing' },
    });
  });
});

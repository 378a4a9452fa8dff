import { createdAt, isNoteId, newNoteId, readNote } from './note.mjs';

/**
 * What the API offers for notes. Every user sees the notes of their own login only.
 *
 * @param {object} world
 * @param {object} world.store see store.mjs
 * @param {() => Promise<import('./settings.mjs').Settings>} world.settings
 * @param {(status: number, error: string) => object} world.refusal
 * @param {string} world.environment
 * @param {() => number} world.now milliseconds since 1970
 * @param {() => string} world.random a UUID
 */
export function noteRoutes({ store, settings, refusal, environment, now, random }) {
  const noSuchNote = () => refusal(404, 'no such note');

  /** Keeps the body of a request as the note `id` with `save`, which says whether it could. */
  const keep = async ({ caller, body }, id, save, status) => {
    const { note, problem } = readNote(body, await settings());
    if (problem !== undefined) return refusal(400, problem);
    const kept = { id, ...note, updatedAt: new Date(now()).toISOString() };
    return (await save(caller, kept)) ? { status, body: shown(kept) } : noSuchNote();
  };

  return {
    open: {
      'GET /health': async () => ({ status: 200, body: { status: 'ok', service: 'notes', environment } }),
    },
    routes: {
      'GET /items': async ({ caller, query }) => {
        const { pageSize } = await settings();
        const after = isNoteId(query.after) ? query.after : undefined;
        const { notes, next } = await store.list(caller, { limit: pageSize, after });
        return { status: 200, body: { notes: notes.map(shown), next: next ?? null } };
      },
      'POST /items': async (request) => keep(request, newNoteId(now(), random()), store.create, 201),
      'GET /items/{id}': async ({ caller, id }) => {
        const note = isNoteId(id) ? await store.get(caller, id) : undefined;
        return note === undefined ? noSuchNote() : { status: 200, body: shown(note) };
      },
      'PUT /items/{id}': async (request) =>
        isNoteId(request.id) ? keep(request, request.id, store.replace, 200) : noSuchNote(),
      'DELETE /items/{id}': async ({ caller, id }) => {
        if (isNoteId(id)) await store.remove(caller, id);
        return { status: 204 };
      },
    },
  };
}

function shown({ id, content, tags, attachment, updatedAt }) {
  return { id, content, tags, attachment, createdAt: createdAt(id), updatedAt };
}

const ID = /^([0-9a-z]{9})-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * An id that begins with the time in base 36, so that ids sort by creation (nine digits last until the year 5188).
 *
 * @param {number} now milliseconds since 1970
 * @param {string} uuid
 */
export function newNoteId(now, uuid) {
  return `${now.toString(36).padStart(9, '0')}-${uuid}`;
}

/** @param {unknown} value */
export function isNoteId(value) {
  return typeof value === 'string' && ID.test(value);
}

/** When the note was created, ISO 8601, read from its id. */
export function createdAt(id) {
  return new Date(Number.parseInt(id.slice(0, 9), 36)).toISOString();
}

/**
 * The note that a request body holds, or what is wrong with it. Unknown fields are left out.
 *
 * @param {unknown} body
 * @param {import('./settings.mjs').Settings} settings
 * @returns {{ note: { content: string, tags: string[], attachment?: string }, problem?: undefined } | { problem: string, note?: undefined }}
 */
export function readNote(body, { allowedTags, attachments, maxContentLength }) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { problem: 'a note is an object' };
  const { content, tags = [], attachment } = body;
  if (typeof content !== 'string' || content.trim() === '') return { problem: 'content is missing' };
  if (content.length > maxContentLength) return { problem: `content is longer than ${maxContentLength} characters` };
  if (!Array.isArray(tags)) return { problem: 'tags are a list' };
  const unknown = tags.find((tag) => !allowedTags.includes(tag));
  if (unknown !== undefined) return { problem: `no such tag: ${unknown}` };
  if (attachment === undefined) return { note: { content, tags } };
  if (!attachments) return { problem: 'attachments are switched off' };
  if (typeof attachment !== 'string' || attachment === '') return { problem: 'an attachment is the key of an upload' };
  return { note: { content, tags, attachment } };
}

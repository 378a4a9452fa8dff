const MAX_NAME_LENGTH = 100;

/** The locales of the StringList parameter LOCALES, which SSM gives as one string with commas; the first is the default. */
export function localesFrom(text = '') {
  const locales = text
    .split(',')
    .map((locale) => locale.trim())
    .filter((locale) => locale !== '');
  return locales.length > 0 ? locales : ['en'];
}

/** What a user who has told us nothing yet is shown. */
export function emptyProfile([locale]) {
  return { name: '', locale };
}

/**
 * The profile that a request body holds, or what is wrong with it. Unknown fields are left out.
 *
 * @param {unknown} body
 * @param {string[]} locales
 * @returns {{ profile: { name: string, locale: string }, problem?: undefined } | { problem: string, profile?: undefined }}
 */
export function readProfile(body, locales) {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { problem: 'a profile is an object' };
  const { name, locale = locales[0] } = body;
  if (typeof name !== 'string' || name.trim() === '') return { problem: 'name is missing' };
  if (name.length > MAX_NAME_LENGTH) return { problem: `name is longer than ${MAX_NAME_LENGTH} characters` };
  if (!locales.includes(locale)) return { problem: `no such locale: ${locale}` };
  return { profile: { name: name.trim(), locale } };
}

import { emptyProfile, localesFrom, readProfile } from './profile.mjs';

/**
 * What the API offers for users: each their own profile, with the addresses of what else there is for them.
 *
 * @param {object} world
 * @param {object} world.store see store.mjs
 * @param {() => Promise<Record<string, string>>} world.parameters run-time values
 * @param {() => Promise<string>} world.notesUrl where this environment's notes are, found while running
 * @param {string} world.supportUrl fixed in the artifact
 * @param {(status: number, error: string) => object} world.refusal
 */
export function userRoutes({ store, parameters, notesUrl, supportUrl, refusal }) {
  return {
    'GET /me': async ({ caller }) => {
      const [profile, { LOCALES, WELCOME }, notes] = await Promise.all([store.get(caller), parameters(), notesUrl()]);
      return {
        status: 200,
        body: {
          ...(profile ?? emptyProfile(localesFrom(LOCALES))),
          welcome: WELCOME ?? '',
          links: { notes: `${notes}/items`, support: supportUrl },
        },
      };
    },
    'PUT /me': async ({ caller, body }) => {
      const { LOCALES } = await parameters();
      const { profile, problem } = readProfile(body, localesFrom(LOCALES));
      if (problem !== undefined) return refusal(400, problem);
      await store.put(caller, profile);
      return { status: 200, body: profile };
    },
  };
}

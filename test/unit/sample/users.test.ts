import { describe, expect, it } from 'vitest';
import { refusal } from '../../../environments/services/shared/nodejs/api.mjs';
import { localesFrom, readProfile } from '../../../environments/services/users/src/profile.mjs';
import { userRoutes } from '../../../environments/services/users/src/routes.mjs';

function service(parameters: Record<string, string> = { LOCALES: 'de,en', WELCOME: 'hello' }) {
  const profiles = new Map<string, object>();
  const routes = userRoutes({
    store: {
      get: async (owner: string) => profiles.get(owner),
      put: async (owner: string, profile: object) => void profiles.set(owner, profile),
    },
    parameters: async () => parameters,
    notesUrl: async () => 'https://api.example.com/notes',
    supportUrl: 'https://support.example.com',
    refusal,
  });
  return async (name: string, request: object) => routes[name]?.({ caller: 'emma', ...request });
}

describe('a profile', () => {
  it.each([
    [{ name: ' Emma ' }, { name: 'Emma', locale: 'de' }],
    [
      { name: 'Emma', locale: 'en', admin: true },
      { name: 'Emma', locale: 'en' },
    ],
  ])('takes what belongs to it from %j', (body, profile) => {
    expect(readProfile(body, ['de', 'en'])).toEqual({ profile });
  });

  it.each([
    [null, 'object'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(101) }, '100 characters'],
    [{ name: 'Emma', locale: 'fr' }, 'fr'],
  ])('says what is wrong with %j', (body, problem) => {
    expect(readProfile(body, ['de', 'en']).problem).toContain(problem);
  });

  it.each([
    ['de, en,', ['de', 'en']],
    ['', ['en']],
    [undefined, ['en']],
  ])('has the locales of %j', (text, locales) => expect(localesFrom(text)).toEqual(locales));
});

describe('the API of users', () => {
  const links = { notes: 'https://api.example.com/notes/items', support: 'https://support.example.com' };

  it('shows a newcomer an empty profile and the way on', async () => {
    expect(await service()('GET /me', {})).toEqual({
      status: 200,
      body: { name: '', locale: 'de', welcome: 'hello', links },
    });
  });

  it('shows each user what they have told', async () => {
    const call = service();
    expect(await call('PUT /me', { body: { name: 'Emma', locale: 'en' } })).toMatchObject({ status: 200 });
    expect(await call('GET /me', {})).toMatchObject({ body: { name: 'Emma', locale: 'en' } });
    expect(await call('GET /me', { caller: 'li' })).toMatchObject({ body: { name: '' } });
  });

  it('works before any run-time value is set', async () => {
    expect(await service({})('GET /me', {})).toMatchObject({ body: { locale: 'en', welcome: '' } });
  });

  it('says what is wrong with a profile', async () => {
    expect(await service()('PUT /me', { body: {} })).toEqual({ status: 400, body: { error: 'name is missing' } });
  });
});

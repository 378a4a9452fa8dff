import { describe, expect, it } from 'vitest';
import { api } from '../../../environments/services/shared/nodejs/api.mjs';
import { callerOf } from '../../../environments/services/shared/nodejs/caller.mjs';

const loggedIn = { requestContext: { authorizer: { claims: { sub: 'emma' } } } };

function handlerThat(logged: unknown[] = []) {
  return api({
    open: { 'GET /health': async ({ caller }) => ({ status: 200, body: { caller: caller ?? null } }) },
    routes: {
      'POST /items': async (request) => ({ status: 201, body: request }),
      'DELETE /items/{id}': async () => ({ status: 204 }),
      'GET /broken': async () => {
        throw new Error('the table is gone');
      },
    },
    origins: ['https://notes.example.com'],
    maxBodyBytes: 20,
    log: (problem) => logged.push(problem),
  });
}

describe('the caller of a request', () => {
  const provider = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1';

  it.each([
    ['an ID token that API Gateway has checked', { authorizer: { claims: { sub: 'emma' } } }, 'emma'],
    [
      'credentials of the identity pool',
      { identity: { cognitoAuthenticationProvider: `${provider},${provider}:CognitoSignIn:emma` } },
      'emma',
    ],
    ['credentials that come from no login', { identity: { cognitoAuthenticationProvider: null } }, undefined],
    ['neither', {}, undefined],
  ])('is known by %s', (_, requestContext, expected) => {
    expect(callerOf({ requestContext })).toBe(expected);
  });

  it('is nobody without a request context', () => expect(callerOf({})).toBeUndefined());
});

describe('a handler', () => {
  it('passes a request to its route and the answer back as JSON', async () => {
    const answer = await handlerThat()({
      ...loggedIn,
      httpMethod: 'POST',
      resource: '/items',
      pathParameters: null,
      queryStringParameters: { a: 'b' },
      body: '{"c":1}',
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['Content-Type']).toBe('application/json');
    expect(JSON.parse(answer.body)).toEqual({ caller: 'emma', query: { a: 'b' }, body: { c: 1 } });
  });

  it('reads a body that API Gateway has encoded', async () => {
    const body = Buffer.from('{"c":2}').toString('base64');
    const event = { ...loggedIn, httpMethod: 'POST', resource: '/items', body, isBase64Encoded: true };
    expect(JSON.parse((await handlerThat()(event)).body)).toMatchObject({ body: { c: 2 } });
  });

  it('answers without a body where there is none', async () => {
    const answer = await handlerThat()({ ...loggedIn, httpMethod: 'DELETE', resource: '/items/{id}' });
    expect(answer).toMatchObject({ statusCode: 204, body: '' });
  });

  it('lets everybody see what is open, and nothing else', async () => {
    const handler = handlerThat();
    expect((await handler({ httpMethod: 'GET', resource: '/health' })).statusCode).toBe(200);
    expect((await handler({ httpMethod: 'POST', resource: '/items' })).statusCode).toBe(401);
  });

  it.each([
    ['an unknown resource', { resource: '/nothing' }, 404],
    ['the name of an inherited property', { httpMethod: 'toString', resource: '' }, 404],
    ['a body that is not JSON', { body: '{' }, 400],
    ['a body that is too long', { body: JSON.stringify('x'.repeat(20)) }, 413],
    ['a body whose characters are few and bytes many', { body: JSON.stringify('ü'.repeat(10)) }, 413],
  ])('refuses %s', async (_, event, status) => {
    const answer = await handlerThat()({ ...loggedIn, httpMethod: 'POST', resource: '/items', ...event });
    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(answer.body)).toHaveProperty('error');
  });

  it('logs what went wrong inside and does not tell the caller', async () => {
    const logged: unknown[] = [];
    const answer = await handlerThat(logged)({ ...loggedIn, httpMethod: 'GET', resource: '/broken' });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('table');
    expect(logged).toEqual([new Error('the table is gone')]);
  });

  it.each([
    ['https://notes.example.com', 'https://notes.example.com'],
    ['https://evil.example.com', undefined],
    ['https://notes.example.com.evil.example', undefined],
  ])('answers a preflight from %s with the origin %s', async (origin, allowed) => {
    const answer = await handlerThat()({ httpMethod: 'OPTIONS', resource: '/items', headers: { origin } });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['Access-Control-Allow-Origin']).toBe(allowed);
    expect(answer.headers.Vary).toBe('Origin');
  });
});

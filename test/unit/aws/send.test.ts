import { describe, expect, it } from 'vitest';
import { createAws } from '../../../src/aws/aws.ts';
import { awsCode } from '../../../src/aws/codes.ts';
import type { CallRecord } from '../../../src/aws/options.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { broken, json, jsonError, scriptedHandler, type Answer } from '../../support/scripted-handler.ts';
import { refusalOf } from '../../support/thrown.ts';
import { createWorld } from '../../support/world.ts';

const REQUEST = { email: 'a@example.com', name: 'a', role: 'R', tags: {} };
const CREATED = json({ CreateAccountStatus: { Id: 'car-1', State: 'IN_PROGRESS', AccountName: 'a' } });
const TAGS = json({ Tags: [{ Key: 'a', Value: 'b' }] });

function awsThatAnswers(...answers: Answer[]) {
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  const scripted = scriptedHandler(...answers);
  const calls: CallRecord[] = [];
  const aws = createAws({
    clock,
    region: 'eu-west-1',
    profile: null,
    env: {},
    requestHandler: scripted.handler,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'x' },
    onCall: (call) => void calls.push(call),
    random: () => 1,
  });
  const start = clock.now();
  return {
    aws,
    organizations: aws.organizations,
    calls,
    requests: scripted.requests,
    seconds: () => (clock.now() - start) / 1_000,
  };
}

describe('a request', () => {
  it.each<[string, Answer]>([
    ['throttled', jsonError('TooManyRequestsException')],
    ['in conflict', jsonError('ConcurrentModificationException')],
    ['met by a failure of AWS', jsonError('ServiceException', { status: 500 })],
    [
      'met by a proxy’s HTML page',
      { status: 503, body: '<html>busy</html>', headers: { 'content-type': 'text/html' } },
    ],
    ['cut off', broken('ECONNRESET')],
    ['too early for a new organization', jsonError('FinalizingOrganizationException')],
  ])('that is %s is sent again', async (_, answer) => {
    const { organizations, requests } = awsThatAnswers(answer, answer, TAGS);
    expect(await organizations.tagsOf('1')).toEqual({ a: 'b' });
    expect(requests).toHaveLength(3);
  });

  it.each<[string, Answer]>([
    ['AccessDeniedException', jsonError('AccessDeniedException')],
    ['an operation that the endpoint lacks', jsonError('NotImplemented', { status: 501 })],
    ['a quota', jsonError('LimitExceededException')],
    ['a rule', jsonError('ConstraintViolationException')],
  ])('that meets %s is not', async (_, answer) => {
    const { organizations, requests } = awsThatAnswers(answer);
    await expect(organizations.tagsOf('1')).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });

  it('waits as long as AWS asks for', async () => {
    const { organizations, seconds } = awsThatAnswers(
      jsonError('TooManyRequestsException', { headers: { 'retry-after': '7' } }),
      TAGS,
    );
    await organizations.tagsOf('1');
    expect(seconds()).toBe(7);
  });

  it('waits by a date too, but no longer than a minute', async () => {
    const headers = { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 02:00:00 GMT' };
    const { organizations, seconds } = awsThatAnswers(jsonError('TooManyRequestsException', { headers }), TAGS);
    await organizations.tagsOf('1');
    expect(seconds()).toBe(60);
  });

  it('gives up on throttling after about two minutes', async () => {
    const { organizations, seconds } = awsThatAnswers(jsonError('TooManyRequestsException'));
    const refusal = await refusalOf(organizations.tagsOf('1'));
    expect(refusal).toMatchObject({ code: 'AwsError' });
    expect(refusal.message).toContain('organizations:ListTagsForResource');
    expect(seconds()).toBeGreaterThanOrEqual(120);
    expect(seconds()).toBeLessThan(300);
  });

  it('is recorded each time it is sent', async () => {
    const { aws, organizations, calls } = awsThatAnswers(jsonError('TooManyRequestsException'), TAGS);
    await organizations.tagsOf('1');
    expect(calls.map(({ operation, attempt, error }) => [operation, attempt, error])).toEqual([
      ['ListTagsForResource', 1, 'TooManyRequestsException'],
      ['ListTagsForResource', 2, null],
    ]);
    expect(aws.calls.total()).toBe(2);
    expect(aws.calls.byOperation()).toEqual({ 'organizations:ListTagsForResource': 2 });
  });

  it('without a region of its own is signed for the partition’s home region', async () => {
    const { organizations, requests } = awsThatAnswers(TAGS);
    await organizations.tagsOf('1');
    expect(requests[0]?.hostname).toBe('organizations.us-east-1.amazonaws.com');
    expect(requests[0]?.headers['authorization']).toContain('/us-east-1/organizations/');
    expect(requests[0]?.headers['user-agent']).toContain('app/envctl');
  });
});

describe('CreateAccount, which has no idempotency token', () => {
  it.each<[string, Answer]>([
    ['throttled', jsonError('TooManyRequestsException')],
    ['in conflict', jsonError('ConcurrentModificationException')],
    ['never sent', broken('ECONNREFUSED')],
  ])('is sent again when it was %s', async (_, answer) => {
    const { organizations, requests } = awsThatAnswers(answer, CREATED);
    expect(await organizations.createAccount(REQUEST)).toMatchObject({ requestId: 'car-1', state: 'IN_PROGRESS' });
    expect(requests).toHaveLength(2);
  });

  it.each<[string, Answer]>([
    ['its connection broke', broken('ECONNRESET')],
    ['AWS failed', jsonError('ServiceException', { status: 500 })],
    ['no answer came in time', Object.assign(new Error('timeout'), { name: 'TimeoutError' })],
  ])('is sent once when %s', async (_, answer) => {
    const { organizations, requests } = awsThatAnswers(answer, CREATED);
    expect(await refusalOf(organizations.createAccount(REQUEST))).toMatchObject({ code: 'AwsError' });
    expect(requests).toHaveLength(1);
  });

  it('keeps to 0.1 a second after the first three', async () => {
    const { organizations, seconds } = awsThatAnswers(CREATED);
    await Promise.all(Array.from({ length: 5 }, () => organizations.createAccount(REQUEST)));
    expect(seconds()).toBe(20);
  });
});

describe('an account that was young when it was entered', () => {
  const access = { account: null, role: null, externalId: null, profile: null, young: true, region: 'eu-west-1' };
  const denied = jsonError('AccessDeniedException', { status: 403 });

  it('may refuse for a while', async () => {
    const { aws, requests } = awsThatAnswers(IDENTITY, denied, jsonError('OptInRequired', { status: 403 }), json({}));
    const gateways = await aws.enter(access);
    expect(await gateways.ssm('eu-west-1').below('/a')).toEqual([]);
    expect(requests).toHaveLength(4);
  });

  it('is not ready when it refuses for ten minutes', async () => {
    const { aws, seconds } = awsThatAnswers(IDENTITY, denied);
    const gateways = await aws.enter(access);
    expect(await refusalOf(gateways.ssm('eu-west-1').get('/a'))).toMatchObject({ code: 'AccountNotReady' });
    expect(seconds()).toBeGreaterThanOrEqual(600);
    expect(await refusalOf(gateways.ssm('eu-west-1').get('/a'))).toMatchObject({ code: 'AccessDenied' });
    expect(seconds()).toBeLessThan(660);
  });
});

describe('an error', () => {
  it('keeps AWS’s own name within reach', async () => {
    const { organizations } = awsThatAnswers(jsonError('ChildNotFoundException'));
    const error: unknown = await organizations.parentOf('1').catch((thrown: unknown) => thrown);
    expect(awsCode(error)).toBe('ChildNotFoundException');
  });

  it('never quotes a secret, although AWS does', async () => {
    const message = "Value 'hunter2' at 'value' failed to satisfy constraint";
    const { aws } = awsThatAnswers(IDENTITY, jsonError('ValidationException', { message }));
    const access = { account: null, role: null, externalId: null, profile: null, young: false, region: 'eu-west-1' };
    const gateways = await aws.enter(access);
    const put = gateways.ssm('eu-west-1').put({ name: '/a', value: 'hunter2', type: 'SecureString', exists: true });
    const refusal = await refusalOf(put);
    expect(refusal.message).toContain("Value '****'");
    expect(JSON.stringify(refusal)).not.toContain('hunter2');
  });
});

const IDENTITY: Answer = {
  headers: { 'content-type': 'text/xml' },
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
    <Arn>arn:aws:iam::111111111111:user/emma</Arn><UserId>x</UserId><Account>111111111111</Account>
    </GetCallerIdentityResult></GetCallerIdentityResponse>`,
};

describe('many requests at once', () => {
  it('are under way a few hundred at a time, and all are answered', async () => {
    const under = { way: 0, most: 0, ended: 0 };
    const slow = (handler: SimulatorHandler): SimulatorHandler => ({
      ...handler,
      handle: async (...args) => {
        under.way += 1;
        under.most = Math.max(under.most, under.way);
        await new Promise(setImmediate);
        under.way -= 1;
        under.ended += 1;
        return handler.handle(...args);
      },
    });
    const { aws } = createWorld().run({ wrap: slow });
    const access = { account: null, role: null, externalId: null, profile: null, young: false, region: 'eu-west-1' };
    const s3 = (await aws.enter(access)).s3('eu-west-1');
    const before = under.ended;
    const answers = await Promise.all(Array.from({ length: 400 }, (_, index) => s3.bucket(`nothing-${index}`)));
    expect(new Set(answers)).toEqual(new Set([null]));
    expect(under.ended - before).toBe(400);
    expect(under.most).toBe(256);
  });
});

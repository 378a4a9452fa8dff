import { EC2Client, DescribeRegionsCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateOrganizationCommand,
  ListHandshakesForAccountCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials,
} from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { organizationsOf } from '../../../src/simulator/organizations/store.ts';
import { seedAccount, seedOrganization } from '../../../src/simulator/seed.ts';
import type { WireRequest } from '../../../src/simulator/service.ts';
import { errorOf, makeWorld, START, type ClientSettings, type World } from './kernel-world.ts';

const HOUR = 3_600_000;
const CUSTOMER = '444455556666';

type Send = (settings: ClientSettings) => Promise<unknown>;

const CALLS: Readonly<Record<'organizations' | 'sts' | 'ec2' | 's3', Send>> = {
  organizations: (settings) => new OrganizationsClient(settings).send(new ListRootsCommand({})),
  sts: (settings) => new STSClient(settings).send(new GetCallerIdentityCommand({})),
  ec2: (settings) => new EC2Client(settings).send(new DescribeRegionsCommand({})),
  s3: (settings) => new S3Client(settings).send(new ListBucketsCommand({})),
};

const raw = (service: string, more: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  hostname: '127.0.0.1',
  path: '/2015-03-31/functions',
  query: {},
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-west-1/${service}/aws4_request, Signature=0`,
  },
  body: new Uint8Array(),
  ...more,
});

describe('what the simulator does not implement', () => {
  it.each<[string, Send, string]>([
    [
      'json',
      (s) => new OrganizationsClient(s).send(new ListHandshakesForAccountCommand({})),
      'ListHandshakesForAccount of organizations',
    ],
    ['query', (s) => new STSClient(s).send(new GetSessionTokenCommand({})), 'GetSessionToken of sts'],
    ['ec2', (s) => new EC2Client(s).send(new DescribeInstancesCommand({})), 'DescribeInstances of ec2'],
  ])('is named (%s) and not asked for again', async (_, send, named) => {
    const given = makeWorld().client();
    let sent = 0;
    const handle: typeof given.requestHandler.handle = (request, options) => {
      sent += 1;
      return given.requestHandler.handle(request, options);
    };
    const error = await errorOf(
      send({ ...given, requestHandler: { ...given.requestHandler, handle }, maxAttempts: 3 }),
    );
    expect(error).toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
    expect(error.message).toBe(`the simulator does not implement ${named}`);
    expect(sent).toBe(1);
  });

  it('is said of a service as a whole too', async () => {
    const { status, headers, body } = await makeWorld().simulator.handle(raw('lambda'));
    expect(status).toBe(501);
    expect(headers['x-amzn-errortype']).toBe('NotImplemented');
    expect(new TextDecoder().decode(body)).toContain('GET /2015-03-31/functions of lambda');
  });
});

describe('a state that somebody edited', () => {
  it('is told in one line, with the place that fell over it, and not asked for again', async () => {
    const world = makeWorld();
    seedOrganization(world.state);
    Object.assign(organizationsOf(world.state), { accounts: null });
    const error = await errorOf(CALLS.sts(world.client()));
    expect(error).toMatchObject({ name: 'SimulatorDefect', $metadata: { httpStatusCode: 501 } });
    expect(error.message).toMatch(/^the simulator failed, or its state was edited: TypeError: .+ \(in \w+\)$/);
  });
});

describe('credentials', () => {
  const entered = async (): Promise<{ world: World; credentials: Credentials }> => {
    const world = makeWorld();
    seedOrganization(world.state);
    const RoleArn = seedAccount(world.state, { id: CUSTOMER });
    const { Credentials } = await world.sts().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
    if (Credentials === undefined) throw new Error('no credentials');
    return { world, credentials: Credentials };
  };

  it('that were not issued here are the management account, whoever has them', async () => {
    const { Account, Arn } = await makeWorld().sts().send(new GetCallerIdentityCommand({}));
    expect({ Account, Arn }).toEqual({ Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/admin' });
  });

  it.each([
    ['organizations', 'UnrecognizedClientException', 'ExpiredTokenException'],
    ['sts', 'InvalidClientTokenId', 'ExpiredToken'],
    ['ec2', 'AuthFailure', 'RequestExpired'],
    ['s3', 'InvalidAccessKeyId', 'ExpiredToken'],
  ] as const)('that are unknown or have expired are refused in the words of %s', async (service, unknown, expired) => {
    const { world, credentials } = await entered();
    const invented = { ...credentials, AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' };
    expect((await errorOf(CALLS[service](world.client(invented)))).name).toBe(unknown);
    world.pass(HOUR);
    expect((await errorOf(CALLS[service](world.client(credentials)))).name).toBe(expired);
  });

  it.each([
    ['another token', { SessionToken: 'other' }],
    ['no token', { SessionToken: undefined }],
  ])('with %s are refused', async (_, change) => {
    const { world, credentials } = await entered();
    const error = await errorOf(CALLS.sts(world.client({ ...credentials, ...change })));
    expect(error).toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('are needed', async () => {
    const { status } = await makeWorld().simulator.handle(raw('sts', { headers: { 'x-amz-target': 'A.ListRoots' } }));
    expect(status).toBe(400);
  });
});

describe('requests', () => {
  it('give the same ids when they are the same', async () => {
    const run = async (): Promise<unknown> => {
      const answer = await makeWorld().organizations().send(new CreateOrganizationCommand({}));
      return answer.Organization;
    };
    expect(await run()).toEqual(await run());
  });

  it('that change something are saved, those that only look are not', async () => {
    let changes = 0;
    const world = makeWorld({}, undefined, () => (changes += 1));
    await world.organizations().send(new CreateOrganizationCommand({}));
    expect(changes).toBe(1);
    await world.organizations().send(new ListRootsCommand({}));
    expect(changes).toBe(1);
  });

  it('carry the time of the simulator and never find it going back', async () => {
    const world = makeWorld();
    world.pass(HOUR);
    const first = await world.simulator.handle(raw('sts'));
    expect(first.headers['date']).toBe(new Date(START + HOUR).toUTCString());
    world.pass(-HOUR);
    const second = await world.simulator.handle(raw('sts'));
    expect(second.headers['date']).toBe(new Date(START + HOUR).toUTCString());
  });

  it('that were stopped before they were sent do not take effect', async () => {
    const world = makeWorld();
    const stop = new AbortController();
    stop.abort();
    const error = await errorOf(
      world.organizations().send(new CreateOrganizationCommand({}), { abortSignal: stop.signal }),
    );
    expect(error.name).toBe('AbortError');
    expect(world.state.services).toEqual({});
  });

  it('whose body is no JSON object are refused', async () => {
    const headers = { ...raw('organizations').headers, 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots' };
    const answer = await makeWorld().simulator.handle(
      raw('organizations', { headers, body: new TextEncoder().encode('[') }),
    );
    expect(answer.headers['x-amzn-errortype']).toBe('SerializationException');
  });
});

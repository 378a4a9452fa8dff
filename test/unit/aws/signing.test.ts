import * as sdk from '@aws-sdk/client-ssm';
import type { HttpRequest } from '@smithy/protocol-http';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { createAws } from '../../../src/aws/aws.ts';
import { connect } from '../../../src/aws/connect.ts';
import type { Definition } from '../../../src/aws/service.ts';
import { fixedCredentials } from '../../../src/aws/session.ts';
import { createTransport } from '../../../src/aws/transport.ts';
import type { AccountGateways } from '../../../src/aws/types/account.ts';
import { virtualClock } from '../../../src/simulator/clock.ts';
import type { SimulatorHandler } from '../../../src/simulator/handler.ts';
import { seedAccount } from '../../../src/simulator/seed.ts';
import { parametersOf } from '../../../src/simulator/ssm/store.ts';
import { json, scriptedHandler } from '../../support/scripted-handler.ts';
import { createWorld, MANAGEMENT } from '../../support/world.ts';

const REGION = 'eu-west-1';
const CREDENTIALS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
const ACCESS = { account: null, role: null, externalId: null, profile: null, young: false, region: REGION };
const IDS = Array.from({ length: 12 }, (_, index) => String(300_000_000_000 + index));
const ROUNDS = ['/a', '/b', '/c', '/d'];

describe('one client for all accounts', () => {
  it('signs each request for the account that it is sent for, however they are interleaved', async () => {
    const world = createWorld();
    const roles = IDS.map((id) => seedAccount(world.simulator.state, { id, roleName: 'deploy' }));
    const { aws } = world.run({ wrap: outOfOrder });
    const accounts = await Promise.all(
      IDS.map((account, at) => aws.enter({ ...ACCESS, account, role: roles[at] ?? '' })),
    );
    await Promise.all(ROUNDS.flatMap((round) => accounts.map((account) => leaveTraces(account, round))));
    for (const [at, account] of IDS.entries()) {
      const left = parametersOf({ state: world.simulator.state, account, region: REGION });
      expect(Object.values(left).map(({ name, versions }) => [name, versions[0]?.value])).toEqual(
        expect.arrayContaining(ROUNDS.map((round) => [round, account])),
      );
      expect(Object.keys(left)).toHaveLength(ROUNDS.length);
      expect(await accounts[at]?.s3(REGION).buckets()).toEqual([`traces-${account}`]);
    }
  });

  it('is made once for each region, and its package loaded once for both', async () => {
    const made: string[] = [];
    const definition: Definition<typeof sdk> = {
      name: 'ssm',
      serviceId: 'SSM',
      load: () => Promise.resolve(sdk),
      client: (loaded, config) => {
        made.push(config.region);
        return new loaded.SSMClient(config);
      },
    };
    const { handler, requests } = scriptedHandler(json({ Parameters: [] }));
    const clock = virtualClock(0);
    const transport = createTransport(
      { clock, region: REGION, profile: null, env: {}, requestHandler: handler },
      () => undefined,
    );
    const ask = (account: string, region: string): Promise<unknown> => {
      const credentials = fixedCredentials({ ...CREDENTIALS, accessKeyId: `AKIA${account}` });
      return connect(transport, { account, region, credentials, readyBy: null }, definition).call(
        'GetParametersByPath',
        {
          Path: '/',
        },
      );
    };
    await Promise.all(IDS.flatMap((id) => [ask(id, REGION), ask(id, 'us-east-1'), ask(id, REGION)]));
    expect(made.sort()).toEqual([REGION, 'us-east-1']);
    expect(requests.map(signerOf).toSorted((a, b) => a.localeCompare(b))).toEqual(
      IDS.flatMap((id) => Array.from({ length: 3 }, () => `AKIA${id}`)),
    );
  });

  it.each<[string, string, (account: AccountGateways) => Promise<unknown>]>([
    ['ssm', REGION, ({ ssm }) => ssm(REGION).get('/a b')],
    ['cloudformation', REGION, ({ cloudformation }) => cloudformation(REGION).sweep()],
    ['s3', REGION, ({ s3 }) => s3(REGION).getObject('bucket', 'a key/ü+(1).json')],
    ['s3', REGION, ({ s3control }) => s3control(REGION).publicAccessBlocked()],
    ['iam', 'us-east-1', ({ iam }) => iam().alias()],
    ['budgets', 'us-east-1', ({ budgets }) => budgets().budget('b')],
    ['account', 'us-east-1', ({ accountManagement }) => accountManagement().regions()],
  ])('signs for %s in %s as AWS asks for it', async (service, region, ask) => {
    const { handler, requests } = scriptedHandler(identityOf(MANAGEMENT), json({}));
    const clock = virtualClock(Date.now());
    const aws = createAws({
      clock,
      region: REGION,
      profile: null,
      env: {},
      requestHandler: handler,
      credentials: CREDENTIALS,
    });
    await ask(await aws.enter(ACCESS)).catch(() => undefined);
    const [, request] = requests;
    if (!request) throw new Error('nothing was sent');
    expect(request.headers['authorization']).toBe(await signatureOf(request, service, region));
    expect(request.headers['x-amz-security-token']).toBe('token');
  });
});

/** Something of this account in it, which it can find again. */
async function leaveTraces({ account, ssm, s3 }: AccountGateways, round: string): Promise<void> {
  const parameter = { name: round, value: account, type: 'String' } as const;
  await Promise.all([ssm(REGION).create(parameter), s3(REGION).createBucket(`traces-${account}`)]);
  expect(await ssm(REGION).get(round)).toMatchObject({ value: account });
}

/** Requests reach AWS in another order than they were sent in. */
function outOfOrder(handler: SimulatorHandler): SimulatorHandler {
  let count = 0;
  return {
    ...handler,
    handle: async (...args) => {
      count += 1;
      for (let turn = (count * 7) % 5; turn > 0; turn -= 1) await new Promise(setImmediate);
      return handler.handle(...args);
    },
  };
}

function signerOf({ headers }: HttpRequest): string {
  return /Credential=(\w+)/.exec(headers['authorization'] ?? '')?.[1] ?? '';
}

/** What the Authorization header of this request has to be, by the SDK's own signer. */
async function signatureOf(request: HttpRequest, service: string, region: string): Promise<string | undefined> {
  const { authorization: _, ...headers } = request.headers;
  const sent = (headers['x-amz-date'] ?? '').replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5');
  const signer = new SignatureV4({
    service,
    region,
    credentials: CREDENTIALS,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const signed = await signer.sign(Object.assign(request.clone(), { headers }), { signingDate: new Date(sent) });
  return signed.headers['authorization'];
}

function identityOf(account: string): { body: string } {
  const result = `<Arn>arn:aws:iam::${account}:user/u</Arn><UserId>U</UserId><Account>${account}</Account>`;
  const answer = `<GetCallerIdentityResult>${result}</GetCallerIdentityResult>`;
  return {
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${answer}</GetCallerIdentityResponse>`,
  };
}

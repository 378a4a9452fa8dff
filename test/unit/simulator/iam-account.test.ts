import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateAccountAliasCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteAccountAliasCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteOpenIDConnectProviderCommand,
  GetAccountPasswordPolicyCommand,
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListOpenIDConnectProvidersCommand,
  TagOpenIDConnectProviderCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { MANAGEMENT, OTHER, refusal, storageWorld } from './storage-world.ts';

let iam: IAMClient;
let other: IAMClient;
beforeEach(() => {
  const world = storageWorld();
  iam = new IAMClient(world.client());
  other = new IAMClient(world.client(OTHER));
});

describe('the account alias', () => {
  const aliases = async (client = iam) => (await client.send(new ListAccountAliasesCommand({}))).AccountAliases ?? [];

  it('is one at a time', async () => {
    expect(await aliases()).toEqual([]);
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'acme-notes' }));
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'acme-notes-2' }));
    expect(await aliases()).toEqual(['acme-notes-2']);
    expect(await refusal(iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'acme-notes' })))).toMatchObject({
      name: 'NoSuchEntityException',
    });
    await iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'acme-notes-2' }));
    expect(await aliases()).toEqual([]);
  });

  it('is no other account’s', async () => {
    await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'acme' }));
    expect(await refusal(other.send(new CreateAccountAliasCommand({ AccountAlias: 'acme' })))).toMatchObject({
      name: 'EntityAlreadyExistsException',
      status: 409,
    });
    expect(await aliases(other)).toEqual([]);
  });

  it.each(['ab', 'Acme', '-acme', 'acme-', 'ac--me', '123456789012', 'a'.repeat(64)])(
    'cannot be %s',
    async (AccountAlias) => {
      expect(await refusal(iam.send(new CreateAccountAliasCommand({ AccountAlias })))).toMatchObject({
        name: 'ValidationError',
      });
    },
  );
});

describe('the password policy', () => {
  const read = () => iam.send(new GetAccountPasswordPolicyCommand({}));

  it('is absent at first and after its deletion', async () => {
    expect(await refusal(read())).toMatchObject({
      name: 'NoSuchEntityException',
      status: 404,
      message: `The Password Policy with domain name ${MANAGEMENT} cannot be found.`,
    });
    await iam.send(new UpdateAccountPasswordPolicyCommand({}));
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
    expect(await refusal(read())).toMatchObject({ name: 'NoSuchEntityException' });
    expect(await refusal(iam.send(new DeleteAccountPasswordPolicyCommand({})))).toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('is replaced as a whole', async () => {
    await iam.send(
      new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: 90 }),
    );
    expect((await read()).PasswordPolicy).toMatchObject({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      MaxPasswordAge: 90,
      ExpirePasswords: true,
    });
    await iam.send(new UpdateAccountPasswordPolicyCommand({ RequireNumbers: true }));
    const { PasswordPolicy } = await read();
    expect(PasswordPolicy).toMatchObject({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: true,
      ExpirePasswords: false,
    });
    expect(PasswordPolicy?.MaxPasswordAge).toBeUndefined();
  });

  it.each([
    { MinimumPasswordLength: 5 },
    { MinimumPasswordLength: 129 },
    { MaxPasswordAge: 1096 },
    { PasswordReusePrevention: 25 },
  ])('has bounds: %o', async (input) => {
    expect(await refusal(iam.send(new UpdateAccountPasswordPolicyCommand(input)))).toMatchObject({
      name: 'ValidationError',
    });
  });
});

describe('an OpenID Connect provider', () => {
  const Url = 'https://token.actions.githubusercontent.com';
  const OpenIDConnectProviderArn = `arn:aws:iam::${MANAGEMENT}:oidc-provider/token.actions.githubusercontent.com`;
  const create = () =>
    iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url,
        ClientIDList: ['sts.amazonaws.com'],
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    );

  it('is one for a URL', async () => {
    expect((await create()).OpenIDConnectProviderArn).toBe(OpenIDConnectProviderArn);
    expect(await refusal(create())).toMatchObject({ name: 'EntityAlreadyExistsException', status: 409 });
    const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }]);
    expect((await other.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList ?? []).toEqual([]);
  });

  it('is read back without the scheme, and changed in parts', async () => {
    await create();
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID: 'second' }));
    await iam.send(
      new UpdateOpenIDConnectProviderThumbprintCommand({ OpenIDConnectProviderArn, ThumbprintList: ['a'.repeat(40)] }),
    );
    await iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags: [{ Key: 'c', Value: 'd' }] }));
    const read = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect(read).toMatchObject({
      Url: 'token.actions.githubusercontent.com',
      ClientIDList: ['sts.amazonaws.com', 'second'],
      ThumbprintList: ['a'.repeat(40)],
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: 'c', Value: 'd' },
      ],
    });
  });

  it('goes, and going twice is no error', async () => {
    await create();
    await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    expect(await refusal(iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })))).toMatchObject({
      name: 'NoSuchEntityException',
    });
  });

  it('needs https', async () => {
    expect(
      await refusal(iam.send(new CreateOpenIDConnectProviderCommand({ Url: 'http://example.com' }))),
    ).toMatchObject({ name: 'ValidationError' });
  });
});

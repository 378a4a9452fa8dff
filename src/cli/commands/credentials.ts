import type { AccessPurpose } from '../../observe/access.ts';
import { FIND_ACCOUNT } from '../actions.ts';
import type { Command } from '../command.ts';
import { inAccount, ROLE_OPTION, type Entered } from '../stages/enter.ts';

export const command: Command<{ readonly role: AccessPurpose }> = {
  positional: '[env]',
  describe:
    "Print the credentials of an environment's account, in the form that credential_process of the AWS tools takes",
  options: ROLE_OPTION,
  examples: [['envctl credentials staging', 'for credential_process = … in ~/.aws/config; see envctl profiles']],
  actions: FIND_ACCOUNT,
  run: (context, { env, role }) =>
    inAccount(context, env, role, async ({ gateways }) => {
      const document = await processDocument(gateways);
      return {
        outcomes: [{ document, errors: [] }],
        several: false,
        text: `${JSON.stringify(document, null, 2)}\n`,
      };
    }),
};

/** AWS SDKs and Tools reference guide, "Process credential provider". Long-term keys have neither token nor expiration. */
async function processDocument(gateways: Entered['gateways']): Promise<Readonly<Record<string, string | number>>> {
  const { accessKeyId, secretAccessKey, sessionToken, expires } = await gateways.credentials();
  return {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken === null ? {} : { SessionToken: sessionToken }),
    ...(expires === null ? {} : { Expiration: new Date(expires).toISOString() }),
    AccountId: gateways.account,
  };
}

import type { AwsCredentialIdentity, Logger } from '@smithy/types';
import type { HttpHandler } from '@smithy/protocol-http';
import type { ClientConfig, Command, Definition } from './service.ts';
import { NOBODY, signingByCommand } from './signing.ts';

/** A client of one service and region that is ready to send, for whichever account. */
export interface OpenClient {
  command(operation: string, input: object): Command;
  /** Each request is signed with the credentials that are given with it, however many are under way. */
  send(command: Command, credentials: AwsCredentialIdentity): Promise<unknown>;
}

/** Where its requests go. */
export interface Way {
  readonly region: string;
  readonly handler: HttpHandler;
  /** URL instead of AWS's own; null for that. */
  readonly endpoint: string | null;
}

/**
 * Loads the SDK's package of a service and makes its client: 40 KB and a millisecond, which is why accounts share one.
 * `cacheMiddleware` must stay off: requests of one operation would share what they are signed with.
 */
export async function openClient<Sdk extends object>(
  definition: Definition<Sdk>,
  { region, handler, endpoint }: Way,
): Promise<OpenClient> {
  const [sdk, { signer, signAs }] = await Promise.all([definition.load(), signingByCommand()]);
  const config: ClientConfig = {
    region,
    credentials: NOBODY,
    signerConstructor: signer,
    requestHandler: handler,
    maxAttempts: 1,
    userAgentAppId: 'envctl',
    logger: silentLogger(),
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint === null ? {} : { endpoint }),
  };
  const client = definition.client(sdk, config);
  return {
    command: (operation, input) => new (commandClass(sdk, operation))(input),
    send: (command, credentials) => {
      signAs(command, credentials);
      return client.send(command as never);
    },
  };
}

/** Without `info`: for that the SDK would copy every request and answer, to leave out what is sensitive. */
function silentLogger(): Logger {
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  Reflect.deleteProperty(logger, 'info');
  return logger;
}

function commandClass(sdk: object, operation: string): new (input: object) => Command {
  return Reflect.get(sdk, `${operation}Command`) as new (input: object) => Command;
}

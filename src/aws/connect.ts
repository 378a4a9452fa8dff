import type { AwsCredentialIdentity, Logger } from '@smithy/types';
import { sendRequest, type Opened } from './send.ts';
import type { CallOptions, ClientConfig, Command, Definition, Service, Target } from './service.ts';
import type { Transport } from './transport.ts';

/**
 * A service of AWS behind its rate, our retries and our errors. The SDK's own retries are off: they know neither the run's
 * clock nor the rates, and send again what may not be sent twice.
 */
export function connect<Sdk extends object>(
  transport: Transport,
  target: Target,
  definition: Definition<Sdk>,
): Service<Sdk> {
  let opened: Promise<Opened> | null = null;
  const dated = async (operation: string, input: object, options: CallOptions = {}): Promise<Answer> => {
    opened ??= transport.clock.during(open(transport, target, definition));
    const request = { service: definition.name, operation, input, options };
    const { output, date } = await sendRequest(transport, target, await opened, request);
    return { output: output as never, date };
  };
  return {
    dated,
    call: async (operation, input, options) => (await dated(operation, input, options)).output,
  };
}

/** `never` is what `Service` promises for each operation: its types come from the SDK's, which chose the command at hand. */
interface Answer {
  readonly output: never;
  readonly date: number;
}

async function open<Sdk extends object>(
  transport: Transport,
  target: Target,
  definition: Definition<Sdk>,
): Promise<Opened> {
  const sdk = await definition.load();
  let credentials: AwsCredentialIdentity | null = null;
  const config: ClientConfig = {
    region: target.region,
    // The SDK keeps credentials until the machine's clock says that they expire; one that has expired is asked for anew.
    credentials: async () => ({ ...(credentials ?? (await target.credentials.current())), expiration: new Date(0) }),
    requestHandler: await transport.handler(),
    maxAttempts: 1,
    userAgentAppId: 'envctl',
    logger: silentLogger(),
    ignoreConfiguredEndpointUrls: true,
    ...endpointOf(await transport.endpoint(definition.serviceId)),
  };
  return {
    client: definition.client(sdk, config),
    signAs: (identity) => (credentials = identity),
    command: (operation, input) => new (commandClass(sdk, operation))(input),
  };
}

/** Without `info`: for that the SDK would copy every request and answer, to leave out what is sensitive. */
function silentLogger(): Logger {
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  Reflect.deleteProperty(logger, 'info');
  return logger;
}

function endpointOf(endpoint: string | null): { endpoint?: string } {
  return endpoint === null ? {} : { endpoint };
}

function commandClass(sdk: object, operation: string): new (input: object) => Command {
  return Reflect.get(sdk, `${operation}Command`) as new (input: object) => Command;
}

import { sendRequest } from './send.ts';
import type { CallOptions, Definition, Service, Target } from './service.ts';
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
  const dated = async (operation: string, input: object, options: CallOptions = {}): Promise<Answer> => {
    const client = await transport.client(definition, target.region);
    const request = { service: definition.name, operation, input, options };
    const { output, date } = await sendRequest(transport, target, client, request);
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

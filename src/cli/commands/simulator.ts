import type { Command } from '../command.ts';

interface SimulatorArguments {
  readonly port: number;
  readonly speed: number;
  readonly organization: boolean;
}

export const command: Command<SimulatorArguments> = {
  positional: '',
  describe: 'Serve the embedded AWS over HTTP, with the state that --simulate uses, until it is interrupted',
  options: {
    port: { type: 'number', default: 4566, describe: 'Port on 127.0.0.1; 0 for any that is free' },
    speed: { type: 'number', default: 1, describe: 'Simulated seconds per second' },
    organization: {
      type: 'boolean',
      default: true,
      describe: 'Organization to begin with; --no-organization for none',
    },
  },
  examples: [
    ['envctl simulator --port 4566', 'then AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws organizations list-accounts'],
    ['envctl simulator --speed 60', 'an account in a sixth of a second'],
  ],
  actions: [],
  run: async (context, { port, speed, organization }) => {
    const { host } = context;
    const server = await context.serve({ context, port, speed, organization });
    host.stderr.write(`The embedded AWS answers at ${server.url}; end it with Ctrl-C.\n`);
    host.stderr.write(
      `  export AWS_ENDPOINT_URL=${server.url} AWS_ACCESS_KEY_ID=AKIASIMULATOR AWS_SECRET_ACCESS_KEY=simulator AWS_REGION=eu-west-1\n`,
    );
    await new Promise<void>((resolve) => host.signal.addEventListener('abort', () => resolve(), { once: true }));
    await server.close();
    return { outcomes: [], several: false, text: '' };
  },
};

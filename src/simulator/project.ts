import type { Environment } from '../model/environment.ts';
import type { Clock } from '../model/clock.ts';
import { virtualClock } from './clock.ts';
import { iamOf } from './iam/store.ts';
import { organizationsOf } from './organizations/store.ts';
import { openSimulatorFile } from './file.ts';
import { simulatorHandler, type SimulatorHandler } from './handler.ts';
import { scaledClock } from './scaled-clock.ts';
import { seedAccount, seedOrganization } from './seed.ts';
import { serveSimulator } from './server.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { createSimulator } from './simulator.ts';
import type { SimulatorState } from './state.ts';

export interface ProjectSimulator {
  readonly clock: Clock;
  readonly requestHandler: SimulatorHandler;
  /** Of a person in the management account. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  close(): void;
}

const CREDENTIALS = { accessKeyId: 'AKIASIMULATOREXAMPLE', secretAccessKey: 'simulator' };

/**
 * The simulated AWS of a project: begins as an organization without member accounts, beside it the accounts that
 * definitions name but envctl does not make (existing ones, customers'), as their owners would have prepared them.
 */
export async function openProject(
  path: string,
  environments: readonly Environment[],
  waiting: { readonly signal: AbortSignal; readonly onWait: (pid: number) => void },
): Promise<ProjectSimulator> {
  const file = await openSimulatorFile(path, waiting);
  const clock = virtualClock(Math.max(Date.now(), file.state.now));
  seed(file.state, environments);
  const simulator = createSimulator({ settings: { clock }, state: file.state, onChange: file.save });
  return { clock, requestHandler: simulatorHandler(simulator), credentials: CREDENTIALS, close: file.close };
}

/** The same over HTTP. */
export async function serveProject(
  path: string,
  options: { readonly port: number; readonly speed: number; readonly organization: boolean },
): Promise<{ url: string; close(): Promise<void> }> {
  const file = await openSimulatorFile(path);
  const clock = scaledClock(options.speed, Math.max(Date.now(), file.state.now));
  if (options.organization) seed(file.state, []);
  const simulator = createSimulator({ settings: { clock }, state: file.state, onChange: file.save });
  const server = await serveSimulator(simulator, { port: options.port });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      file.close();
    },
  };
}

function seed(state: SimulatorState, environments: readonly Environment[]): void {
  if (!organizationsOf(state).organization) seedOrganization(state);
  for (const { account, name } of environments) {
    if (account.id === null || knows(state, account.id)) continue;
    if (account.form === 'external' && account.roleArn !== null) {
      const roleName = account.roleArn.split('/').at(-1) ?? 'envctl';
      seedAccount(state, {
        id: account.id,
        roleName,
        ...(account.externalId === null ? {} : { externalId: account.externalId }),
      });
    }
    if (account.form === 'existing' && account.id !== DEFAULT_SETTINGS.managementAccount) {
      seedAccount(state, {
        id: account.id,
        roleName: account.role,
        member: { email: `${name}@existing.example.com`, name },
      });
    }
  }
}

/** True for an account that has been here before: what happened to it since is not undone. */
function knows(state: SimulatorState, id: string): boolean {
  return Object.keys(iamOf(state, id).roles).length > 0;
}

import type { Command } from './command.ts';

interface Entry {
  readonly describe: string;
  /** Loads the command, and with it only what it needs. */
  readonly load: () => Promise<Command>;
}

/**
 * Every command, in the order of `--help`. The arguments of each are checked against its own options before it runs, so
 * that they have the shape that it declares.
 */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  init: entry('Write a small project that can be deployed at once', () => import('./commands/init.ts')),
  validate: entry(
    'Check definitions, templates and configuration; no call to AWS',
    () => import('./commands/validate.ts'),
  ),
  plan: entry('Show everything that deploy would do', () => import('./commands/plan.ts')),
  'create-account': entry('Create or find the account of an environment', () => import('./commands/create-account.ts')),
  bootstrap: entry('Give an account its baseline', () => import('./commands/bootstrap.ts')),
  deploy: entry('Deploy services in the order of their dependencies', () => import('./commands/deploy.ts')),
  destroy: entry('Take services down in reverse order', () => import('./commands/destroy.ts')),
  'close-account': entry('Destroy an environment, then close its account', () => import('./commands/close-account.ts')),
  import: entry('Adopt an account that is there already', () => import('./commands/import.ts')),
  list: entry('Every environment and its account', () => import('./commands/list.ts')),
  status: entry('One environment: stacks, health, addresses', () => import('./commands/status.ts')),
  history: entry('The deployments of an environment', () => import('./commands/history.ts')),
  quotas: entry('Quotas that are needed, applied and used', () => import('./commands/quotas.ts')),
  config: entry('Read and change configuration', () => import('./commands/config.ts')),
  exec: entry("Run a command with an account's credentials", () => import('./commands/exec.ts')),
  credentials: entry('Credentials for credential_process', () => import('./commands/credentials.ts')),
  console: entry('A link to the AWS console', () => import('./commands/console.ts')),
  profiles: entry('Profiles for ~/.aws/config', () => import('./commands/profiles.ts')),
  logs: entry('What a service has written', () => import('./commands/logs.ts')),
  graph: entry('Which service waits for which, and why', () => import('./commands/graph.ts')),
  rehearse: entry('How long a deployment would take, and what recovers how', () => import('./commands/rehearse.ts')),
  report: entry('One HTML page about environments', () => import('./commands/report.ts')),
  reap: entry('Destroy what has expired; go on with closures', () => import('./commands/reap.ts')),
  unlock: entry('Break the lock of an environment', () => import('./commands/unlock.ts')),
  doctor: entry('Check credentials, organization, trust and permissions', () => import('./commands/doctor.ts')),
  simulator: entry('Serve the embedded AWS over HTTP', () => import('./commands/simulator.ts')),
  ci: entry('Write a pipeline for GitHub Actions', () => import('./commands/ci.ts')),
  completion: entry('Completion for bash, zsh and fish', () => import('./commands/completion.ts')),
};

function entry(describe: string, load: () => Promise<{ readonly command: unknown }>): Entry {
  return { describe, load: async () => (await load()).command as Command };
}

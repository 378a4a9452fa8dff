import type { Run } from '../../model/run.ts';

/** Moves an account to the unit at `path` below the root, making units that are missing. Where it is already, nothing is done. */
export async function placeAccount(accountId: string, path: string, run: Run): Promise<void> {
  const { organizations } = run.aws;
  const destination = await ensureUnit(path, run);
  const source = await organizations.parentOf(accountId);
  if (source !== destination) await organizations.moveAccount(accountId, source, destination);
}

/** Other environments are placed at the same time and may need the same unit: `createUnit` answers with theirs then. */
async function ensureUnit(path: string, run: Run): Promise<string> {
  const { organizations } = run.aws;
  let parent = await organizations.rootId();
  for (const name of path.split('/').filter((part) => part !== '')) {
    const unit = (await organizations.unitsBelow(parent)).find((candidate) => candidate.name === name);
    parent = (unit ?? (await organizations.createUnit(parent, name))).id;
  }
  return parent;
}

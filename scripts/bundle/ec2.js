// The client of EC2 is ten times as large as any other, and loading it takes longer than all else that a baseline needs. Of its
// 700 operations the bundle has those that our gateway calls.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = join(ROOT, 'node_modules', '@aws-sdk', 'client-ec2', 'dist-es');
const ENTRY = 'ec2-operations';

/** A plugin of rolldown. */
export const ec2Operations = {
  name: 'ec2-operations',
  resolveId: { filter: { id: /^@aws-sdk\/client-ec2$/ }, handler: () => ENTRY },
  load: {
    filter: { id: new RegExp(`^${ENTRY}$`) },
    handler: () => {
      const commands = operationsOf(readFileSync(join(ROOT, 'src', 'aws', 'ec2.ts'), 'utf8')).map(
        (name) => `${name}Command`,
      );
      const lines = [
        `export { EC2Client } from ${JSON.stringify(join(PACKAGE, 'EC2Client.js'))};`,
        ...commands.map(
          (name) => `export { ${name} } from ${JSON.stringify(join(PACKAGE, 'commands', `${name}.js`))};`,
        ),
      ];
      return { code: lines.join('\n'), moduleType: 'js' };
    },
  },
};

/** Throws where a call does not say in its own words which operation it is: the bundle would lack it. */
function operationsOf(gateway) {
  const named = [...gateway.matchAll(/\.call\('(\w+)'/g)].map(([, name]) => name);
  if (named.length !== [...gateway.matchAll(/\.call\b/g)].length)
    throw new Error('src/aws/ec2.ts: every call has to name its operation, for the bundle');
  return [...new Set(named)];
}

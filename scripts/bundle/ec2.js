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
      const gateway = readFileSync(join(ROOT, 'src', 'aws', 'ec2.ts'), 'utf8');
      const operations = new Set([...gateway.matchAll(/\.call\('(\w+)'/g)].map(([, name]) => name));
      const commands = [...operations].map((name) => `${name}Command`);
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

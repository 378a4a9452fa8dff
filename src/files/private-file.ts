import { open } from 'node:fs/promises';
import { fail } from '../diagnostics/error.ts';

/** Only the owner reads and writes it. */
const PRIVATE = 0o600;

/**
 * Writes a file that is its owner's alone, also where one with wider permissions is there already; a device, such as
 * `/dev/stdout`, keeps its own. Throws UsageInvalid for what cannot be written.
 */
export async function writePrivate(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'w', PRIVATE);
    try {
      if ((await handle.stat()).isFile()) await handle.chmod(PRIVATE);
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    fail('UsageInvalid', `${file} cannot be written`, { hint: 'check its permissions and those of its folder', cause });
  }
}

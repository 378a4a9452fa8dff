// Bundles the program into the few files that are installed: dist/bundle, with the notices of what is in them. Part of the build.
// What reads files of its own, and the SDK, whose clients are loaded one by one, stay packages beside it.
import { fileURLToPath } from 'node:url';
import { writeNotices } from './bundle/notices.js';
import { bundle } from './bundle/program.js';

const OUT = fileURLToPath(new URL('../dist/bundle/', import.meta.url));

writeNotices(await bundle({ main: 'src/main.ts', host: 'src/host.ts' }, OUT), OUT);

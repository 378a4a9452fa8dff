// Node's own modules are taken as they are. Importing one makes Node look at all that it exports, which loads streams, workers
// and more on the way: a tenth of the time that a small command takes.
import { builtinModules } from 'node:module';

/** Libraries may leave out the prefix. */
const BUILTIN = new RegExp(`^node:|^(?:${builtinModules.join('|')})$`);
const TAKEN = 'builtin:';
/** The bundler's own, which everything else imports first. */
const RUNTIME = 'rolldown/runtime';

/** A plugin of rolldown. */
export const plainBuiltins = {
  name: 'plain-builtins',
  resolveId: {
    filter: { id: BUILTIN },
    handler: (id, importer, { kind }) =>
      kind === 'dynamic-import' || importer?.includes(RUNTIME)
        ? { id, external: true, moduleSideEffects: false }
        : `${TAKEN}${id}`,
  },
  load: {
    filter: { id: new RegExp(`^${TAKEN}`) },
    handler: (id) => `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(TAKEN.length))});`,
  },
};

// What every command needs that reads definitions goes into one file: finding, reading and linking forty small ones takes
// longer than compiling what is in them.

/** Commands of which everything that they load at once belongs to it: the ones that all others share. */
const ROOTS = /[\\/]src[\\/](?:main|host|cli[\\/]commands[\\/]validate)\.ts$/;

/** A plugin of rolldown, and the group for `codeSplitting` that it fills. */
export function coreChunk() {
  const core = new Set();
  const include = (id, infoOf) => {
    if (core.has(id)) return;
    core.add(id);
    for (const imported of infoOf(id)?.importedIds ?? []) include(imported, infoOf);
  };
  return {
    group: { name: 'core', test: (id) => core.has(id) },
    plugin: {
      name: 'core-chunk',
      buildEnd() {
        const infoOf = (id) => this.getModuleInfo(id);
        for (const id of this.getModuleIds()) if (ROOTS.test(id)) include(id, infoOf);
      },
    },
  };
}

// Node's own modules are taken as they are. Importing one makes Node look at all that it exports, which loads streams, workers
// and more on the way: a tenth of the time that a small command takes.

/** A plugin of esbuild. */
export const plainBuiltins = {
  name: 'plain-builtins',
  setup: (build) => {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin' } : { path, external: true },
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

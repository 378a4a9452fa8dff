// The SDK's packages are in CommonJS. Node looks through one that is imported for signs of ES modules and for the names that it
// exports, which takes as long as compiling it once more. They are required instead, at the same moment.

const TAKEN = 'package:';
const REQUIRE = 'package-require';

/** A plugin of rolldown. */
export const requiredPackages = {
  name: 'required-packages',
  resolveId: {
    filter: { id: new RegExp(`^@(?:aws-sdk|smithy)/|^${REQUIRE}$`) },
    handler: (id) => (id === REQUIRE ? id : `${TAKEN}${id}`),
  },
  load: {
    filter: { id: new RegExp(`^${TAKEN}|^${REQUIRE}$`) },
    handler: (id) =>
      id === REQUIRE
        ? `export const load = process.getBuiltinModule('node:module').createRequire(import.meta.url);`
        : `module.exports = require('${REQUIRE}').load(${JSON.stringify(id.slice(TAKEN.length))});`,
  },
};

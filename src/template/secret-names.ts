const SECRET =
  /passw|passphrase|secret|token|credential|(?:api|access|private|signing|encryption|shared|auth)[-_]?key/i;

/** What only tells something about a secret: where it is, how long it lives. */
const ABOUT =
  /(?:arn|id|name|version|length|age|days|hours|minutes|seconds|validity|units|policy|type|ur[li]|endpoint)s?$/i;

/** A variable of an environment, as programs name theirs: `STRIPE_KEY`. */
const VARIABLE = /^[A-Z0-9_]*_(?:KEY|PWD|PASS|AUTH|DSN)$/;

/** True when the name of a property, parameter or variable says that its value is secret. */
export function isSecretName(name: string): boolean {
  return VARIABLE.test(name) || (SECRET.test(name) && !ABOUT.test(name));
}

/** What is known while a template is evaluated for one stack. What is null makes the answer unknown, never wrong. */
export interface Scope {
  /** Values for parameters; null for one that is given but known only later. A parameter that is not here has its default. */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** Account id. */
  readonly account: string | null;
  readonly region: string | null;
  readonly stackName: string | null;
}

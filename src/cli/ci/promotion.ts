/** Names that say how far a change has come, the first the nearest to who made it. */
const STAGES: readonly RegExp[] = [
  /^(dev|develop|development|integration)$/,
  /^(test|testing|qa)$/,
  /^(stage|staging|uat|preprod|pre-prod)$/,
  /^(prod|production|main|live)$/,
];

/** Environments in the order in which a change passes through them; those whose names say nothing of it are left out. */
export function promotionOrder(environments: readonly string[]): string[] {
  return STAGES.flatMap((stage) => environments.filter((name) => stage.test(name)));
}

/** Where the section of an environment is: names are apart from the ids of the page itself. */
export function anchorOf(environment: string): string {
  return `env-${environment}`;
}

/**
 * Takes secrets out of an error and of what it was caused by, message and stack trace alike: whoever fails may quote the request,
 * as it is, as JSON or as a form.
 */
export function hideSecrets(secrets: readonly string[], error: unknown): void {
  const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf);
  if (forms.length === 0) return;
  const seen = new Set<Error>();
  for (let at = error; at instanceof Error && !seen.has(at); at = at.cause) {
    seen.add(at);
    at.message = without(forms, at.message);
    if (at.stack !== undefined) at.stack = without(forms, at.stack);
  }
}

function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

function without(forms: readonly string[], text: string): string {
  return forms.reduce((left, form) => left.replaceAll(form, '****'), text);
}

import { diagnostic, type Diagnostic, type Result } from '../diagnostics/diagnostic.ts';
import type { Assignment } from '../model/config.ts';
import { parseDotenv } from '../model/dotenv.ts';
import { isObject, type Json } from '../model/json.ts';

/** A file of values: where it comes from, for messages, and the service whose values it holds; null: it names services itself. */
export interface ConfigFile {
  readonly name: string;
  readonly text: string;
  readonly service: string | null;
}

/**
 * Values of a dotenv or JSON file. JSON holds `{ KEY: value }` for one service, or `{ service: { KEY: value } }`; a key
 * whose value is null, as a masked secret is written, is passed over. Messages name lines and keys, never what stands there.
 */
export function parseConfigFile(file: ConfigFile): Result<Assignment[]> {
  const isJson = file.name.endsWith('.json') || file.text.trimStart().startsWith('{');
  return isJson ? fromJson(file) : fromDotenv(file);
}

function fromDotenv({ name, text, service }: ConfigFile): Result<Assignment[]> {
  if (service === null) return failed(`${name} does not say which service its values are for`, NAME_SERVICE);
  const { entries, badLines } = parseDotenv(text);
  const diagnostics = badLines.map((line) =>
    diagnostic('UsageInvalid', `line ${line} of ${name} is not KEY=value`, {
      hint: 'quote a value that goes over several lines',
    }),
  );
  if (diagnostics.length > 0) return { value: null, diagnostics };
  return { value: entries.map(([key, value]) => ({ service, key, value })), diagnostics };
}

const NAME_SERVICE = 'name the service after the environment: config set <env> <service> --from-file …';

function fromJson({ name, text, service }: ConfigFile): Result<Assignment[]> {
  const content = parsed(text);
  if (content === null) return failed(`${name} is not a JSON object`, 'write { "KEY": "value" }');
  if (service !== null) return fromEntries(name, service, content);
  const parts = Object.entries(content).map(([one, entries]) =>
    isObject(entries)
      ? fromEntries(name, one, entries)
      : failed(`${one} of ${name} is not an object of values`, NAME_SERVICE),
  );
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  return diagnostics.length > 0
    ? { value: null, diagnostics }
    : { value: parts.flatMap(({ value }) => value ?? []), diagnostics };
}

function parsed(text: string): Readonly<Record<string, Json>> | null {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) ? content : null;
  } catch {
    return null;
  }
}

function fromEntries(name: string, service: string, entries: Readonly<Record<string, Json>>): Result<Assignment[]> {
  const value: Assignment[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [key, given] of Object.entries(entries)) {
    if (given === null) continue;
    if (typeof given === 'object') diagnostics.push(notText(`${service}/${key} of ${name}`));
    else value.push({ service, key, value: String(given) });
  }
  return diagnostics.length > 0 ? { value: null, diagnostics } : { value, diagnostics };
}

function notText(what: string): Diagnostic {
  return diagnostic('UsageInvalid', `${what} is neither text nor a number`, {
    hint: 'name the service after the environment, or write the value as text',
  });
}

function failed(message: string, hint: string): { value: null; diagnostics: Diagnostic[] } {
  return { value: null, diagnostics: [diagnostic('UsageInvalid', message, { hint })] };
}

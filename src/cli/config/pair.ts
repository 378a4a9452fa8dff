import { EnvctlError, fail } from '../../diagnostics/error.ts';
import { loadNamed } from '../stages/load.ts';
import { expectWords, type Chosen, type ConfigRequest } from './request.ts';

/** Two environments; with one word `ENVCTL_ENVIRONMENT` is the first. */
export async function choosePair({ context, words }: ConfigRequest, usage: string): Promise<[Chosen, Chosen]> {
  const fallback = context.host.env['ENVCTL_ENVIRONMENT'];
  const names = words.length === 1 && fallback ? [fallback, ...words] : words;
  expectWords(names, [2, 2], usage);
  const { environments, options, diagnostics } = await loadNamed(context, names);
  const [first, second] = environments;
  if (first && second)
    return [
      { environment: first, options },
      { environment: second, options },
    ];
  if (diagnostics.length > 0) throw new EnvctlError(diagnostics);
  fail('UsageInvalid', `both names mean ${first?.name ?? 'nothing'}`, { hint: `envctl config ${usage}` });
}

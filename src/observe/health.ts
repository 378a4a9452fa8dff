import type { Health } from '../model/run.ts';

/** How long a probe may take, ms. */
const PATIENCE = 5_000;

/** Asks an address of a service whether it is well: an answer below 400 is. `unknown`: it could not be reached from here. */
export async function probe(url: string, signal: AbortSignal): Promise<Health> {
  if (!/^https?:\/\//.test(url)) return 'unknown';
  try {
    const response = await fetch(url, {
      redirect: 'follow',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    return response.ok ? 'ok' : 'failing';
  } catch {
    return 'unknown';
  }
}

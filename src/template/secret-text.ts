import type { Json } from '../model/json.ts';
import { isSecretName } from './secret-names.ts';
import { namesSecret } from './secret-sources.ts';

const REFERENCE = /^\{\{resolve:(?:secretsmanager|ssm-secure):[^{}]+\}\}$/;

/** A reference to a secret within a text, and a password within an address. */
const WITHIN = /\{\{resolve:(?:secretsmanager|ssm-secure):|:\/\/[^/\s:@]*:[^/\s@]+@/;

/** What CloudFormation resolves: where it stands a secret belongs, and what stands for it tells nothing. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** True for a text that holds a secret, or JSON in which a key says so. What AWS has cut is no JSON any more: its words decide. */
export function tellsSecret(text: string): boolean {
  if (WITHIN.test(text)) return true;
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    return namesSecret(JSON.parse(text) as Json);
  } catch {
    return (text.match(/[\w.-]+/g) ?? []).some(isSecretName);
  }
}

import type { BaselineItemName } from '../model/baseline.ts';
import type { Environment } from '../model/environment.ts';
import { artifacts } from './artifacts.ts';
import { defaultVpc } from './default-vpc.ts';
import { deployRole } from './deploy-role.ts';
import { ebsEncryption } from './ebs-encryption.ts';
import type { BaselineItem } from './item.ts';
import { oidc } from './oidc.ts';
import { passwordPolicy } from './password-policy.ts';
import { s3PublicAccessBlock } from './s3-public-access-block.ts';

/** In the order in which they are shown; each after those that it waits for. */
export const ITEMS: readonly BaselineItem[] = [
  artifacts,
  oidc,
  s3PublicAccessBlock,
  ebsEncryption,
  passwordPolicy,
  defaultVpc,
  deployRole,
];

/** What a definition may ask for and this version does not do: named in every plan that leaves it out. */
export function unsupported({ baseline }: Pick<Environment, 'baseline'>): BaselineItemName[] {
  const names = ['budget', 'regions', 'guardrails'] as const;
  return names.filter((name) => baseline[name] !== null);
}

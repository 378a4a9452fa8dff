import { artifacts } from './artifacts.ts';
import { budget } from './budget.ts';
import { defaultVpc } from './default-vpc.ts';
import { deployRole } from './deploy-role.ts';
import { ebsEncryption } from './ebs-encryption.ts';
import { guardrails } from './guardrails.ts';
import type { BaselineItem } from './item.ts';
import { oidc } from './oidc.ts';
import { passwordPolicy } from './password-policy.ts';
import { regions } from './regions.ts';
import { s3PublicAccessBlock } from './s3-public-access-block.ts';

/** In the order in which they are shown; each after those that it waits for. */
export const ITEMS: readonly BaselineItem[] = [
  regions,
  artifacts,
  oidc,
  s3PublicAccessBlock,
  ebsEncryption,
  passwordPolicy,
  defaultVpc,
  budget,
  deployRole,
  guardrails,
];

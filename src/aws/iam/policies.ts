import { partitionOf } from '../../model/names.ts';
import { awsCode, unless } from '../codes.ts';
import { allPages } from '../pages.ts';
import type { Target } from '../service.ts';
import type { IamGateway, ManagedPolicy } from '../types/account.ts';
import type { IamService } from './client.ts';
import { documentOf } from './document.ts';

/** A policy may have five versions; the sixth is refused (IAM quotas). */
const MAX_VERSIONS = 5;

/** Customer managed policies of the target's account. */
export function policies(service: IamService, target: Target): Pick<IamGateway, 'policy' | 'putPolicy'> {
  const arnOf = (name: string): string => `arn:${partitionOf(target.region)}:iam::${target.account}:policy/${name}`;
  return {
    async policy(name) {
      const arn = arnOf(name);
      const answer = await unless(service.call('GetPolicy', { PolicyArn: arn }), ['NoSuchEntityException'], null);
      if (!answer?.Policy) return null;
      const { DefaultVersionId, Tags = [] } = answer.Policy;
      const { PolicyVersion } = await service.call('GetPolicyVersion', {
        PolicyArn: arn,
        VersionId: DefaultVersionId,
      });
      const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
      return { name, document: documentOf(PolicyVersion?.Document), tags };
    },
    async putPolicy(policy) {
      if (!(await create(service, policy))) await replace(service, arnOf(policy.name), policy);
    },
  };
}

/** False when there is one of that name already. */
async function create(service: IamService, { name, document, tags }: ManagedPolicy): Promise<boolean> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const request = { PolicyName: name, PolicyDocument: JSON.stringify(document), Tags };
  try {
    await service.call('CreatePolicy', request);
    return true;
  } catch (error) {
    if (awsCode(error) === 'EntityAlreadyExistsException') return false;
    throw error;
  }
}

async function replace(service: IamService, PolicyArn: string, { document }: ManagedPolicy): Promise<void> {
  const fetch = (Marker?: string) => service.call('ListPolicyVersions', { PolicyArn, Marker });
  const versions = await allPages(
    fetch,
    (page) => page.Versions,
    (page) => page.Marker,
  );
  const unused = versions
    .filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
    .sort((one, other) => (one.CreateDate?.getTime() ?? 0) - (other.CreateDate?.getTime() ?? 0));
  const [oldest] = unused;
  if (versions.length >= MAX_VERSIONS && oldest) {
    await service.call('DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
  }
  const PolicyDocument = JSON.stringify(document);
  await service.call('CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
}

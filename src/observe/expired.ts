import type { Stack } from '../aws/types/cloudformation.ts';
import { listLifetimes, type Lifetime } from '../bucket/lifetime.ts';
import { writtenIn } from '../bucket/written.ts';
import type { ExpiredEnvironment, StackImport } from '../model/reap.ts';
import type { Run } from '../model/run.ts';
import { belongsTo } from '../plan/others.ts';
import { artifactBuckets, type ArtifactBucket } from './artifact-buckets.ts';
import type { ReapScope, ReapSite } from './reap-sites.ts';

/** An environment whose time is over, in its account. */
export interface Expired {
  readonly environment: ExpiredEnvironment;
  readonly site: ReapSite;
}

export interface ObservedExpiry {
  readonly expired: readonly Expired[];
  /** Every stack of the same projects, in all accounts that were looked at. */
  readonly stacks: readonly Stack[];
}

/** Looks for environments whose time is over, and at everything that may still need them. Reads only. */
export async function observeExpired(sites: readonly ReapSite[], scope: ReapScope, run: Run): Promise<ObservedExpiry> {
  const surveys = await Promise.all(sites.map((site) => survey(site, scope, run)));
  const projects = new Set(surveys.flatMap(({ over }) => over.map(({ bucket }) => bucket.project)));
  const swept = await Promise.all(surveys.map((one) => sweep(one, projects, scope)));
  const expired = await Promise.all(
    swept.flatMap(({ site, over, buckets, stacks }) =>
      over.map(async ({ bucket, lifetime }) => {
        const home = buckets.filter(({ project }) => project === bucket.project);
        return { site, environment: await describe(site, bucket, lifetime, home, stacks) };
      }),
    ),
  );
  return { expired, stacks: swept.flatMap(({ stacks }) => [...stacks.values()].flat()) };
}

interface Survey {
  readonly site: ReapSite;
  readonly buckets: readonly ArtifactBucket[];
  readonly over: readonly { readonly bucket: ArtifactBucket; readonly lifetime: Lifetime }[];
}

async function survey(site: ReapSite, { region, project }: ReapScope, run: Run): Promise<Survey> {
  const found = await artifactBuckets(site.gateways, region);
  const buckets = found.filter((bucket) => project === null || bucket.project === project);
  const over = buckets.map(async (bucket) => {
    const lifetimes = await listLifetimes({ s3: site.gateways.s3(bucket.region), bucket: bucket.name });
    const ended = lifetimes.filter(({ expires }) => expires <= run.clock.now());
    return ended.map((lifetime) => ({ bucket, lifetime }));
  });
  return { site, buckets, over: (await Promise.all(over)).flat() };
}

/** Stacks by region: where a project that has something to reap may have some; everywhere in an account that may be closed. */
async function sweep(
  one: Survey,
  projects: ReadonlySet<string>,
  { close, region: first }: ReapScope,
): Promise<Survey & { readonly stacks: ReadonlyMap<string, readonly Stack[]> }> {
  const { site, buckets, over } = one;
  const regions = new Set(buckets.filter(({ project }) => projects.has(project)).map(({ region }) => region));
  const everywhere = close && site.closable && over.length > 0;
  for (const region of everywhere ? await site.gateways.ec2(first).enabledRegions() : []) regions.add(region);
  const stacks = [...regions].map(async (region) => {
    const found = await site.gateways.cloudformation(region).sweep();
    return [region, found] as const;
  });
  return { ...one, stacks: new Map(await Promise.all(stacks)) };
}

async function describe(
  { gateways }: ReapSite,
  { project, region, name: bucket }: ArtifactBucket,
  { environment: name, expires, emptyBuckets }: Lifetime,
  buckets: readonly ArtifactBucket[],
  swept: ReadonlyMap<string, readonly Stack[]>,
): Promise<ExpiredEnvironment> {
  const regions = buckets.map((one) => one.region);
  const stacks = regions.map((each) => {
    const own = (swept.get(each) ?? []).filter((stack) => belongsTo(stack, { project, name }));
    return [each, own.sort((a, b) => (a.name < b.name ? -1 : 1))] as const;
  });
  const [imports, parameters, written] = await Promise.all([
    Promise.all(stacks.map(([each, own]) => importsOf({ gateways }, each, own))),
    Promise.all(regions.map(async (each) => [each, await gateways.ssm(each).below(`/${project}/${name}`)] as const)),
    writtenIn({ s3: gateways.s3(region), bucket }, name),
  ]);
  return {
    project,
    name,
    accountId: gateways.account,
    region,
    expires,
    emptyBuckets,
    stacks: Object.fromEntries(stacks),
    imports: imports.flat(),
    parameters: Object.fromEntries(parameters),
    written,
  };
}

async function importsOf(
  { gateways }: Pick<ReapSite, 'gateways'>,
  region: string,
  stacks: readonly Stack[],
): Promise<StackImport[]> {
  const gateway = gateways.cloudformation(region);
  const exported = stacks.flatMap(({ name: to, outputs }) =>
    outputs.flatMap(({ exportName }) => (exportName === null ? [] : [{ to, exportName }])),
  );
  const found = exported.map(async ({ to, exportName }) => {
    const importers = await gateway.importers(exportName);
    return importers.map((from) => ({ region, from, to }));
  });
  return (await Promise.all(found)).flat();
}

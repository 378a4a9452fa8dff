import { artifactBody } from '../artifacts/body.ts';
import type { AccountGateways } from '../aws/types/account.ts';
import { fail } from '../diagnostics/error.ts';
import type { ArtifactRef } from '../model/plan.ts';

/** Puts artifacts into the bucket of a region: each once a run, and only when it is not there yet. Keys are digests of content. */
export class Uploader {
  private readonly gateways: AccountGateways;
  private readonly bytes: ReadonlyMap<string, Uint8Array>;
  private readonly done = new Map<string, Promise<void>>();

  constructor(gateways: AccountGateways, bytes: ReadonlyMap<string, Uint8Array>) {
    this.gateways = gateways;
    this.bytes = bytes;
  }

  async artifacts(region: string, bucket: string, refs: readonly ArtifactRef[]): Promise<void> {
    const url = (key: string): string => this.gateways.s3(region).url(bucket, key);
    const content = (key: string) => () => artifactBody({ key, bytes: this.contentOf(key) }, bucket, url);
    await Promise.all(refs.map(({ key }) => this.once(region, bucket, key, content(key))));
  }

  /** Answers the URL by which CloudFormation reads the template. */
  async template(region: string, bucket: string, key: string, body: string): Promise<string> {
    await this.once(region, bucket, key, () => body);
    return this.gateways.s3(region).url(bucket, key);
  }

  private once(region: string, bucket: string, key: string, content: () => Uint8Array | string): Promise<void> {
    const id = `${bucket}/${key}`;
    const upload = this.done.get(id) ?? this.put(region, bucket, key, content);
    this.done.set(id, upload);
    return upload;
  }

  private async put(region: string, bucket: string, key: string, content: () => Uint8Array | string): Promise<void> {
    const s3 = this.gateways.s3(region);
    if (await s3.headObject(bucket, key)) return;
    await s3.putObject({ bucket, key, body: content() });
  }

  private contentOf(key: string): Uint8Array {
    const bytes = this.bytes.get(key);
    if (bytes) return bytes;
    return fail('PlanStale', `artifact ${key} is neither in the bucket nor made from the project as it is now`, {
      hint: 'make the plan again from the commit that is to be deployed',
    });
  }
}

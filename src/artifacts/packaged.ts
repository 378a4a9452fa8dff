import type { Position } from '../diagnostics/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';

/** A service whose local paths are objects in S3. */
export interface PackagedService {
  /** In long form, with `ARTIFACT_BUCKET` for the bucket: see `withBucket`. */
  readonly tree: JsonObject;
  /** Each key once, in the order of the template; what a nested template needs stands before it. */
  readonly artifacts: readonly Artifact[];
}

/** An object to upload: see `artifactBody`. */
export interface Artifact {
  readonly key: string;
  /** SHA-256 of `bytes`, in hexadecimal. */
  readonly digest: string;
  /** Of `bytes`. */
  readonly size: number;
  readonly bytes: Uint8Array;
  /** The first resource that uses it, and where the template names it. */
  readonly logicalId: string;
  readonly at: Position;
}

import { createHash } from 'node:crypto';
import { parameterArn } from './store.ts';
import type { Parameter, ParameterVersion, Place } from './store.ts';

/** The `Parameter` shape of the Get operations. A SecureString stays closed unless `decrypt`. */
export function presentParameter(
  place: Place,
  parameter: Parameter,
  version: ParameterVersion,
  options: { readonly decrypt: boolean; readonly selector?: string | undefined },
): Record<string, unknown> {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: options.decrypt ? version.value : closedValue(version),
    Version: version.version,
    Selector: options.selector,
    LastModifiedDate: new Date(version.modified),
    ARN: parameterArn(place, parameter.name),
    DataType: version.dataType,
  };
}

/** What DescribeParameters and GetParameterHistory tell of a version beside its value. */
export function presentMetadata(parameter: Parameter, version: ParameterVersion): Record<string, unknown> {
  return {
    Name: parameter.name,
    Type: version.type,
    KeyId: version.keyId ?? undefined,
    LastModifiedDate: new Date(version.modified),
    LastModifiedUser: version.user,
    Description: version.description ?? undefined,
    AllowedPattern: version.allowedPattern ?? undefined,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}

/**
 * A SecureString as it reads without decryption: base64 as long as a KMS ciphertext of that value, from which the value
 * cannot be had back. Every other type reads as it is.
 */
export function closedValue(version: ParameterVersion): string {
  if (version.type !== 'SecureString') return version.value;
  const overhead = 120;
  const length = overhead + Buffer.byteLength(version.value);
  const seed = `${version.keyId ?? ''} ${String(version.version)} ${String(version.modified)} ${version.value}`;
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
    createHash('sha256')
      .update(`${String(block)} ${seed}`)
      .digest(),
  );
  return `AQICAH${Buffer.concat(blocks).subarray(0, length).toString('base64')}`;
}

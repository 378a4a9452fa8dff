/** The https URL of an object, as CloudFormation wants it for a template; below a custom endpoint in path style. */
export function objectUrl(at: { endpoint: string | null; region: string }, bucket: string, key: string): string {
  const path = key.split('/').map(encodeURIComponent).join('/');
  if (at.endpoint !== null) return `${at.endpoint.replace(/\/+$/, '')}/${bucket}/${path}`;
  const suffix = at.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${at.region}.${suffix}/${path}`;
}

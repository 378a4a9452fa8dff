import { fail } from '../diagnostics/error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where requests of a service go instead of to AWS, by the SDK's own settings and in its order: AWS_ENDPOINT_URL_<SERVICE>,
 * AWS_ENDPOINT_URL, then the profile's `services` section and `endpoint_url`; null where none is set or they are to be
 * ignored. The SDK would find them too, but tells nobody, and looks in no other profile than AWS_PROFILE's.
 */
export async function customEndpoint(
  serviceId: string,
  env: Environment,
  profile: string | null,
): Promise<string | null> {
  const suffix = serviceId.toUpperCase().replaceAll(' ', '_');
  const fromEnv = [env[`AWS_ENDPOINT_URL_${suffix}`], env['AWS_ENDPOINT_URL']].find(Boolean);
  const file = await profileSettings(suffix.toLowerCase(), profile ?? env['AWS_PROFILE'] ?? 'default');
  if ((env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? file.ignored) === 'true') return null;
  const endpoint = fromEnv ?? file.endpoint ?? null;
  if (endpoint === null || URL.canParse(endpoint)) return endpoint;
  const hint = 'give it as http://… or https://… in AWS_ENDPOINT_URL or in the profile';
  fail('UsageInvalid', `the endpoint of ${serviceId} is not a URL: ${endpoint}`, { hint });
}

async function profileSettings(service: string, name: string): Promise<{ endpoint?: string; ignored?: string }> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profile = { ...configFile[name], ...credentialsFile[name] };
  const section = profile['services'] ? configFile[`services.${profile['services']}`] : undefined;
  const endpoint = section?.[`${service}.endpoint_url`] ?? profile['endpoint_url'];
  const ignored = profile['ignore_configured_endpoint_urls'];
  return { ...(endpoint ? { endpoint } : {}), ...(ignored ? { ignored } : {}) };
}

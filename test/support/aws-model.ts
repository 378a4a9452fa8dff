import * as account from '@aws-sdk/client-account';
import * as budgets from '@aws-sdk/client-budgets';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as tagging from '@aws-sdk/client-resource-groups-tagging-api';
import * as s3 from '@aws-sdk/client-s3';
import * as s3control from '@aws-sdk/client-s3-control';
import * as servicequotas from '@aws-sdk/client-service-quotas';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { serviceName } from '../../src/simulator/routing.ts';
import { scopeOf } from '../../src/simulator/scope.ts';
import type { WireRequest } from '../../src/simulator/service.ts';

/** The packages of the SDK, each with the model of its service, by the name that requests are signed for. */
const PACKAGES: Readonly<Record<string, object>> = {
  account,
  budgets,
  cloudformation,
  ec2,
  iam,
  logs,
  organizations,
  s3,
  s3control,
  servicequotas,
  ssm,
  sts,
  tagging,
};

/** Everything that the package of a service exports. */
export function packageOf(service: string): object {
  return PACKAGES[service] ?? {};
}

/** Where the model of a service is installed, below `@aws-sdk/`. */
export const PACKAGE_NAMES: Readonly<Record<string, string>> = {
  logs: 'client-cloudwatch-logs',
  s3control: 'client-s3-control',
  servicequotas: 'client-service-quotas',
  tagging: 'client-resource-groups-tagging-api',
};

/** An operation as the SDK's model has it: kind, namespace, name, traits, input, output. */
export type OperationModel = readonly [9, string, string, unknown, () => unknown, () => unknown];

/** One request: `cloudformation`, `CreateChangeSet`. */
export interface Operation {
  readonly service: string;
  readonly name: string;
}

/** What a request asks for, found in the model where the wire does not say it. */
export function operationOf(request: WireRequest): Operation {
  const service = serviceName(request, scopeOf(request));
  return { service, name: targetOf(request) ?? actionOf(request) ?? routeOf(service, request) };
}

/** `service:Operation`. */
export function operationText({ service, name }: Operation): string {
  return `${service}:${name}`;
}

/** The model of an operation; undefined for one that the service does not have. */
export function modelOf({ service, name }: Operation): OperationModel | undefined {
  return Reflect.get(packageOf(service), `${name}$`) as OperationModel | undefined;
}

function targetOf({ headers }: WireRequest): string | undefined {
  return headers['x-amz-target']?.split('.').at(-1);
}

function actionOf({ headers, body }: WireRequest): string | undefined {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  return new URLSearchParams(new TextDecoder().decode(body)).get('Action') ?? undefined;
}

interface Route {
  readonly name: string;
  readonly method: string;
  /** Of parts: one for each label. */
  readonly path: RegExp;
  readonly query: readonly string[];
}

/** The most particular of the routes that fit. */
function routeOf(service: string, request: WireRequest): string {
  const fits = ({ method, path, query }: Route): boolean =>
    method === request.method && path.test(pathIn(service, request)) && query.every((one) => inQuery(one, request));
  const [best] = (ROUTES.get(service) ?? []).filter(fits).sort((a, b) => b.query.length - a.query.length);
  return best?.name ?? `${request.method} ${request.path}`;
}

/** The SDK puts buckets before the host, which the model's paths leave out as well. */
function pathIn(service: string, { hostname, path }: WireRequest): string {
  const pathStyle = service === 's3' && /^(s3[.-]|127\.|localhost$)/.test(hostname);
  return pathStyle ? path.replace(/^\/[^/]*\/?/, '/') : path;
}

function inQuery(wanted: string, { query }: WireRequest): boolean {
  const [key = '', value] = wanted.split('=');
  return key in query && (value === undefined || query[key] === value);
}

function routesOf(service: string): Route[] {
  return Object.values(packageOf(service)).flatMap((entry: unknown) => {
    if (!Array.isArray(entry) || entry[0] !== 9) return [];
    const [, , name, traits] = entry as unknown as OperationModel;
    const http: unknown = typeof traits === 'object' && traits !== null ? Reflect.get(traits, 'http') : undefined;
    if (!Array.isArray(http)) return [];
    const [method, uri] = http as string[];
    const [path = '', query = ''] = (uri ?? '').split('?');
    const source = path.replaceAll(/\{[^}]+\+\}/g, '.+').replaceAll(/\{[^}]+\}/g, '[^/]+');
    return [
      { name, method: method ?? '', path: new RegExp(`^${source}$`), query: query === '' ? [] : query.split('&') },
    ];
  });
}

const ROUTES: ReadonlyMap<string, readonly Route[]> = new Map(
  Object.keys(PACKAGES).map((service) => [service, routesOf(service)]),
);

import { ec2Protocol } from './protocols/ec2.ts';
import { jsonProtocol } from './protocols/json.ts';
import { queryProtocol } from './protocols/query.ts';
import type { FaultForm, RpcProtocol } from './protocols/protocol.ts';
import { restJsonProtocol } from './protocols/rest-json.ts';
import { restXmlFaults, s3Faults } from './protocols/rest.ts';
import type { Scope } from './scope.ts';
import type { RestService, RpcService, WireRequest } from './service.ts';

type Service = RpcService | RestService;

const RPC: Readonly<Record<RpcService['protocol'], RpcProtocol>> = {
  'json-1.1': jsonProtocol,
  query: queryProtocol,
  ec2: ec2Protocol,
  'rest-json': restJsonProtocol,
};

/** The wire protocol of a service. */
export function protocolOf(service: RpcService): RpcProtocol {
  return RPC[service.protocol];
}

/** S3 Control is signed for as S3 and told apart by the version that all its paths begin with. */
export function serviceName(request: WireRequest, scope: Scope | null): string {
  const name = scope?.service ?? '';
  return name === 's3' && request.path.startsWith('/v20180820/') ? 's3control' : name;
}

/** How the caller expects an error, judged from the request alone when the service is not one of ours. */
export function faultFormOf(service: Service | undefined, request: WireRequest): FaultForm {
  if (service !== undefined) {
    if ('protocol' in service) return protocolOf(service);
    return service.errors === 's3' ? s3Faults : restXmlFaults;
  }
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return form ? queryProtocol : jsonProtocol;
}

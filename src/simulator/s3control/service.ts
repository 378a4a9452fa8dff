import { elements } from '../protocols/xml.ts';
import { drop, own, put } from '../record.ts';
import { AwsFault, type Call, type RestService, type WireRequest, type WireResponse } from '../service.ts';
import { requireOwn } from '../s3/access.ts';
import { publicAccessBlockIn } from '../s3/public-access.ts';
import { document, emptyAnswer } from '../s3/xml.ts';
import { accountBlocks } from './store.ts';

const PATH = '/v20180820/configuration/publicAccessBlock';

/** S3 Control: the public access block of a whole account. Behaviour and sources: docs/simulator-storage.md. */
export const s3control: RestService = { name: 's3control', errors: 'rest-xml', handle };

type Handler = (account: string, request: WireRequest, call: Call) => WireResponse;

/** By method: there is one path. */
export const HANDLERS: Readonly<Record<string, Handler>> = { GET: get, PUT: replace, DELETE: remove };

function handle(request: WireRequest, call: Call): WireResponse {
  const handler = request.path === PATH ? own(HANDLERS, request.method) : undefined;
  if (handler === undefined) {
    throw new AwsFault(
      'NotImplemented',
      `the simulator does not implement ${request.method} ${request.path} of S3 Control`,
      501,
    );
  }
  const account = accountOf(request);
  if (account !== call.account) throw new AwsFault('AccessDenied', 'Access Denied', 403);
  requireOwn(call, request.method === 'GET' ? 's3:GetAccountPublicAccessBlock' : 's3:PutAccountPublicAccessBlock', '*');
  return handler(account, request, call);
}

/** In the header; SDKs also put it before the host. */
function accountOf(request: WireRequest): string | undefined {
  return request.headers['x-amz-account-id'] ?? /^(\d{12})\./.exec(request.hostname)?.[1];
}

function get(account: string, _request: WireRequest, call: Call): WireResponse {
  const block = own(accountBlocks(call.state), account);
  if (block !== undefined) {
    const members = elements(block, 'member');
    return document(
      `<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">${members}</PublicAccessBlockConfiguration>`,
    );
  }
  const message = 'The public access block configuration was not found';
  throw new AwsFault('NoSuchPublicAccessBlockConfiguration', message, 404, { AccountId: account });
}

function replace(account: string, request: WireRequest, call: Call): WireResponse {
  put(accountBlocks(call.state), account, publicAccessBlockIn(request.body));
  return emptyAnswer(200);
}

function remove(account: string, _request: WireRequest, call: Call): WireResponse {
  drop(accountBlocks(call.state), account);
  return emptyAnswer(204);
}

import type { AwsCredentialIdentity, FinalizeRequestMiddleware, HttpRequest, RequestSigner } from '@smithy/types';
import type { Command, SignerConstructor } from './service.ts';

/** Signs each request of one client with the credentials that came with its command. */
export interface Signing {
  /** Takes the place of the SDK's signer in the client's configuration. */
  readonly signer: SignerConstructor;
  /** What this command is signed with, whatever else its client sends meanwhile. */
  readonly signAs: (command: Command, credentials: AwsCredentialIdentity) => void;
}

/**
 * What a client is made with, which has no credentials of its own: it serves all accounts. AWS would refuse what is signed
 * with these, so that no request can go out in somebody else's name.
 */
export const NOBODY: AwsCredentialIdentity = { accessKeyId: 'none', secretAccessKey: 'none' };

/** The request is all that the SDK hands to a signer. */
export async function signingByCommand(): Promise<Signing> {
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const owners = new WeakMap<object, AwsCredentialIdentity>();
  const signAs = (command: Command, credentials: AwsCredentialIdentity): void => {
    const own: FinalizeRequestMiddleware<object, object> = (next) => (args) => {
      if (typeof args.request === 'object' && args.request !== null) owners.set(args.request, credentials);
      return next(args);
    };
    const before = { relation: 'before', toMiddleware: 'httpSigningMiddleware', name: 'signAs' } as const;
    command.middlewareStack.addRelativeTo(own, before);
  };
  const signer: SignerConstructor = class implements RequestSigner {
    readonly #options: ConstructorParameters<SignerConstructor>[0];

    constructor(options: ConstructorParameters<SignerConstructor>[0]) {
      this.#options = options;
    }

    async sign(request: HttpRequest, how?: Parameters<RequestSigner['sign']>[1]): Promise<HttpRequest> {
      const credentials = owners.get(request);
      if (!credentials) throw new Error('a request has lost the credentials that it came with');
      return new SignatureV4({ ...this.#options, credentials }).sign(request, how);
    }
  };
  return { signer, signAs };
}

import type { HttpHandler } from '@smithy/protocol-http';
import type { SignatureV4CryptoInit, SignatureV4Init } from '@smithy/signature-v4';
import type { AwsCredentialIdentity, Logger, MiddlewareStack, RequestSigner } from '@smithy/types';

/** Where a client's requests belong. */
export interface Target {
  /** Account id; `caller` before it is known. */
  readonly account: string;
  readonly region: string;
  readonly credentials: CredentialSource;
  /** Until then (ms since 1970) refusals of a new account are waited out; null for an account that has settled. */
  readonly readyBy: number | null;
}

export interface CredentialSource {
  /** Credentials that are good for some minutes yet. */
  current(): Promise<AwsCredentialIdentity>;
  /** AWS called these expired: the next `current` gets others. */
  renew(stale: AwsCredentialIdentity): void;
}

/** How the SDK has a signer made, for each request. */
export type SignerConstructor = new (options: SignatureV4Init & SignatureV4CryptoInit) => RequestSigner;

/** What every client is made with. */
export interface ClientConfig {
  readonly region: string;
  readonly credentials: AwsCredentialIdentity;
  readonly signerConstructor: SignerConstructor;
  readonly requestHandler: HttpHandler;
  readonly maxAttempts: number;
  readonly userAgentAppId: string;
  readonly logger: Logger;
  readonly ignoreConfiguredEndpointUrls: boolean;
  readonly endpoint?: string;
}

/** One service of AWS as the SDK has it: its package is loaded when the first request is sent. */
export interface Definition<Sdk> {
  /** In lower case, as rates, records and messages call it, e.g. `cloudformation`. */
  readonly name: string;
  /** As endpoint settings call it, e.g. `S3 Control`. */
  readonly serviceId: string;
  readonly load: () => Promise<Sdk>;
  readonly client: (sdk: Sdk, config: ClientConfig) => Client;
}

/** The parts of an SDK client and of a command that are used here. */
export interface Client {
  send(command: never): Promise<unknown>;
}
export interface Command {
  readonly middlewareStack: MiddlewareStack<object, object>;
}

type CommandOf<Sdk, Op extends string> = `${Op}Command` extends keyof Sdk ? Sdk[`${Op}Command`] : never;
type InstanceOf<Class> = Class extends abstract new (input: never) => infer Instance ? Instance : never;
type InputOf<Sdk, Op extends string> =
  InstanceOf<CommandOf<Sdk, Op>> extends { readonly input: infer Input extends object } ? Input : never;
type HandledBy<Sdk, Op extends string> =
  InstanceOf<CommandOf<Sdk, Op>> extends { resolveMiddleware(...args: never[]): (...args: never[]) => Promise<infer H> }
    ? H
    : never;
type OutputOf<Sdk, Op extends string> = HandledBy<Sdk, Op> extends { output: infer Output } ? Output : never;

/** Operations of an SDK package: all that it has a `…Command` for. */
type OperationOf<Sdk> = keyof Sdk extends infer Key ? (Key extends `${infer Op}Command` ? Op : never) : never;

export interface CallOptions {
  /** True: sent again only when it certainly was not carried out; for what would otherwise happen twice. */
  readonly once?: boolean;
  /** Values that may not appear in an error: AWS quotes what it does not like. */
  readonly secrets?: readonly string[];
}

/** One service in one account and region, with the SDK's own types for input and output. */
export interface Service<Sdk> {
  /** The answer. Waits its turn, sends again what may succeed then; throws EnvctlError. */
  call<Op extends OperationOf<Sdk>>(
    operation: Op,
    input: InputOf<Sdk, Op>,
    options?: CallOptions,
  ): Promise<OutputOf<Sdk, Op>>;
  /** The same, with AWS's clock at the answer (its Date header), ms since 1970. */
  dated<Op extends OperationOf<Sdk>>(
    operation: Op,
    input: InputOf<Sdk, Op>,
    options?: CallOptions,
  ): Promise<{ readonly output: OutputOf<Sdk, Op>; readonly date: number }>;
}

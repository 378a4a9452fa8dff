import type { Credentials } from '@aws-sdk/client-sts';
import type { SimulatorHandler } from '../../../../src/simulator/handler.ts';

/** What a tour of a service is sent with: every operation of the service, asked so that it succeeds. */
export interface Guide {
  /** Settings of any client of the SDK: as the administrator of the management account, or as whom these credentials are of. */
  client(credentials?: Credentials): ClientSettings;
  /** Lets time pass, in seconds. */
  pass(seconds: number): void;
}

export interface ClientSettings {
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly requestHandler: SimulatorHandler;
}

export type Tour = (guide: Guide) => Promise<void>;

export const MANAGEMENT = '123456789012';

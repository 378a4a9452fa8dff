import { slice, type SimulatorState } from '../state.ts';

/** `PENDING` for half of `quotaIncreaseMs`, then a case of AWS's support, then granted. */
export type RequestStatus = 'PENDING' | 'CASE_OPENED' | 'APPROVED';

export interface StoredRequest {
  id: string;
  account: string;
  region: string;
  service: string;
  code: string;
  desired: number;
  status: RequestStatus;
  requester: string;
  /** Milliseconds since 1970. */
  created: number;
  updated: number;
}

interface QuotasState {
  /** Granted values by `<account>/<region>/<service>/<code>`; every other quota has its default. */
  granted: Record<string, number>;
  /** Oldest first. */
  requests: StoredRequest[];
}

/** What Service Quotas keeps, of all accounts and regions. */
export function quotasOf(state: SimulatorState): QuotasState {
  return slice<QuotasState>(state, 'servicequotas', () => ({ granted: {}, requests: [] }));
}

/** True while nothing has been decided. */
export function isOpen({ status }: StoredRequest): boolean {
  return status !== 'APPROVED';
}

/** Service Quotas of one account and region. Quotas of services without regions are kept in the partition's home region. */
export interface ServiceQuotasGateway {
  /** What applies to this account, quota by quota; empty for a service that AWS does not know here. */
  quotas(service: string): Promise<Quota[]>;
  /** What AWS gives everybody: for quotas that have no applied value. */
  defaults(service: string): Promise<Quota[]>;
  /** Requests of the account that AWS has not decided. */
  openRequests(): Promise<QuotaRequest[]>;
  /** Asks for a higher value. One that is asked for already counts as done. */
  request(request: QuotaRequest): Promise<void>;
}

export interface Quota {
  /** e.g. `lambda` */
  readonly service: string;
  /** e.g. `L-B99A9384` */
  readonly code: string;
  readonly name: string;
  readonly value: number;
  readonly adjustable: boolean;
}

export interface QuotaRequest {
  readonly service: string;
  readonly code: string;
  readonly value: number;
}

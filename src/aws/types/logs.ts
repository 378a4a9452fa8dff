/** CloudWatch Logs in one account and region. */
export interface LogsGateway {
  /**
   * Events of a log group from `since` on, oldest first; null when there is no such group. At most `limit` of them: the
   * oldest.
   */
  events(request: LogsRequest): Promise<LogEvent[] | null>;
}

export interface LogsRequest {
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly limit: number;
}

export interface LogEvent {
  /** Unique within its group. */
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** As it was written, line end included. */
  readonly message: string;
}

/** One stack set with service-managed permissions. Times are ms since 1970; everything is plain JSON, as it is saved. */
export interface StackSetRecord {
  /** `<name>:<uuid>` */
  readonly id: string;
  readonly name: string;
  status: 'ACTIVE' | 'DELETED';
  content: StackSetContent;
  autoDeployment: { readonly enabled: boolean; readonly retain: boolean };
  /** True: operations that cannot begin yet are queued, not refused. */
  managed: boolean;
  /** Ids of the organizational units (or of the root) that it was deployed to. */
  units: string[];
  regions: string[];
  /** By `<account>/<region>`. */
  instances: Record<string, InstanceRecord>;
  /** By id, oldest first. */
  operations: Record<string, OperationRecord>;
}

/** What every stack of a set is made from. */
export interface StackSetContent {
  readonly description: string | null;
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** One stack of a set in an account and region. */
export interface InstanceRecord {
  readonly account: string;
  readonly region: string;
  readonly unit: string;
  stackId: string | null;
  status: 'CURRENT' | 'OUTDATED' | 'INOPERABLE';
  detailed: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  reason: string | null;
  lastOperation: string | null;
}

export interface OperationRecord {
  readonly id: string;
  readonly action: 'CREATE' | 'UPDATE' | 'DELETE';
  status: 'QUEUED' | 'RUNNING' | 'STOPPING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED';
  readonly retain: boolean;
  readonly preferences: Preferences;
  readonly created: number;
  ended: number | null;
  /** What becomes of each instance, regions in their order. */
  readonly results: ResultRecord[];
}

export interface ResultRecord {
  readonly account: string;
  readonly region: string;
  readonly unit: string;
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  reason: string | null;
}

/** How fast an operation goes, and how many accounts of a region may fail. */
export interface Preferences {
  readonly concurrent: Share;
  readonly tolerance: Share;
  /** True: failures do not slow the operation down. */
  readonly soft: boolean;
  /** True: regions have their turn together, not one after the other. */
  readonly parallel: boolean;
}

/** A number of accounts, or a share of them in per cent. */
export interface Share {
  readonly count: number | null;
  readonly percentage: number | null;
}

/** The keys of `baseline` in a definition. */
export type BaselineItemName =
  | 'artifacts'
  | 'deployRole'
  | 's3PublicAccessBlock'
  | 'ebsEncryption'
  | 'passwordPolicy'
  | 'oidc'
  | 'defaultVpc'
  | 'budget'
  | 'regions'
  | 'guardrails';

export type BaselineAction = 'create' | 'update' | 'none' | 'skipped';

/** One item in one place: what it needs. */
export interface BaselineStep {
  readonly item: BaselineItemName;
  /** Null: once an account, or in regions that are known only when the account is there. */
  readonly region: string | null;
  readonly action: BaselineAction;
  /** For a person: why it is skipped, or what is not as it should be; null where the action says it all. */
  readonly reason: string | null;
}

/** The same for somebody who wants to know of every item: one that could not be looked at is `unknown`, and says why. */
export type SurveyedStep = Omit<BaselineStep, 'action'> & { readonly action: BaselineAction | 'unknown' };

/** The document of bootstrap. */
export interface BaselineOutcome {
  readonly environment: string;
  readonly accountId: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly items: readonly Pick<BaselineStep, 'item' | 'region' | 'action'>[];
}

/** Credentials for programs that envctl starts, or that ask it for some. They are handed on and kept nowhere. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null for the long-term keys of a user. */
  readonly sessionToken: string | null;
  /** Milliseconds since 1970; null for what does not end. */
  readonly expires: number | null;
}

/** What a sign-in to the console is asked for with. */
export interface SigninRequest {
  /** The region names the partition, whose console it is. */
  readonly region: string;
  /** From 900 to 43,200; null: as long as the credentials. AWS refuses any for credentials that were got with those of a role. */
  readonly seconds: number | null;
}

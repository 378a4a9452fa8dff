/** The sample's code is plain JavaScript; these are the parts of it that the tests use. */

interface SampleAnswer {
  readonly status: number;
  readonly body?: unknown;
}

interface SampleRequest {
  readonly caller?: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

type SampleRoutes = Record<string, (request: SampleRequest) => Promise<SampleAnswer>>;

declare module '*/shared/nodejs/api.mjs' {
  export function api(options: {
    routes: SampleRoutes;
    open?: SampleRoutes;
    origins: string[];
    maxBodyBytes: number;
    log?: (problem: unknown) => void;
  }): (event: object) => Promise<{ statusCode: number; headers: Record<string, string>; body: string }>;
  export function refusal(status: number, error: string): SampleAnswer;
}

declare module '*/shared/nodejs/caller.mjs' {
  export function callerOf(event: object): string | undefined;
}

declare module '*/shared/nodejs/parameters.mjs' {
  export interface Page {
    Parameters?: { Name: string; Value: string }[];
    NextToken?: string;
  }
  export function parameterReader(options: {
    path: string;
    page: (input: { Path: string; NextToken?: string }) => Promise<Page>;
    seconds: number;
    now?: () => number;
  }): () => Promise<Record<string, string>>;
  export function outputReader(options: {
    path: string;
    get: (input: { Name: string }) => Promise<{ Parameter?: { Value?: string } }>;
    seconds: number;
    now?: () => number;
  }): (service: string) => Promise<Record<string, string>>;
  export function cached<T>(read: () => Promise<T>, seconds: number, now?: () => number): () => Promise<T>;
}

declare module '*/notes/src/note.mjs' {
  export interface Settings {
    pageSize: number;
    allowedTags: string[];
    attachments: boolean;
    maxContentLength: number;
  }
  export function newNoteId(now: number, uuid: string): string;
  export function isNoteId(value: unknown): boolean;
  export function createdAt(id: string): string;
  export function readNote(body: unknown, settings: Settings): { note?: object; problem?: string };
}

declare module '*/notes/src/settings.mjs' {
  export function settingsFrom(
    parameters: Record<string, string>,
    config: { security: { maxContentLength: number }; performance: { maxPageSize: number } },
  ): { pageSize: number; allowedTags: string[]; attachments: boolean; maxContentLength: number };
}

declare module '*/notes/src/routes.mjs' {
  export function noteRoutes(world: object): { open: SampleRoutes; routes: SampleRoutes };
}

declare module '*/users/src/profile.mjs' {
  export function localesFrom(text?: string): string[];
  export function readProfile(body: unknown, locales: string[]): { profile?: object; problem?: string };
}

declare module '*/users/src/routes.mjs' {
  export function userRoutes(world: object): SampleRoutes;
}

declare module '*/auth/src/sign-up.mjs' {
  export function objectionTo(event: object, rules: { mode?: string; domains: string[] }): string | undefined;
}

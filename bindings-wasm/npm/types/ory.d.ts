import type { CallOptions, CommonConfig, OryErrorKind } from "./client.js";
import type { OryError } from "./errors.js";
import type { Session } from "./models.js";
import type { OryOperations } from "./operations.js";
import type { FlowKind, FlowOptions, FlowOutcome, LogoutOptions, SelfService } from "./self-service.js";

/** An `AbortSignal`, as far as it is used. */
export interface OrySignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The `Headers` of a response, as far as they are used. */
export interface OryHeaders {
  get(name: string): string | null;
  has(name: string): boolean;
  forEach(visit: (value: string, name: string) => void): void;
}

/** A `fetch`, as far as it is used. */
export interface OryFetch {
  (url: string, init: OryRequestInit): Promise<OryFetchResponse>;
}

/** What `fetch` is called with. */
export interface OryRequestInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  redirect: "manual";
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an `AbortSignal`, which only some libraries declare
  signal: any;
  credentials?: "include";
  cache?: "no-store";
}

/** What `fetch` responds with. */
export interface OryFetchResponse {
  readonly status: number;
  readonly headers: OryHeaders;
  text(): Promise<string>;
}

/** What a client is made from: where the servers are, and how it behaves. There is no default host. */
export interface OryConfig extends CommonConfig {
  /** Milliseconds that a whole call may take, retries and waits included; 0 means no limit. 0 if left out. */
  deadlineMs?: number | null | undefined;
  /** Headers of every request, besides those that the client sets itself. */
  headers?: Record<string, string> | null | undefined;
  /** Cookies to pass on besides those that Ory's servers name themselves, such as a renamed session cookie. */
  cookieNames?: string[] | null | undefined;
  /** Sees every attempt of every call, for logs, metrics and traces; it never gets a secret. */
  observer?: ((event: OryEvent) => void) | null | undefined;
  /** Sends the requests, instead of the global `fetch`; for tests see `ory-hub/testing`. */
  fetch?: OryFetch | null | undefined;
}

/** One attempt of a call. */
export interface OryEvent {
  /** Ory's name of the operation. */
  operation: string;
  method: string;
  /** HTTP status of the response, when there was one. */
  status?: number | undefined;
  /** 1 for the first attempt. */
  attempt: number;
  /** How long the attempt took. */
  milliseconds: number;
  /** The kind of error, when it failed. */
  kind?: OryErrorKind | undefined;
  /** The request's name in the server's logs. */
  requestId?: string | undefined;
}

/** A value with the response that carried it. */
export interface OryResponse<T> {
  value: T;
  status: number;
  headers: OryHeaders;
  /** Every `Set-Cookie` header, as it came. Empty in browsers, which show none to scripts. */
  setCookie: string[];
}

/** The operations, each with status and headers beside the value. */
export type OryWithResponse = {
  [Name in keyof OryOperations]: OryOperations[Name] extends (...values: infer Values) => Promise<infer Value>
    ? (...values: Values) => Promise<OryResponse<Value>>
    : never;
};

/** A client. Methods may be taken out of it: `const { toSession } = ory`. */
export interface Ory extends OryOperations {
  /** The same operations, each with status and headers beside the value. */
  readonly withResponse: OryWithResponse;

  /**
   * A self-service flow. It never throws because of what the server says: that is an outcome.
   *
   * @example
   * const login = ory.selfService("login", { returnTo: "/app" });
   * let outcome = await login.start();
   * while (outcome.kind === "form") outcome = await login.submit(await render(outcome.form));
   */
  selfService<Kind extends FlowKind>(kind: Kind, options?: FlowOptions[Kind] | null): SelfService<Kind>;

  /**
   * Signs out: the outcome is `signedOut`, also where nobody was signed in, or `failed`. With a session token, here or in the
   * configuration, it revokes the token. Once signed out, listeners of `onSession` get `undefined`.
   */
  logout(options?: LogoutOptions | null): Promise<FlowOutcome<"logout">>;

  /**
   * Who is signed in, or `undefined` where the server says that nobody is (401) or there is no session to send. It is
   * remembered as long as the server allows (`Ory-Session-Cache-For`), until somebody signs in or out here or in another
   * tab. What is remembered is a copy: who changes the session changes nothing for others.
   *
   * Where that cannot be told it throws: an {@link OryError} of kind `transport` or `timeout`, or of kind `api` with status
   * 403 (`id` is `session_aal2_required`: a second factor is wanted) or 5xx.
   */
  session(options?: SessionOptions | null): Promise<Session | undefined>;

  /**
   * Calls `listener` with who is signed in, now and whenever that changes, here or in another tab. Returns the function
   * that ends it. Where that cannot be told at first, the listener gets `undefined` and the error, and the session as soon
   * as it is known. What a listener throws is reported, by `reportError` in a browser, else by `console.error`.
   */
  onSession(listener: (session: Session | undefined, error?: OryError) => void): () => void;
}

/** Options of `session`. */
export interface SessionOptions extends CallOptions {
  /** Asks the server, whatever is remembered. */
  refresh?: boolean | null | undefined;
  /** On a server: the visitor's cookie. That visitor's session is neither remembered nor told to listeners. */
  cookie?: string | null | undefined;
}

import type { OryFetch } from "./ory.js";
import type { Json } from "./values.js";

/** A request that was made. */
export interface ScriptedRequest {
  method: string;
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The JSON of the body. */
  body?: Json;
}

/** A response, or the failure to get one. */
export interface ScriptedResponse {
  /** 200 if left out. */
  status?: number;
  /** The body as a value. */
  json?: unknown;
  /** The body as text, instead of `json`. */
  text?: string;
  headers?: Record<string, string>;
  /** Each `Set-Cookie` header. */
  setCookie?: string[];
  /** What `fetch` fails with, such as `new TypeError("fetch failed")`. */
  error?: unknown;
  /** Milliseconds until the response comes. */
  delayMs?: number;
}

/** A `fetch` without a network. */
export interface ScriptedFetch extends OryFetch {
  /** What was asked so far. */
  readonly requests: ScriptedRequest[];
}

/**
 * A `fetch` that responds from a list, in order, or from a function. After the end of the list a call fails with an error
 * of kind `config` that says so, and is not repeated.
 *
 * @example
 * const fetch = scriptedFetch([{ json: { id: "s", active: true } }]);
 * const ory = createOry({ kratosPublicUrl: "http://localhost", sessionToken: "t", fetch });
 */
export declare function scriptedFetch(
  script: ScriptedResponse[] | ((request: ScriptedRequest) => ScriptedResponse | Promise<ScriptedResponse>),
): ScriptedFetch;

// One call: the module plans the request and reads errors, `fetch` sends.

import { attempt, wait } from "./attempt.js";
import { check, jsonOf, refuse } from "./check.js";
import { oryCookies } from "./cookies.js";
import { OryError, isOryError, redact } from "./error.js";
import { nextDelay, parseError, plan } from "./host.js";
import { inCamel } from "./names.js";
import { SECRETS } from "./operations.js";
import { errorBody, flowOf, knownHeaders, parse, setCookies } from "./response.js";
import { wellFormed } from "./text.js";
import { isSet } from "./values.js";

// A browser adds its cookies by itself; a process has only what it was given.
const isBrowser = typeof location === "object";

// Some hosts refuse the option as such. Others load a whole HTTP client where `Request` is named, so it is not asked before
// the first call.
const uncached = () => typeof Request === "function" && "cache" in Request.prototype && { cache: "no-store" };

// What `nextDelay` takes and gives.
const [RESPONDED, LOST, NOT_CONNECTED] = [0, 1, 2];
const NEVER = undefined;

const SECRET_NAMES = SECRETS.split(" ");

// All that stands under the name of a secret.
const textsIn = (value) => (typeof value === "object" && value ? Object.values(value).flatMap(textsIn) : isSet(value) ? `${value}` : []);

const isText = (value) => typeof value === "string" && wellFormed(value) === value;

// An id is a text; other parameters may be numbers and marks as well.
const asTexts = (name, value, isId) => {
  const items = [value].flat().filter(isSet);
  if (items.some((item) => !isText(item) && (isId || !(item === !!item || Number.isFinite(item))))) refuse("input", `${name} is not a text`);
  return items.length > 0 ? items.map(String) : undefined;
};

// A page hears of it as of any other error. Where there is none, `reportError` may end the process.
const report = (error) => (isBrowser && globalThis.reportError ? reportError(error) : console.error(error));

/** Calls who watches; what that throws is reported and cannot end what is watched. */
export const notify = (observer, event) => {
  try {
    // An async one may fail later.
    observer?.(event)?.then?.(undefined, report);
  } catch (error) {
    report(error);
  }
};

export const caller = (config, fields) => {
  const { timeoutMs: ownTimeout = 30000, deadlineMs: ownDeadline = 0, maxRetries = 2, observer } = config;

  const optionsOf = ({ params, packed: { names, kinds } }, given) => {
    const options = { ...given };
    check("input", options);
    const { body, cookie, headers } = options;
    const secrets = [];
    const note = (name, value) => {
      if (SECRET_NAMES.includes(name)) secrets.push(...textsIn([value]));
      return value;
    };
    // A visitor's request that has no cookies is still a visitor's.
    const isVisitor = cookie !== undefined;
    if (isVisitor) options.cookie = oryCookies(cookie, config.cookieNames) || undefined;
    return {
      ...options,
      params: params.map((key, index) => asTexts(key, note(names[index], options[key]), /[!=]/.test(kinds[index]))),
      headers: Object.entries({ ...config.headers, ...headers }),
      body: body === undefined ? body : jsonOf("the body", body, note),
      secrets,
      // Who passes a visitor's cookies on never wants the credential of another one.
      fields: isVisitor ? { ...fields, cookie: undefined, session_token: undefined } : fields,
    };
  };

  const prepare = ({ packed, name: operation }, { params, headers, body, fields, secrets }) => {
    const { kind, message, lacksSession, ...request } = plan(packed, params, fields, body !== undefined, isBrowser);
    if (kind) throw new OryError({ kind, operation, message: inCamel(message) }, { lacksSession });
    const own = {};
    for (const [key, value] of headers) {
      const lower = key.toLowerCase();
      if (lower in request.headers || /^(cookie|x-session-token|content-type|host|content-length)$/.test(lower)) {
        refuse("input", `the header \`${lower}\` is set by the client itself`);
      }
      if (isSet(value)) own[lower] = `${value}`;
    }
    const all = { ...own, ...request.headers };
    for (const [name, value] of Object.entries(all)) {
      // What a header of one's own holds is known to nobody here. A request is traced by its id.
      if (SECRET_NAMES.includes(name.toLowerCase()) || (name in own && name !== "x-request-id")) {
        // The credential after its scheme, each cookie.
        secrets.push(value, ...value.split("; ").map((part) => part.replace(/^(\w+ (?=\S+$)|.*?=)/, "")));
      }
      if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) refuse("input", `\`${name}\` is no name of a header`);
      // What `fetch` says of such a value shows it.
      if (/[^\t -~\x80-\xff]/.test(value)) {
        refuse("input", `the header \`${name}\` has characters that no header may have`);
      }
    }
    return {
      url: request.url,
      init: {
        method: request.method,
        headers: all,
        body,
        // A page cannot look where a redirect leads before it is followed.
        redirect: "manual",
        ...(isBrowser && { credentials: "include" }),
        ...uncached(),
      },
    };
  };

  const read = ({ packed }, { status, headers }, text, secrets) => {
    const value = parse(text);
    const known = knownHeaders(headers);
    const error = parseError(packed, status, known, value, value !== undefined, text.trimStart().charCodeAt(0) || 0);
    const setCookie = setCookies(headers);
    if (!error) return { value: value ?? (text || undefined), status, headers, setCookie };
    const flow = flowOf(value);
    const { details, ...facts } = error;
    redact(facts, secrets);
    const hidden = { details, body: errorBody(text, flow), flow, headers, setCookie };
    return { error: new OryError({ ...facts, status: status || undefined }, hidden), known, value, status, headers, setCookie };
  };

  /** Parameters, body and options by their names; gives what came, and the error that it is. */
  const execute = async (described, given) => {
    const { packed, name: operation } = described;
    let kind = "input";
    try {
      const options = optionsOf(described, given);
      kind = "internal";
      const { signal, secrets, timeoutMs = ownTimeout, deadlineMs = ownDeadline } = options;
      const until = deadlineMs > 0 ? Date.now() + deadlineMs : Infinity;
      const { url, init } = prepare(described, options);
      const send = config.fetch ?? globalThis.fetch;
      if (!send) refuse("config", "there is no fetch here: set `fetch`");
      for (let retries = 0; ; retries++) {
        const since = Date.now();
        const milliseconds = Math.max(Math.min(timeoutMs || Infinity, until - since), 0);
        let result;
        try {
          const { response, text } = await attempt(send, url, init, { signal, milliseconds });
          result = read(described, response, text, secrets);
        } catch (error) {
          redact(error, secrets);
          result = { error, known: {} };
        }
        const { error, known, status = error.status } = result;
        notify(observer, {
          operation,
          method: init.method,
          status: status || undefined,
          attempt: retries + 1,
          milliseconds: Date.now() - since,
          kind: error?.kind,
          requestId: error?.requestId ?? result.headers?.get("x-request-id") ?? undefined,
        });
        if (!error) return result;
        error.operation ??= operation;
        const connection = error.kind !== "transport" ? RESPONDED : error.connected ? LOST : NOT_CONNECTED;
        const delay =
          retries < maxRetries ? nextDelay(packed, connection, status ?? 0, known, retries, Math.random() * 256) : NEVER;
        if (delay === NEVER || Date.now() + delay >= until) return result;
        await wait(delay, signal);
      }
    } catch (cause) {
      const error =
        isOryError(cause) ? cause : new OryError({ kind, message: `${cause?.message ?? cause}` }, {}, cause);
      error.operation ??= operation;
      return { error };
    }
  };

  /** Where an operation is, for a browser to go there itself. */
  const urlOf = (described, given) => prepare(described, optionsOf(described, given)).url;

  return { execute, urlOf };
};

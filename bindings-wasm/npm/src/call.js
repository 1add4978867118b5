// One call: the module plans, `fetch` sends, the module says what went wrong.

import { fault, plan } from "./glue.js";
import { OryError } from "./error.js";

const LONGEST_WAIT = 5;

// A browser adds its cookies by itself; a process has only what it was given.
const ambient = typeof location === "object";

const parse = (text) => {
  try {
    const value = JSON.parse(text);
    // Go writes an empty list as null: a form without fields has no nodes.
    if (value?.ui) value.ui.nodes ??= [];
    return value;
  } catch {
    return undefined;
  }
};

const wait = (seconds, signal) =>
  new Promise((done) => {
    setTimeout(done, seconds * 1000);
    signal?.addEventListener("abort", done, { once: true });
  });

export const planned = (operation, values, config, body) => {
  const request = plan(operation, values, config, body !== undefined, ambient);
  if (request.kind) throw new OryError(request);
  return request;
};

export const caller = (config) => {
  const limit = config.timeoutMs ?? 30000;

  const send = async (request, body, signal) => {
    const clock = limit > 0 ? AbortSignal.timeout(limit) : undefined;
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body,
        credentials: "include",
        // No credential follows to another place: a page cannot look where a redirect leads before it is followed.
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.any([signal, clock].filter(Boolean)),
      });
      return [response, await response.text()];
    } catch (cause) {
      const [kind, message] = signal?.aborted
        ? ["cancelled", "the call was aborted"]
        : clock?.aborted
          ? ["timeout", `no whole answer came in ${limit} ms`]
          : ["transport", `no whole answer came: ${cause.message}`];
      throw new OryError({ kind, message, operation: request.operation }, cause);
    }
  };

  return async (operation, { signal, ...values } = {}, content) => {
    const request = planned(operation, values, config, content);
    let body;
    try {
      body = JSON.stringify(content);
    } catch (cause) {
      throw new OryError({ kind: "input", message: cause.message, operation: request.operation }, cause);
    }
    for (let tried = 0; ; tried++) {
      const [response, text] = await send(request, body, signal);
      const value = parse(text);
      const facts =
        response.type === "opaqueredirect"
          ? { kind: "redirect", operation: request.operation, message: "the server points to another address" }
          : fault(operation, response.status, response.headers, value, text);
      if (!facts) return request.text ? text : value;
      const seconds = facts.retryAfter ?? 0.2 * 2 ** tried;
      const again = facts.status === 429 || (request.repeat && facts.status > 501 && facts.status < 505);
      if (!again || tried >= (config.maxRetries ?? 2) || seconds > LONGEST_WAIT) throw new OryError(facts);
      await wait(seconds, signal);
    }
  };
};

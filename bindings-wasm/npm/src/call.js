// One call: the module plans, `fetch` sends, the module says what went wrong.

import { OryError } from "./error.js";
import { encoder, fault, plan } from "./glue.js";
import { ask, camel } from "./host.js";

// The caller decides about longer ones: the error tells `retryAfter`.
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

const failed = (kind, message, operation, cause) => new OryError({ kind, message, operation }, cause);

// The answer as it came, of its first 64 KiB what is whole.
const cut = (text) => new TextDecoder().decode(encoder.encode(text).subarray(0, 65536), { stream: true });

export const planned = (row, operation, values, config, body) => {
  const [facts, headers] = ask([values, config, { row }], () => plan(body !== undefined, ambient));
  // Core names fields as `api/` does.
  if (facts.kind) throw failed(facts.kind, facts.message.replace(/[a-z]+(_[a-z]+)+/g, camel), operation);
  return { ...facts, headers };
};

export const caller = (config) => {
  const { timeoutMs = 30000, maxRetries = 2 } = config;

  const send = async (operation, { url, method, headers }, body, signal) => {
    const clock = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined;
    try {
      const response = await fetch(url, {
        method,
        headers,
        body,
        credentials: ambient ? "include" : undefined,
        // No request follows to another host: a page cannot look where a redirect leads before it is followed.
        redirect: "manual",
        signal: AbortSignal.any([signal, clock].filter(Boolean)),
      });
      return [response, await response.text()];
    } catch (cause) {
      if (signal?.aborted) throw failed("cancelled", "the call was aborted", operation, cause);
      if (clock?.aborted) throw failed("timeout", `no whole answer came in ${timeoutMs} ms`, operation, cause);
      throw failed("transport", `no whole answer came: ${cause.message}`, operation, cause);
    }
  };

  const run = async (row, operation, { signal, body, ...values }) => {
    const request = planned(row, operation, values, config, body);
    try {
      body = JSON.stringify(body);
    } catch (cause) {
      throw failed("input", cause.message, operation, cause);
    }
    for (let tried = 0; ; tried++) {
      const [{ status, headers }, text] = await send(operation, request, body, signal);
      const value = parse(text);
      const [facts] = ask([Object.fromEntries(headers), value], () =>
        fault(row.charCodeAt(3), status, value != null, text.trimStart().charCodeAt()),
      );
      if (!facts.kind) return value ?? (text || undefined);
      const seconds = facts.retryAfter ?? 0.2 * 2 ** tried;
      const again = status === 429 || (request.repeat && status > 501 && status < 505);
      if (!again || tried >= maxRetries || seconds > LONGEST_WAIT)
        throw new OryError({ ...facts, operation, status: status || undefined, body: cut(text) || undefined });
      await wait(seconds, signal);
    }
  };

  return (row, operation, options) =>
    run(row, operation, options).catch((error) => {
      throw error instanceof OryError ? error : failed("internal", error.message, operation, error);
    });
};

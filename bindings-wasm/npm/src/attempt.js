// One request and its whole response, ended by the caller's signal or by time.

import { refuse } from "./check.js";
import { OryError, isOryError } from "./error.js";
import { readText } from "./response.js";

// `fetch` hides the reason behind one general sentence in Node.
const reasonOf = (error) => error?.cause?.message || error?.cause?.code || error?.message || error;

const NOT_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

// What each signal ends: one listener for all, since Node warns of more than ten.
const ends = new WeakMap();

const onAbort = (signal, run) => {
  let all = ends.get(signal);
  if (!all) {
    all = new Set();
    all.end = () => all.forEach((end) => end());
    ends.set(signal, all);
  }
  if (all.size === 0) signal.addEventListener("abort", all.end);
  all.add(run);
  return () => {
    all.delete(run);
    if (all.size === 0) signal.removeEventListener("abort", all.end);
  };
};

// Ends with the first of `signal` and `milliseconds`, also where what runs does not look at its signal; nothing stays on a
// signal that lives longer.
const limited = async (signal, milliseconds, run) => {
  const controller = new AbortController();
  let ended;
  let stop;
  const stopped = new Promise((_, fail) => (stop = fail));
  const end = (kind) => {
    ended ??= kind;
    controller.abort();
    stop(signal?.aborted ? signal.reason : controller.signal.reason);
  };
  const cancel = () => end("cancelled");
  const timer = milliseconds < Infinity && setTimeout(() => end("timeout"), milliseconds);
  const leave = signal && onAbort(signal, cancel);
  if (signal?.aborted) cancel();
  try {
    return await Promise.race([stopped, ended ? stopped : run(controller.signal)]);
  } catch (cause) {
    throw ended ? { ended, cause } : cause;
  } finally {
    if (timer) clearTimeout(timer);
    leave?.();
  }
};

const aborted = (failure) => {
  throw failure?.ended ? new OryError({ kind: "cancelled", message: "the call was aborted" }, {}, failure.cause) : failure;
};

/** Waits for what never fails, unless the signal aborts first. */
export const settled = (promise, signal) => limited(signal, Infinity, () => promise).catch(aborted);

/** Waits, unless the signal aborts first; then it fails as the call does. */
export const wait = (milliseconds, signal) =>
  limited(signal, Infinity, (ended) => new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    ended.addEventListener("abort", () => clearTimeout(timer));
  })).catch(aborted);

/** The response and its text. A failure is an `OryError` with `connected`: whether the request may have been sent. */
export const attempt = async (send, url, init, { signal, milliseconds }) => {
  try {
    return await limited(signal, milliseconds, async (ended) => {
      const response = await send(url, { ...init, signal: ended });
      if (!response) refuse("config", "`fetch` gave no response");
      return { response, text: await readText(response) };
    });
  } catch (cause) {
    // A `fetch` of one's own may know what went wrong.
    if (isOryError(cause)) throw cause;
    const { ended } = cause ?? {};
    const error = (kind, message, reason = cause) => new OryError({ kind, message }, {}, reason);
    if (ended === "cancelled") aborted(cause);
    if (ended) throw error(ended, `no whole response came in ${milliseconds} ms`, cause.cause);
    const lost = error("transport", `no whole response came: ${reasonOf(cause)}`);
    throw Object.defineProperty(lost, "connected", { value: !NOT_CONNECTED.test(cause?.cause?.code) });
  }
};

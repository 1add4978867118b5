// `ory-hub/testing`: a scripted `fetch` for tests of one's own code. Nothing is sent.

import { known } from "./check.js";
import { OryError } from "./error.js";

const lowered = (headers) => Object.fromEntries(Object.entries(headers ?? {}).map(([key, value]) => [key.toLowerCase(), `${value}`]));

const responseOf = ({ status = 200, json, text = json === undefined ? "" : JSON.stringify(json), headers, setCookie = [] }) => {
  const known = lowered(headers);
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get: (name) => known[name.toLowerCase()] ?? null,
      has: (name) => name.toLowerCase() in known,
      forEach: (visit) => Object.entries(known).forEach(([key, value]) => visit(value, key)),
      getSetCookie: () => [...setCookie],
    },
    text: async () => text,
  };
};

const delay = (milliseconds, signal) =>
  new Promise((done, fail) => {
    const end = () => fail(Object.assign(new Error("aborted"), { name: "AbortError" }));
    if (signal?.aborted) return end();
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      done();
    }, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      end();
    });
  });

const checked = (answer) => {
  if (answer) known(answer, (key) => /^(status|json|text|headers|setCookie|error|delayMs)$/.test(key));
  return answer;
};

/** A `fetch` that answers from a list, in order, or from a function; `requests` has what was asked. */
export const scriptedFetch = (script) => {
  const list = typeof script === "function" ? undefined : [...script].map((answer) => checked(answer));
  const requests = [];
  const scripted = async (url, { method = "GET", headers, body, signal } = {}) => {
    const request = { method, url: `${url}`, headers: lowered(headers), body: body === undefined ? undefined : JSON.parse(body) };
    requests.push(request);
    const answer = list ? list.shift() : checked(await script(request));
    if (!answer) throw new OryError({ kind: "config", message: `the script has no response for call ${requests.length}: ${method} ${url}` });
    if (answer.delayMs) await delay(answer.delayMs, signal);
    if (answer.error) throw answer.error;
    return responseOf(answer);
  };
  return Object.assign(scripted, { requests });
};

// Who is signed in, remembered as long as the server allows, and told to every tab.

import { notify } from "./call.js";
import { optional, refuse } from "./check.js";

// Operations after which somebody else may be signed in, or as somebody else.
const CHANGING = /^(update|perform|disable|exchange)/;

const CACHE = "ory-session-cache-for";

/** `read` calls `toSession` and gives its result; `address` names the server, for the tabs that use the same. */
export const sessions = (read, address) => {
  const listeners = new Set();
  let until = 0;
  // JSON, so that nobody who gets the session can change what is remembered.
  let told;
  // Whose session it was when the other tabs were last told, or this tab by them.
  let id;
  let epoch = 0;
  let asking;
  let channel;

  const tell = (session) => {
    const text = JSON.stringify(session) ?? "";
    if (text === told) return;
    told = text;
    for (const listener of listeners) notify(listener, session);
  };

  // The session of one visitor of a server is nobody else's.
  const isOwn = ({ cookie, xSessionToken }) => cookie === undefined && !xSessionToken;

  const ask = async (options, isTold) => {
    const since = epoch;
    const { value: found, error, headers } = await read(options);
    if (error && error.status !== 401 && error.kind !== "credential") throw error;
    const value = error ? undefined : found;
    if (since === epoch && isOwn(options)) {
      until = Date.now() + (Number(headers?.get(CACHE)) || 0) * 1000;
      const before = id;
      id = value?.id ?? "";
      if (!isTold && before !== undefined && before !== id) channel?.postMessage(false);
      tell(value);
    }
    return value;
  };

  // Who asks at the same time shares a request.
  const shared = (isTold) => {
    const request = (asking ??= ask({}, isTold));
    const done = () => {
      if (asking === request) asking = undefined;
    };
    request.then(done, done);
    return request;
  };

  // Somebody signed in or out: what was remembered is void, and who listens wants to know. Who signed out need not be asked.
  const forget = (isOut) => {
    epoch += 1;
    until = 0;
    asking = id = undefined;
    if (isOut) tell();
    if (listeners.size > 0) shared(true).catch(() => {});
  };

  const listen = () => {
    if (channel || typeof document !== "object" || typeof BroadcastChannel !== "function") return;
    channel = new BroadcastChannel(`ory-hub ${address}`);
    channel.onmessage = ({ data }) => forget(data);
  };

  const session = async (given) => {
    const { refresh, ...options } = optional("the argument of session", given);
    listen();
    if (refresh || Object.values(options).some((value) => value !== undefined)) return ask(options);
    if (Date.now() < until) return told ? JSON.parse(told) : undefined;
    return shared();
  };

  const changed = (isOut = false) => {
    listen();
    channel?.postMessage(isOut);
    forget(isOut);
  };

  return {
    session,
    onSession: (listener) => {
      if (typeof listener !== "function") refuse("input", "the listener of onSession is not a function");
      let heard = false;
      const own = (value) => {
        heard = true;
        return listener(value);
      };
      listeners.add(own);
      // Who waits for the first word learns that there is none yet.
      const first = (value, error) => !heard && listeners.has(own) && notify(error ? () => listener(value, error) : own, value);
      session().then(first, (error) => first(undefined, error));
      return () => void listeners.delete(own);
    },
    changed,
    /** A call of an operation ended. */
    called: (name, options, error) => {
      const ended = error ? error.status === 401 && (until > 0 || told) : CHANGING.test(name);
      if (ended && isOwn(options)) changed();
    },
  };
};

// The one error class.

import { isMap } from "./values.js";

// Another copy of this package knows our errors by it.
const MARK = Symbol.for("ory-hub.OryError");

// Control characters, line separators and direction marks would forge or disguise lines of a log.
// eslint-disable-next-line no-control-regex -- they are what it is about
const UNSAFE = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

const oneLine = (text) => text.replace(UNSAFE, " ");

const PRINTED = ["message", "reason", "id", "code", "requestId", "stack"];

// What stands beside a text that is a whole value: quotes, `name=`, the end of a header's line, a member of JSON, nothing.
const WHOLE = /^([^]?(["'`])\0\2|[^]?=\0[;,&\s]?|: \0\n?|":\0[,}]|\0)$/;

// A short secret may be a word or a number of the server's own, so only a whole value is one.
const hide = (text, secret) =>
  text
    .split(secret)
    .reduce((out, part) => `${out}${secret.length > 7 || WHOLE.test(`${out.slice(-2)}\0${part.slice(0, 1)}`) ? "[redacted]" : secret}${part}`);

/** Hides these texts where an error, or what it will be made from, is printed: a server may repeat what it was sent. */
export const redact = (error, secrets) => {
  // Also as JSON writes them. What holds another one goes first.
  const all = secrets.flatMap((secret) => (secret ? [secret, JSON.stringify(secret).slice(1, -1)] : []));
  all.sort((one, other) => other.length - one.length);
  for (const key of PRINTED) {
    const text = error[key];
    const shown = typeof text === "string" ? all.reduce(hide, text) : text;
    if (shown !== text) Reflect.set(error, key, shown);
  }
  if (isMap(error.cause)) redact(error.cause, secrets);
};

// A server's text, which has no end of its own.
const short = (text) => (typeof text === "string" ? text.slice(0, 1000) : text);

export class OryError extends Error {
  // Printed text shows it, whatever a bundler makes of the class's name.
  static name = "OryError";

  constructor({ message, ...fields }, hidden = {}, cause) {
    super(short(oneLine(message)), cause && { cause });
    for (const [key, value] of Object.entries(fields)) this[key] = short(value);
    // What may hold personal data or secrets is not printed.
    const name = fields.kind === "cancelled" ? "AbortError" : "OryError";
    for (const [key, value] of [...Object.entries({ ...hidden, name }), [MARK, true]]) Object.defineProperty(this, key, { value });
  }

  /** What may be logged. */
  toJSON() {
    return { message: this.message, ...this };
  }

  toString() {
    const { operation, status, message, reason, id, requestId } = this;
    const parts = [operation, status, message, reason !== message && reason].filter(Boolean).join(": ");
    const ids = [id && `id ${id}`, requestId && `request ${requestId}`].filter(Boolean).join(", ");
    return oneLine(`OryError: ${parts}${ids && ` (${ids})`}`);
  }
}

export const isOryError = (error) => error?.[MARK] === true;

// The one error class.

import { isMap } from "./values.js";

// Another copy of this package knows our errors by it.
const MARK = Symbol.for("ory-hub.OryError");

// Control characters, line separators and direction marks would forge or disguise lines of a log.
// eslint-disable-next-line no-control-regex -- they are what it is about
const UNSAFE = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

const oneLine = (text) => text.replace(UNSAFE, " ");

const PRINTED = ["message", "reason", "id", "code", "requestId", "stack"];

/**
 * Hides these texts where an error, or what it will be made from, is printed: a server may repeat what it was sent. A
 * short one may be a word of the server's own.
 */
export const redact = (error, secrets) => {
  for (const key of PRINTED) {
    for (const secret of secrets) {
      if (secret.length > 7 && `${error[key]}`.includes(secret)) Reflect.set(error, key, error[key].split(secret).join("[redacted]"));
    }
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
    for (const [key, value] of Object.entries({
      ...hidden,
      name: fields.kind === "cancelled" ? "AbortError" : "OryError",
      [MARK]: true,
    })) {
      Object.defineProperty(this, key, { value });
    }
    Object.defineProperty(this, MARK, { value: true });
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

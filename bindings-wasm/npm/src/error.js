// The one error. Its facts are its properties; what may hold personal data is kept out of prints.

export class OryError extends Error {
  constructor({ message, body, details, ...facts }, cause) {
    const { operation, status } = facts;
    // The line is in the stack, which is what consoles print.
    super([operation, status, message].filter(Boolean).join(": "), cause && { cause });
    Object.assign(this, facts);
    const hidden = { message, body, details, name: facts.kind === "cancelled" ? "AbortError" : "OryError" };
    for (const key in hidden) Object.defineProperty(this, key, { value: hidden[key], configurable: true });
  }

  toString() {
    const { operation, status, message, requestId } = this;
    return `OryError: ${[operation, status, message].filter(Boolean).join(": ")}${requestId ? ` (request ${requestId})` : ""}`;
  }
}

export const isOryError = (error) => error instanceof OryError;

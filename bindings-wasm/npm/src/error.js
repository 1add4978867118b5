// The one error. Its facts are its properties; what may hold personal data is kept out of prints.

export class OryError extends Error {
  // Prints show it, whatever a bundler makes of the class's name.
  static name = "OryError";

  constructor({ message, body, details, ...facts }, cause) {
    super(message, cause && { cause });
    Object.assign(this, facts);
    const hidden = { body, details, name: facts.kind === "cancelled" ? "AbortError" : "OryError" };
    for (const key in hidden) Object.defineProperty(this, key, { value: hidden[key] });
  }

  toString() {
    const { operation, status, message, reason, requestId } = this;
    const line = [operation, status, message, reason !== message && reason].filter(Boolean).join(": ");
    return `OryError: ${line}${requestId ? ` (request ${requestId})` : ""}`;
  }
}

export const isOryError = (error) => error instanceof OryError;

// What the tests use in the page. No bundler and no build step: an import map.

import { OryError, createOry, isOryError } from "ory-hub";

const FIELDS = ["kind", "operation", "status", "id", "code", "message", "reason", "requestId", "retryAfter", "details", "body"];

export const fieldsOf = (error) => ({
  is: isOryError(error) && error instanceof Error && error instanceof OryError,
  name: error.name,
  printed: String(error),
  stack: error.stack,
  error: Object.fromEntries(FIELDS.map((field) => [field, error[field]])),
});

globalThis.attempt = async (config, operation, values) => {
  const since = performance.now();
  try {
    const ory = await createOry(config);
    const value = await ory[operation](...values);
    return { value, kind: typeof value, ms: performance.now() - since };
  } catch (error) {
    return { ...fieldsOf(error), ms: performance.now() - since };
  }
};

globalThis.hub = { OryError, createOry, isOryError, fieldsOf };

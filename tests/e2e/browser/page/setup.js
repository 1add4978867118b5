// What the tests use in the page: no bundler, no build step, an import map alone.

import { OryError, createOry, isOryError } from "ory-hub";

const facts = ["kind", "operation", "status", "id", "code", "message", "reason", "requestId", "retryAfter", "details", "body"];

export const told = (error) => ({
  is: isOryError(error) && error instanceof Error && error instanceof OryError,
  name: error.name,
  printed: String(error),
  stack: error.stack,
  error: Object.fromEntries(facts.map((fact) => [fact, error[fact]])),
});

globalThis.attempt = async (config, operation, values) => {
  const since = performance.now();
  try {
    const ory = await createOry(config);
    const value = await ory[operation](...values);
    return { value, kind: typeof value, ms: performance.now() - since };
  } catch (error) {
    return { ...told(error), ms: performance.now() - since };
  }
};

globalThis.hub = { OryError, createOry, isOryError, told };

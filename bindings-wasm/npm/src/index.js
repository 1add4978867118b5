// ory-hub in the browser: Ory's self-service operations over the page's own `fetch`.

import { caller, planned } from "./call.js";
import { OryError, isOryError } from "./error.js";
import { load } from "./load.js";
import { Ory } from "./operations.js";

export { OryError, isOryError };

export const createOry = async (config, { module } = {}) => {
  try {
    await load(module);
  } catch (cause) {
    throw new OryError({ kind: "internal", message: `the module cannot be loaded: ${cause.message}` }, cause);
  }
  const own = { ...config };
  // Any operation finds out whether the configuration can be used.
  planned(0, {}, own);
  return new Ory(caller(own));
};

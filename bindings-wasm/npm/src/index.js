// ory-hub in the browser: Ory's self-service operations over the page's own `fetch`.

import { caller, planned } from "./call.js";
import { OryError, isOryError } from "./error.js";
import { load } from "./load.js";
import { operations } from "./operations.js";
import { fault } from "./url.js";

export { OryError, isOryError };

// A number that is none would mean no limit, or trying again for ever.
const whole = (config, field) => {
  const value = config[field] ?? 0;
  if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 31)) {
    throw new OryError({ kind: "config", message: `${field} is not a whole number from 0 to 2147483647` });
  }
};

export const createOry = async (config, { module } = {}) => {
  try {
    await load(module);
  } catch (cause) {
    throw new OryError({ kind: "internal", message: `the module cannot be loaded: ${cause.message}` }, cause);
  }
  const own = { ...config };
  whole(own, "timeoutMs");
  whole(own, "maxRetries");
  for (const field of ["projectUrl", "kratosPublicUrl"]) {
    const wrong = own[field] != null && fault(`${own[field]}`, `${own.allowInsecureHttp}` === "true");
    if (wrong) throw new OryError({ kind: "config", message: `${field} ${wrong}` });
  }
  // Any operation finds out whether the configuration can be used: this one may have a session.
  planned("Gs-j", undefined, {}, own);
  return operations(caller(own));
};

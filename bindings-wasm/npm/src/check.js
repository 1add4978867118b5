// Arguments of a wrong kind are refused before anything is sent.

import { OryError } from "./error.js";
import { isMap, isSet } from "./values.js";

const isFunction = (value) => typeof value === "function";

export const refuse = (kind, message) => {
  throw new OryError({ kind, message });
};

/** Options that may be left out. */
export const optional = (name, value) => {
  if (!isSet(value)) return {};
  return isMap(value) ? value : refuse("input", `${name} is not an object`);
};

/** Refuses what is given under a name that nothing reads. */
export const known = (given, isKnown) => {
  for (const name of Object.keys(given)) {
    if (isSet(given[name]) && !isKnown(name)) refuse("input", `there is no option ${name}`);
  }
};

/** Looks at the fields of a configuration or of a call. */
export const check = (kind, given) => {
  const need = (isGood, what, fields) => {
    for (const field of fields) {
      if (isSet(given[field]) && !isGood(given[field])) refuse(kind, `${field} is not ${what}`);
    }
  };
  // What is no number would mean no limit, or retries for ever.
  const isCount = (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31;
  need(isCount, "a whole number from 0 to 2147483647", ["timeoutMs", "deadlineMs", "maxRetries"]);
  need(isFunction, "a function", ["fetch", "observer"]);
  need(Array.isArray, "a list", ["cookieNames"]);
  need(({ addEventListener }) => isFunction(addEventListener), "an AbortSignal", ["signal"]);
  need((value) => isMap(value) && !value.entries, "an object of texts", ["headers"]);
};

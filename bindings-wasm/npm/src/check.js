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
export const known = (given, isKnown, kind = "input") => {
  for (const name of Object.keys(given)) {
    if (isSet(given[name]) && !isKnown(name)) refuse(kind, `there is no option ${name}`);
  }
};

// Another realm has a prototype of its own.
const isPlain = (value) => {
  const parent = isMap(value) && Object.getPrototypeOf(value);
  return parent === null || (parent && !Object.getPrototypeOf(parent));
};

/** The JSON of a plain object; of anything else, such as a file, JSON would have what can be listed of it. */
export const jsonOf = (name, given, note = (_, value) => value) => {
  if (!isPlain(given)) refuse("input", `${name} is not a plain object`);
  return JSON.stringify(given, (key, value) => (isMap(value) && !isPlain(value) ? refuse("input", `${key} is no data`) : note(key, value)));
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
  need((value) => value && typeof value === "string", "a text, or it is empty", ["sessionToken"]);
  need(({ addEventListener }) => isFunction(addEventListener), "an AbortSignal", ["signal"]);
  need((value) => isMap(value) && !value.entries, "an object of texts", ["headers"]);
};

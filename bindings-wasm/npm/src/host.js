// What the Rust module imports: reading and building JavaScript values. Values are data that `JSON.parse` or this package
// made, so nothing here runs code of the caller.

const isSet = (value) => value !== undefined && value !== null;

/** The member of an object or the item of a list; `undefined` where there is none. */
export const get = (value, key) => (Object.hasOwn(value, key) && isSet(value[key]) ? value[key] : undefined);
export const isObject = (value) => typeof value === "object" && !Array.isArray(value);
export const text = (value) => (typeof value === "string" ? value : undefined);
export const number = (value) => (typeof value === "number" ? `${value}` : undefined);
export const object = () => ({});
export const copy = (value) => ({ ...value });
export const set = (value, key, member) => void (value[key] = member);

/** Whether the host's URL parser takes an address. */
export const canParse = (url) => {
  try {
    return Boolean(new URL(url));
  } catch {
    return false;
  }
};

/** Seconds from `now`, else from this moment, to a date in HTTP's format. */
export const secondsUntil = (date, now) => {
  const seconds = (Date.parse(date) - (Date.parse(now) || Date.now())) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), 2 ** 31);
};

export const list = () => [];
export const push = (value, item) => void value.push(item);
export const len = (value) => (Array.isArray(value) ? value.length : 0);
export const keys = (value) => (isObject(value) ? Object.keys(value) : []);
export const flag = (value) => (typeof value === "boolean" ? value : undefined);
export const own = (value) => value;
export const write = (value) => JSON.stringify(value);
export const read = (text) => {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
};

// What the Rust module imports: reading and building JavaScript values, which it knows by numbers. Values are data that
// `JSON.parse` or this package made, so nothing here runs code of the caller.

import { wellFormed } from "./text.js";

let memory;

/** A text of the module, by its place in the memory and its length; all of them are constants. */
export let word;

/** The memory of the module, once there is one, and what reads its texts. */
export const useMemory = (given, read) => {
  memory = given;
  word = read;
};

export const bytesAt = (start, length) => new Uint8Array(memory.buffer, start, length);

// The values of the call that runs, by their numbers; 0 is none. Then those of them that its flow goes on to use.
let values = [undefined];
let kept = [undefined];

export const isSet = (value) => value !== undefined && value !== null;

export const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The number of a value, as long as the call runs. */
const give = (value) => (isSet(value) ? values.push(value) - 1 : 0);

/** The number of a value in the next call about the same flow. */
export const keep = (value) => kept.push(values[value]) - 1;

// Calls a function of the module, to which the arguments at these places go by their numbers, and the others as integers.
// What it keeps goes into `flow`.
export const run = (call, places, given, flow = {}) => {
  values = flow.values ?? [undefined];
  kept = [undefined];
  try {
    return values[call(...given.map((value, place) => (places.includes(place) ? give(value) : value | 0)))];
  } finally {
    flow.values = kept;
    values = [undefined];
  }
};

const read = (value, key) => (Object.hasOwn(value, key) ? value[key] : undefined);

/** The member of an object or the item of a list. */
export const item = (value, key) => give(read(values[value], key));
export const get = (value, start, length) => item(value, word(start, length));
export const member = (value, key) => item(value, values[key]);
export const key = (value, index) => give(isMap(values[value]) ? Object.keys(values[value])[index] : undefined);
export const isObject = (value) => isMap(values[value]);
export const len = (value) => (Array.isArray(values[value]) ? values[value].length : 0);

/** The first member of these that is a text, or a number. */
export const first = (value, start, length, numbers) => {
  for (const key of word(start, length).split(" ")) {
    const found = read(values[value], key);
    if ((typeof found === "string" && found) || (numbers && typeof found === "number")) return give(`${found}`);
  }
  return 0;
};

export const text = (value) => (typeof values[value] === "string" ? value : 0);
export const flag = (value) => [true, false].indexOf(values[value]) + 1;
export const number = (value) => (typeof values[value] === "number" ? give(`${values[value]}`) : 0);
export const json = (value) => give(JSON.stringify(values[value]));

export const newObject = () => give({});
export const newList = () => give([]);
export const copy = (value) => (isMap(values[value]) ? give({ ...values[value] }) : value);
export const ofText = (start, length) => give(word(start, length));
export const ofFlag = (value) => give(value > 0);
export const ofNumber = (value) => give(value >>> 0);
export const parse = (text) => {
  try {
    return give(JSON.parse(values[text]));
  } catch {
    return 0;
  }
};
export const parseNumber = (text) => {
  const value = parse(text);
  return typeof values[value] === "number" ? value : 0;
};

const put = (object, key, value) => {
  if (isMap(object)) object[key] = value;
};
export const set = (object, start, length, value) => put(values[object], word(start, length), values[value]);
export const setMember = (object, key, value) => put(values[object], values[key], values[value]);
export const remove = (object, start, length) => void delete values[object][word(start, length)];
export const push = (list, item) => void values[list].push(values[item]);

export const is = (value, start, length) => values[value] === word(start, length);
export const isOneOf = (value, start, length) => word(start, length).split(" ").includes(values[value]);
export const equals = (one, other) => values[one] === values[other];
export const beginsWith = (text, prefix) => values[text].startsWith(values[prefix]);
export const after = (text, start, length) => {
  const place = values[text].indexOf(word(start, length));
  return place < 0 ? 0 : give(values[text].slice(place + length));
};
export const before = (text, start, length) => give(values[text].split(word(start, length), 1)[0]);
export const strip = (text, start, length) => (values[text].startsWith(word(start, length)) ? after(text, start, length) : 0);
export const plus = (one, other) => give(values[one] + values[other]);
export const withoutSlashes = (text) => give(values[text].replace(/\/+$/, ""));
export const lower = (text) => give(values[text].toLowerCase());
export const encoded = (text) =>
  give(
    encodeURIComponent(wellFormed(values[text])).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  );
export const isVisible = (text) => !/[\0- \x7f]/.test(values[text]);

export const isWholeNumber = (text) => /^\s*\d+\s*$/.test(values[text]);
export const wholeNumber = (text) => Math.min(+values[text], 2 ** 32 - 1) | 0;

/** Seconds from `now`, else from this moment, to a date in HTTP's format; -1 where it is none. */
export const secondsUntil = (date, now) => {
  // What JavaScript takes for a date besides, such as a negative number, begins with no weekday.
  const seconds = (Date.parse(/^\s*[a-z]/i.test(values[date]) ? values[date] : "") - (Date.parse(values[now]) || Date.now())) / 1000;
  return Number.isNaN(seconds) ? -1 : Math.min(Math.max(Math.ceil(seconds), 0), 2 ** 31 - 1);
};

/** The code of a character, or 0. */
export const mark = (text, place) => values[text].charCodeAt(place) | 0;

/** Whether the host's URL parser takes an address. */
export const canParse = (url) => {
  try {
    return Boolean(new URL(values[url]));
  } catch {
    return false;
  }
};

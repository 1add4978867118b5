// Reads a response: its text up to a cap, its JSON, its headers.

import { OryError } from "./error.js";

/** What the longest response may hold, in bytes. */
const LONGEST = 2 ** 26;

// What an error keeps of the text, in bytes; a form is kept whole.
const ERROR_BODY = 2 ** 16;
const ERROR_FLOW = 2 ** 20;

// Some hosts have none.
const { TextDecoder } = globalThis;

const tooLong = ({ status }, reader) => {
  reader?.cancel().catch(() => {});
  throw new OryError({ kind: "decode", status, message: "the response is longer than 64 MiB" });
};

export const readText = async (response) => {
  // React Native has no streams.
  const reader = TextDecoder && response.body?.getReader?.();
  if (!reader) {
    const text = await response.text();
    return text.length > LONGEST ? tooLong(response) : text;
  }
  const decoder = new TextDecoder();
  let text = "";
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    if (length > LONGEST) tooLong(response, reader);
    text += decoder.decode(value, { stream: true });
  }
};

/** The value of JSON text; `undefined` where it is not JSON. */
export const parse = (text) => {
  try {
    const value = JSON.parse(text);
    // Go writes an empty list as null: a form without fields has no nodes.
    if (value?.ui) value.ui.nodes ??= [];
    return value;
  } catch {
    return undefined;
  }
};

/** The flow that the body of an error holds. */
export const flowOf = (value) => (typeof value?.id === "string" && value.ui ? value : undefined);

/** The start of a text, up to a number of bytes that depends on what it holds. */
export const errorBody = (text, flow) => {
  let left = flow ? ERROR_FLOW : ERROR_BODY;
  if (text.length * 3 <= left) return text || undefined;
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
};

/** Every `Set-Cookie` header; browsers show none to scripts. */
export const setCookies = (headers) => headers.getSetCookie?.() ?? [];

/** The headers that the module reads. */
export const knownHeaders = (headers) => {
  const known = {};
  for (const name of ["retry-after", "date", "x-ratelimit-reset", "x-request-id", "location"]) {
    const value = headers.get(name);
    if (value !== null) known[name] = value;
  }
  return known;
};

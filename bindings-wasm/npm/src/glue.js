// The border to the module, by hand: wasm-bindgen's own writing of it is three times as large. The names that begin
// with `$` are the module's; packaging puts in what they are called there (`xtask/package/src/npm.rs`).

import { details, first, get, named, note, object, wait } from "./host.js";

// An instance keeps some 300 bytes of each call: beyond this many, half of them its own from the start, the next
// question takes a new one.
const ENOUGH = 2 ** 21;

export const encoder = new TextEncoder();
const decoder = new TextDecoder();

let module, wasm;

const read = (at, length) => decoder.decode(new Uint8Array(wasm.$memory.buffer, at, length));

// A value as text, or none, where Rust looks for it: address and length.
const write = (out, value) => {
  const bytes = value == null ? [] : encoder.encode(value);
  const at = value == null ? 0 : wasm.$__wbindgen_malloc(bytes.length, 1);
  const { buffer } = wasm.$memory;
  new Uint8Array(buffer).set(bytes, at);
  new Uint32Array(buffer, out).set([at, bytes.length]);
};

const imports = {
  $get: (place, key, length) => get(place, read(key, length)),
  $at: get,
  $object: object,
  $first: (out, place, keys, length, numbers) => write(out, first(place, read(keys, length), numbers)),
  $named: (out, place, name, length, index) => write(out, named(place, read(name, length), index)),
  $note: (about, key, length, value, size) => note(about, read(key, length), read(value, size)),
  $wait: wait,
  $details: (place, beside, names, length) => details(place, beside, read(names, length)),
};

const instance = () => {
  if (!(wasm?.$memory.buffer.byteLength < ENOUGH)) wasm = new WebAssembly.Instance(module, { $module: imports }).exports;
  return wasm;
};

export const init = (compiled) => {
  module = compiled;
  instance();
};
export const plan = (...about) => instance().$plan(...about);
export const fault = (...about) => instance().$fault(...about);

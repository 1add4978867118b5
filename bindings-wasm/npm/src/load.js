// Loads the WebAssembly module once, from wherever the caller or the bundler keeps it.

import { init } from "./glue.js";

let loaded;

const bytes = async (source) => {
  const url = new URL(source, import.meta.url);
  // Node's fetch reads no files; asked for this way, bundlers for browsers do not look for `node:fs`.
  const fs = url.protocol === "file:" && globalThis.process?.getBuiltinModule?.("node:fs/promises");
  return fs ? fs.readFile(url) : fetch(url);
};

const compile = async (source) => {
  let module = await (source ?? new URL("./ory-hub.wasm", import.meta.url));
  if (typeof module === "string" || module instanceof URL) module = await bytes(module);
  if (module instanceof Response) {
    if (!module.ok) throw new Error(`${module.status} for ${module.url}`);
    module = await module.arrayBuffer();
  }
  return module instanceof WebAssembly.Module ? module : WebAssembly.compile(module);
};

export const load = (source) =>
  (loaded ??= compile(source)
    .then(init)
    .catch((error) => {
      loaded = undefined;
      throw error;
    }));

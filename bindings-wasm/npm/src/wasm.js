// `ory-hub/wasm`: the same over WebAssembly proper.

import { optional, refuse } from "./check.js";
import { createClient } from "./client.js";
import { OryError } from "./error.js";
import { instantiate } from "./module.js";

export { OryError, isOryError } from "./error.js";

let loading;

const compile = async (source) => {
  let module = await source;
  if (typeof module === "string" || module?.href) {
    const { href = module } = module;
    // Node's `fetch` reads no files; asked for this way, bundlers for browsers do not look for `node:fs`.
    const fs = href.startsWith("file:") && globalThis.process?.getBuiltinModule?.("node:fs/promises");
    module = await (fs ? fs.readFile(new URL(href)) : fetch(href));
  }
  if (module?.arrayBuffer) {
    if (!module.ok) throw new Error(`${module.status} for ${module.url}`);
    module = await module.arrayBuffer();
  }
  return module instanceof WebAssembly.Module ? module : WebAssembly.compile(module);
};

const load = (source) =>
  (loading ??= compile(source)
    .then(instantiate)
    .catch((error) => {
      loading = undefined;
      throw error;
    }));

export const createOry = async (config, options) => {
  const { module } = optional("the last argument of createOry", options);
  if (!module) refuse("config", "set `module`");
  await load(module).catch((cause) => {
    throw new OryError({ kind: "internal", message: `the module cannot be loaded: ${cause.message}` }, {}, cause);
  });
  return createClient(config);
};

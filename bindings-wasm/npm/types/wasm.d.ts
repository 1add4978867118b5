import type { Ory, OryConfig } from "./ory.js";

export { OryError, isOryError } from "./errors.js";
export type { CallOptions, OryErrorKind } from "./client.js";
export type * from "./models.js";
export type * from "./operations.js";
export type * from "./ory.js";
export type * from "./self-service.js";

/** The module `ory-hub/ory-hub.wasm`: its address, its bytes, a `Response`, or a compiled `WebAssembly.Module`. */
export type ModuleSource = string | { readonly href: string } | ArrayBuffer | ArrayBufferView | object;

/** How a client gets the module. */
export interface CreateOptions {
  /** It is loaded once, by the first client. */
  module: ModuleSource | Promise<ModuleSource>;
}

/** A client over WebAssembly proper: unlike that of `ory-hub` it has to be awaited. */
export declare function createOry(config: OryConfig, options: CreateOptions): Promise<Ory>;

import type { OryConfig } from "./client.js";
import type { OryError } from "./client.js";
import type { Ory } from "./operations.js";

export { OryError } from "./client.js";
export type { OryConfig, OryErrorKind } from "./client.js";
export type * from "./models.js";
export type * from "./operations.js";

/** Where the WebAssembly module comes from: its address, its bytes, an answer of `fetch`, or the compiled module. */
export type ModuleSource = string | URL | Response | ArrayBuffer | ArrayBufferView<ArrayBuffer> | WebAssembly.Module;

/** How a client is made. */
export interface CreateOptions {
  /**
   * The module, if it does not lie beside the script, where a bundler or the package itself puts it.
   * It is loaded once, by the first client.
   */
  module?: ModuleSource | Promise<ModuleSource> | undefined;
}

/**
 * A client for the self-service operations of Ory Network or of a Kratos of your own.
 *
 * In a browser the cookies of the servers are used. On a server pass `cookie`, here or to each call.
 *
 * @example
 * const ory = await createOry({ projectUrl: "https://slug.projects.oryapis.com" });
 * const session = await ory.toSession();
 */
export declare function createOry(config: OryConfig, options?: CreateOptions): Promise<Ory>;

/** Whether something caught is an error of a call. */
export declare function isOryError(error: unknown): error is OryError;

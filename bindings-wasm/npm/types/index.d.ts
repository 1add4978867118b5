import type { Ory, OryConfig } from "./ory.js";

export { OryError, isOryError } from "./errors.js";
export type { CallOptions, OryErrorKind } from "./client.js";
export type * from "./models.js";
export type * from "./operations.js";
export type * from "./ory.js";
export type * from "./self-service.js";

/**
 * A client for the self-service operations of Ory Network or of a self-hosted Kratos. It needs no loading: the
 * client is there at once, and `await` changes nothing.
 *
 * In a browser the cookies of the servers are used. On a server pass `cookie`, here or to each call.
 *
 * @example
 * const ory = createOry({ projectUrl: "https://slug.projects.oryapis.com" });
 * const session = await ory.toSession();
 */
export declare function createOry(config: OryConfig): Ory;

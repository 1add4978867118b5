// `ory-hub`: the module is JavaScript, so nothing is loaded.

export { createClient as createOry } from "./client.js";
export { OryError, isOryError } from "./error.js";

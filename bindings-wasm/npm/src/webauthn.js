// Passkeys and security keys without a script of the server: options of a form to `navigator.credentials` and back.

import { OryError } from "./error.js";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");

const descriptors = (list) => list?.map((item) => ({ ...item, id: bytes(item.id) }));

const decoded = ({ challenge, user, allowCredentials, excludeCredentials, ...options }) => ({
  ...options,
  challenge: bytes(challenge),
  ...(user && { user: { ...user, id: bytes(user.id) } }),
  ...(allowCredentials && { allowCredentials: descriptors(allowCredentials) }),
  ...(excludeCredentials && { excludeCredentials: descriptors(excludeCredentials) }),
});

// What the server reads; a browser's own `toJSON` may be one of an extension.
const encoded = ({ id, rawId, type, response }) => {
  const answer = {};
  for (const key of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[key]) answer[key] = text(response[key]);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: answer });
};

/** The fields of the form that answer a request, from an authenticator. */
export const useCredential = async (request, { signal, mediation }) => {
  const { credentials } = globalThis.navigator ?? {};
  const fail = (kind, message, id, cause) => {
    throw new OryError({ kind, message, ...(id && { id }) }, {}, cause);
  };
  if (!request) fail("input", "the form asks for no credential of that method");
  if (!credentials?.[request.ceremony]) fail("credential", "this host has no authenticators", "NotSupportedError");
  const publicKey = decoded(request.options);
  try {
    const credential = await credentials[request.ceremony]({ publicKey, signal, ...(mediation && { mediation }) });
    return { method: request.method, [request.field]: encoded(credential) };
  } catch (cause) {
    const gaveUp = ["NotAllowedError", "AbortError"].includes(cause.name);
    return fail(gaveUp ? "cancelled" : "credential", `${cause.message}`, cause.name, cause);
  }
};

// `ory-hub/client-fetch`: what `@ory/elements-react` imports of `@ory/client-fetch`, by the same names, over this package.

import { OryError, createOry, isOryError } from "./index.js";

// The arguments that an operation needs, before all others; the rest of an operation's arguments have names here too.
const NEEDED = {
  deleteTestLoginFlow: ["id"],
  disableMySession: ["id"],
  exchangeSessionToken: ["initCode", "returnToCode"],
  getFlowError: ["id"],
  getLoginFlow: ["id"],
  getRecoveryFlow: ["id"],
  getRegistrationFlow: ["id"],
  getSettingsFlow: ["id"],
  getVerificationFlow: ["id"],
  performNativeLogout: ["body"],
  updateFedcmFlow: ["body"],
  updateLoginFlow: ["flow", "body"],
  updateRecoveryFlow: ["flow", "body"],
  updateRegistrationFlow: ["flow", "body"],
  updateSettingsFlow: ["flow", "body"],
  updateVerificationFlow: ["flow", "body"],
};

export class ResponseError extends Error {
  name = "ResponseError";

  constructor(response, message) {
    super(message);
    this.response = response;
  }
}

export class FetchError extends Error {
  name = "FetchError";

  constructor(cause, message) {
    super(message);
    this.cause = cause;
  }
}

export class RequiredError extends Error {
  name = "RequiredError";

  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

export const isResponseError = (error) => error instanceof ResponseError || error?.name === "ResponseError";

export class Configuration {
  constructor(parameters = {}) {
    Object.assign(this, { middleware: [] }, parameters);
  }
}

/** This package has no operation that a browser must not call. */
export class OAuth2Api {
  constructor() {
    throw new OryError({ kind: "config", message: "ory-hub/client-fetch has no OAuth2Api: its operations are administrative" });
  }
}

const bodyOf = (status, text) => ([101, 204, 205, 304].includes(status) ? null : text);

const responseOf = (status, headers, text) => {
  // A redirect that a browser does not show.
  if (!(status >= 200 && status < 600)) return Response.error();
  const all = new Headers();
  headers?.forEach((value, name) => all.append(name, value));
  return new Response(bodyOf(status, text), { status, headers: all });
};

const NO_SESSION = { error: { id: "session_inactive", code: 401, status: "Unauthorized", message: "No valid session was given" } };

// What was thrown, as who used the other package catches it.
const translated = (error) => {
  if (error.lacksSession) {
    return new ResponseError(
      responseOf(401, new Headers({ "content-type": "application/json" }), JSON.stringify(NO_SESSION)),
      error.message,
    );
  }
  if (error.headers && error.kind !== "decode") {
    return new ResponseError(responseOf(error.status, error.headers, error.body), "Response returned an error code");
  }
  const unanswered = ["transport", "timeout", "cancelled"].includes(error.kind);
  return unanswered ? new FetchError(error, `The request failed: ${error.message}`) : error;
};

const FREE = /^(traits|transient_payload|context|details|value|config|metadata(_\w+)?)$/;
const TIME = /_at$/;

// Times are of the class `Date` there; what only the application knows stays as it is.
const withDates = (value) => {
  if (Array.isArray(value)) return value.map(withDates);
  if (typeof value !== "object" || value === null) return value;
  const read = ([key, inner]) => {
    if (FREE.test(key)) return [key, inner];
    return [key, TIME.test(key) && typeof inner === "string" ? new Date(inner) : withDates(inner)];
  };
  return Object.fromEntries(Object.entries(value).map(read));
};

// `fetch` with who may look at requests and responses.
const through = (send, middleware) => async (url, init) => {
  const fetch = (...given) => (send ?? globalThis.fetch)(...given);
  let request = { url, init };
  let response;
  for (const { pre } of middleware) request = (await pre?.({ fetch, ...request })) ?? request;
  try {
    response = await fetch(request.url, request.init);
  } catch (error) {
    for (const { onError } of middleware) response = (await onError?.({ fetch, ...request, error, response })) ?? response;
    if (!response) throw error;
  }
  for (const { post } of middleware) response = (await post?.({ fetch, ...request, response: response.clone() })) ?? response;
  return response;
};

// What the client says itself, and headers that are credentials.
const OWN = /^(accept|content-type)$/i;
const named = (headers, wanted) => Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];

const clientOf = ({ basePath, fetchApi, headers = {}, middleware, allowInsecureHttp }) => {
  const credentials = ["cookie", "x-session-token"];
  const further = Object.entries(headers).filter(([name]) => !OWN.test(name) && !credentials.includes(name.toLowerCase()));
  const base = basePath === "" && typeof location === "object" ? location.origin : basePath;
  return createOry({
    kratosPublicUrl: base,
    allowInsecureHttp,
    cookie: named(headers, "cookie"),
    sessionToken: named(headers, "x-session-token") || undefined,
    headers: Object.fromEntries(further.filter(([, value]) => value !== undefined)),
    fetch: through(fetchApi, middleware),
  });
};

export class FrontendApi {
  constructor(configuration = new Configuration()) {
    this.configuration = configuration;
    const { withResponse } = clientOf(configuration);
    for (const [name, call] of Object.entries(withResponse)) {
      if (name.endsWith("Url")) continue;
      const raw = async (parameters = {}, init = {}) => {
        const { [`${name}Body`]: body, ...options } = parameters;
        const values = (NEEDED[name] ?? []).map((key) => {
          const value = key === "body" ? body : options[key];
          if (value != null) return value;
          const field = key === "body" ? `${name}Body` : key;
          throw new RequiredError(field, `Required parameter "${field}" was null or undefined when calling ${name}().`);
        });
        const { signal, headers } = init;
        try {
          const { value, status, headers: got } = await call(...values, { ...options, signal, headers });
          const text = typeof value === "string" ? value : JSON.stringify(value);
          return { raw: responseOf(status, got, text), value: async () => withDates(value) };
        } catch (error) {
          throw isOryError(error) ? translated(error) : error;
        }
      };
      this[`${name}Raw`] = raw;
      this[name] = async (...given) => (await raw(...given)).value();
    }
  }
}

// `lookup_secret` is found under `LookupSecret`.
const enumOf = (words) => {
  const pascal = (word) => word.replace(/(^|[_-])(.)/g, (_, __, letter) => letter.toUpperCase());
  return Object.fromEntries(words.split(" ").map((word) => [pascal(word), word]));
};

export const FlowType = { ...enumOf("login registration recovery verification settings error"), OAuth2Consent: "oauth2_consent" };
export const UiNodeGroupEnum = enumOf(
  "default password oidc profile link code totp lookup_secret webauthn passkey identifier_first captcha saml deviceauthn oauth2_consent",
);
export const UiNodeInputAttributesTypeEnum = enumOf(
  "text password number checkbox hidden email tel submit button datetime-local date url",
);
export const UiTextTypeEnum = enumOf("info error success");

const isOfType = (type) => (attributes) => attributes.node_type === type;
export const isUiNodeAnchorAttributes = isOfType("a");
export const isUiNodeImageAttributes = isOfType("img");
export const isUiNodeInputAttributes = isOfType("input");
export const isUiNodeScriptAttributes = isOfType("script");

/** The label of a node: an anchor's and perhaps an input's is its own. */
export const getNodeLabel = ({ attributes, meta }) => {
  if (isUiNodeAnchorAttributes(attributes)) return attributes.title;
  return (isUiNodeInputAttributes(attributes) && attributes.label) || meta.label;
};

const has = (...fields) => (value) => fields.every((field) => value[field] !== undefined);
export const instanceOfContinueWithRecoveryUi = has("action", "flow");
export const instanceOfFlowError = has("id");
export const instanceOfGenericError = has("message");
export const instanceOfUiText = has("id", "text", "type");

const flowUrl = (flow) => ({ sdk }) => `${sdk.url}/self-service/${flow}/browser`;
export const loginUrl = flowUrl("login");
export const recoveryUrl = flowUrl("recovery");
export const registrationUrl = flowUrl("registration");
export const settingsUrl = flowUrl("settings");
export const verificationUrl = flowUrl("verification");

const SHOWN = ["settings", "recovery", "verification"];

/** Goes where the server wants the browser next; `false` where it wants nothing. */
export const handleContinueWith = (actions, { onRedirect }) => {
  const find = (name) => actions?.find(({ action }) => action === name);
  for (const flow of SHOWN) {
    const shown = find(`show_${flow}_ui`)?.flow;
    if (!shown) continue;
    if (shown.url) onRedirect(shown.url, true);
    else onRedirect(`/${flow}?flow=${shown.id}`, false);
    return true;
  }
  const url = find("redirect_browser_to")?.redirect_browser_to;
  if (url) onRedirect(url, true);
  return Boolean(url);
};

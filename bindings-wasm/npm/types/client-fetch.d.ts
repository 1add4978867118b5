import type {
  ContinueWith,
  ContinueWithRecoveryUi,
  FlowError,
  UiNode,
  UiNodeAnchorAttributes,
  UiNodeAttributes,
  UiNodeImageAttributes,
  UiNodeInputAttributes,
  UiNodeScriptAttributes,
  UiText,
} from "./models.js";
import type { OryOperations } from "./operations.js";
import type { OryFetch, OryFetchResponse, OryRequestInit, OrySignal } from "./ory.js";

export type * from "./models.js";

/* eslint-disable @typescript-eslint/no-invalid-void-type -- a function without a result changes nothing */
/** Looks at requests and responses. */
export interface Middleware {
  pre?(context: { fetch: OryFetch; url: string; init: OryRequestInit }): Promise<{ url: string; init: OryRequestInit } | void>;
  post?(context: { fetch: OryFetch; url: string; init: OryRequestInit; response: OryFetchResponse }): Promise<OryFetchResponse | void>;
  onError?(context: { fetch: OryFetch; url: string; init: OryRequestInit; error: unknown }): Promise<OryFetchResponse | void>;
}
/* eslint-enable @typescript-eslint/no-invalid-void-type */

export interface ConfigurationParameters {
  /** Address of the project or of Kratos' public port; the empty text is the page's own origin. */
  basePath?: string | undefined;
  fetchApi?: OryFetch | undefined;
  middleware?: Middleware[] | undefined;
  headers?: Record<string, string> | undefined;
  /** Accepted and not needed: a browser always sends its cookies. */
  credentials?: string | undefined;
  /** Allows `http://` towards hosts other than this machine. */
  allowInsecureHttp?: boolean | undefined;
}

export interface Configuration extends ConfigurationParameters {
  middleware: Middleware[];
}
export declare const Configuration: new (parameters?: ConfigurationParameters) => Configuration;

/** The server answered with an error. */
export declare class ResponseError extends Error {
  name: "ResponseError";
  constructor(response: ErrorResponse, message?: string);
  response: ErrorResponse;
}

/** A `Response`, as far as errors use it. */
export interface ErrorResponse extends OryFetchResponse {
  json(): Promise<unknown>;
  clone(): ErrorResponse;
}

/** No answer came. */
export declare class FetchError extends Error {
  name: "FetchError";
  constructor(cause: Error, message?: string);
  cause: Error;
}

/** A parameter is missing. */
export declare class RequiredError extends Error {
  name: "RequiredError";
  constructor(field: string, message?: string);
  field: string;
}

export declare function isResponseError(error: unknown): error is ResponseError;

/** What a call takes besides its parameters. */
export interface InitOverrides {
  signal?: OrySignal | null | undefined;
  headers?: Record<string, string> | undefined;
}

type Called = { [Name in keyof OryOperations as OryOperations[Name] extends (...given: never[]) => Promise<unknown> ? Name : never]: OryOperations[Name] };
type ValueOf<Call> = Call extends (...given: never[]) => Promise<infer Value> ? Value : never;

/** Every operation by its name with its parameters as one object, and `…Raw` with the response. Times are of class `Date`. */
export type FrontendApi = {
  [Name in keyof Called]: (parameters?: object, init?: InitOverrides) => Promise<ValueOf<Called[Name]>>;
} & {
  [Name in keyof Called as `${Name}Raw`]: (
    parameters?: object,
    init?: InitOverrides,
  ) => Promise<{ raw: OryFetchResponse; value(): Promise<ValueOf<Called[Name]>> }>;
};
export declare const FrontendApi: new (configuration?: Configuration) => FrontendApi;

/** Is there so that imports resolve; it cannot be made, since its operations are administrative. */
export declare const OAuth2Api: new (configuration?: Configuration) => never;
export type OAuth2Api = never;

export declare const FlowType: {
  readonly Login: "login";
  readonly Registration: "registration";
  readonly Recovery: "recovery";
  readonly Verification: "verification";
  readonly Settings: "settings";
  readonly Error: "error";
  readonly OAuth2Consent: "oauth2_consent";
};
export type FlowType = (typeof FlowType)[keyof typeof FlowType];

export declare const UiNodeGroupEnum: Readonly<Record<string, string>>;
export declare const UiNodeInputAttributesTypeEnum: Readonly<Record<string, string>>;
export declare const UiTextTypeEnum: Readonly<Record<string, string>>;

export declare function isUiNodeAnchorAttributes(attributes: UiNodeAttributes): attributes is UiNodeAnchorAttributes;
export declare function isUiNodeImageAttributes(attributes: UiNodeAttributes): attributes is UiNodeImageAttributes;
export declare function isUiNodeInputAttributes(attributes: UiNodeAttributes): attributes is UiNodeInputAttributes;
export declare function isUiNodeScriptAttributes(attributes: UiNodeAttributes): attributes is UiNodeScriptAttributes;
export declare function getNodeLabel(node: UiNode): UiText | undefined;

export declare function instanceOfContinueWithRecoveryUi(value: object): value is ContinueWithRecoveryUi;
export declare function instanceOfFlowError(value: object): value is FlowError;
export declare function instanceOfGenericError(value: object): value is { message: string };
export declare function instanceOfUiText(value: object): value is UiText;

type UrlOf = (config: { sdk: { url: string } }) => string;
export declare const loginUrl: UrlOf;
export declare const recoveryUrl: UrlOf;
export declare const registrationUrl: UrlOf;
export declare const settingsUrl: UrlOf;
export declare const verificationUrl: UrlOf;

export type OnRedirectHandler = (url: string, external: boolean) => void;
/** Goes where the server wants the browser next; `false` where it wants nothing. */
export declare function handleContinueWith(
  actions: ContinueWith[] | null | undefined,
  handler: { onRedirect: OnRedirectHandler },
): boolean;

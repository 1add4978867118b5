import type { CallOptions } from "./client.js";
import type { OryError } from "./errors.js";
import type {
  ContinueWith,
  Identity,
  LoginFlow,
  RecoveryFlow,
  RegistrationFlow,
  Session,
  SettingsFlow,
  UiContainer,
  UiNode,
  UiNodeGroup,
  UiText,
  VerificationFlow,
} from "./models.js";
import type { OrySignal } from "./ory.js";
import type { Json } from "./values.js";

/** The flows by their kinds. */
export interface Flows {
  login: LoginFlow;
  registration: RegistrationFlow;
  recovery: RecoveryFlow;
  verification: VerificationFlow;
  settings: SettingsFlow;
  logout: never;
}

/** A self-service flow's kind. */
export type FlowKind = keyof Flows;

/** How a flow starts. Call options hold for each of its calls. */
export interface SelfServiceOptions extends CallOptions {
  /** A flow that exists already: the parameter `flow` of the page's address. */
  flow?: string | null | undefined;
  /** Where the browser goes afterwards; the URL must be on the server's allow-list. */
  returnTo?: string | null | undefined;
  /** Asks a signed-in person for a credential again. */
  refresh?: boolean | null | undefined;
  /** `aal2` asks for a second factor. */
  aal?: string | null | undefined;
  /** The challenge of an OAuth2 client. */
  loginChallenge?: string | null | undefined;
  /** Organization whose sign-in methods are offered. */
  organization?: string | null | undefined;
  /** Identity schema of a registration. */
  identitySchema?: string | null | undefined;
  /** Where the browser goes once the address of a registration is verified. */
  afterVerificationReturnTo?: string | null | undefined;
  /** Address of the page that shows the flow, for the way back from a re-authentication; the document's if left out. */
  page?: string | null | undefined;
  /** The `Cookie` header of the visitor's request, for code that renders on a server; null or empty: it has none. */
  cookie?: string | null | undefined;
  /**
   * As a native app does it: with a session token, without cookies. If left out, it is what a session token means, here or
   * in the configuration; a visitor's `cookie` means a browser.
   */
  native?: boolean | null | undefined;
  /** The session of a native app, instead of the configuration's. */
  sessionToken?: string | null | undefined;
  /** Ends a native app's social sign-in in a code for its session token; see `returned`. */
  returnSessionTokenExchangeCode?: boolean | null | undefined;
}

/** Options of one step. */
export interface StepOptions {
  /** Ends the step early: the outcome is `failed` with an error of kind `cancelled`, and the last form stays usable. */
  signal?: OrySignal | null | undefined;
}

/** How signing out starts: of a flow's options it has these. */
export interface LogoutOptions extends CallOptions {
  /** Where the browser goes after signing out. */
  returnTo?: string | null | undefined;
  /** The `Cookie` header of the visitor's request, for code that renders on a server; null or empty: it has none. */
  cookie?: string | null | undefined;
  /**
   * As a native app does it: with a session token, without cookies. If left out, it is what a session token means, here or
   * in the configuration; a visitor's `cookie` means a browser.
   */
  native?: boolean | null | undefined;
  /** The session of a native app, instead of the configuration's. */
  sessionToken?: string | null | undefined;
}

/** The options of each kind of flow. */
export interface FlowOptions {
  login: SelfServiceOptions;
  registration: SelfServiceOptions;
  recovery: SelfServiceOptions;
  verification: SelfServiceOptions;
  settings: SelfServiceOptions;
  logout: LogoutOptions;
}

/** Options of one step with a passkey or security key. */
export interface CredentialOptions extends StepOptions {
  /** Which method, where the form offers more than one. */
  method?: "passkey" | "webauthn" | null | undefined;
  /** `conditional` offers passkeys while the name field is filled in. */
  mediation?: string | null | undefined;
}

/**
 * What was entered, by the names of the nodes (`"traits.email"`) or nested; a `FormData` does as well. Lists, files and
 * objects of other classes are refused.
 */
export type FlowAnswers =
  | { readonly [name: string]: Json; readonly [Symbol.iterator]?: never }
  | { entries(): Iterable<readonly [string, Json]> };

/** Nodes of one method, in the server's order. */
export interface FormGroup {
  name: UiNodeGroup;
  nodes: UiNode[];
}

/** A form to show. Its parts are those of `flow`, as the server wrote them. */
export interface FlowForm<Flow = LoginFlow | RegistrationFlow | RecoveryFlow | VerificationFlow | SettingsFlow> {
  /** The flow's id. */
  id: string;
  ui: UiContainer;
  /** All nodes, in the server's order. */
  nodes: UiNode[];
  /** The nodes by their groups. */
  groups: FormGroup[];
  /** About the form as a whole. */
  messages: UiText[];
  /** The flow, unknown fields included. */
  flow: Flow;
}

/** What the form asks of an authenticator. */
export interface CredentialRequest {
  /** The function of `navigator.credentials`. */
  ceremony: "create" | "get";
  method: "passkey" | "webauthn";
  /** The field of the form that takes the answer. */
  field: string;
  /** The options, binary parts in base64url. */
  options: Json;
}

/** What every outcome has, and what some have. */
export interface OutcomeBase {
  /** Where to send the browser: outcomes of kind `redirect` have it. */
  url?: string;
  /** Where a browser goes next. */
  redirectTo?: string;
  /** Every `Set-Cookie` header of the calls behind it, as they came. Empty in browsers. */
  setCookie: string[];
}

/** Show the form and submit the answers. */
export interface FormOutcome<Flow> extends OutcomeBase {
  kind: "form";
  /**
   * Why it is shown: it is the first one; the answers were taken, and the next step is here; messages say what is wrong
   * with the answers; the server put another flow in its place; it was no longer usable, so a new one was started.
   */
  reason: "start" | "next_step" | "invalid" | "replaced" | "restarted";
  form: FlowForm<Flow>;
}

/** Done. */
export interface CompleteOutcome<Flow> extends OutcomeBase {
  kind: "complete";
  session?: Session;
  /** The session's token, of native flows. */
  sessionToken?: string;
  identity?: Identity;
  /** What the server wants next, the most urgent first. */
  continueWith: ContinueWith[];
  /** Where the browser goes next. */
  redirectTo?: string;
  /** Where the server answers one: settings stay usable. */
  form?: FlowForm<Flow>;
}

/** Send the browser elsewhere; nothing was sent there. */
export interface RedirectOutcome extends OutcomeBase {
  kind: "redirect";
  /**
   * Where to, as the server says it: at a provider, an OAuth2 server or a page of yours it is of another origin. It is
   * never a script.
   */
  url: string;
  reason: "social_sign_in" | "oauth2" | "step_up" | "other";
}

/** A second factor is wanted: a login flow with this `aal`, then `resume`. */
export interface StepUpOutcome extends OutcomeBase {
  kind: "stepUp";
  aal: string;
  /** The session that the factor belongs to, of native flows. */
  sessionToken?: string;
  /** Where a browser can give it. */
  redirectTo?: string;
}

/** The sign-in is too old: a login flow with `refresh`, then `resume`, which submits the same answers again. */
export interface ReauthenticateOutcome extends OutcomeBase {
  kind: "reauthenticate";
  /** Where a browser can do it; it comes back to the page of this flow. */
  redirectTo?: string;
}

/** An address must be verified first. */
export interface VerifyAddressOutcome extends OutcomeBase {
  kind: "verifyAddress";
  /** The verification flow that the server has started. */
  flow?: string;
  address?: string;
  /** Where a browser can do it. */
  redirectTo?: string;
}

/** Signing in with this form links the social account to the identity that owns the identifier. */
export interface LinkAccountOutcome extends OutcomeBase {
  kind: "linkAccount";
  identifier?: string;
  provider?: string;
  form: FlowForm<LoginFlow>;
}

/** Somebody is signed in already. */
export interface AlreadySignedInOutcome extends OutcomeBase {
  kind: "alreadySignedIn";
}

/** Nobody is signed in, or nobody any more. */
export interface SignedOutOutcome extends OutcomeBase {
  kind: "signedOut";
}

/** The call failed. The last form stays usable. */
export interface FailedOutcome extends OutcomeBase {
  kind: "failed";
  error: OryError;
  /** What is wrong in the set-up, where that can be told. */
  diagnosis?: string;
}

/** What a flow came to, told apart by `kind`. */
export type FlowOutcome<Kind extends FlowKind = FlowKind> =
  | FormOutcome<Flows[Kind]>
  | CompleteOutcome<Flows[Kind]>
  | RedirectOutcome
  | StepUpOutcome
  | ReauthenticateOutcome
  | VerifyAddressOutcome
  | LinkAccountOutcome
  | AlreadySignedInOutcome
  | SignedOutOutcome
  | FailedOutcome;

/** One self-service flow. Steps that overlap are done one after the other. */
export interface SelfService<Kind extends FlowKind = FlowKind> {
  /** Starts the flow, or starts it anew. */
  start(options?: StepOptions | null): Promise<FlowOutcome<Kind>>;
  /**
   * Submits answers to the form that is shown. Before any form they go to the flow of the options, which is read first, so
   * that a server needs no state between two requests; without such a flow the first form is shown.
   */
  submit(answers: FlowAnswers, options?: StepOptions | null): Promise<FlowOutcome<Kind>>;
  /** Goes on after a re-authentication or a second factor: submits the last answers again, or starts. */
  resume(options?: StepOptions | null): Promise<FlowOutcome<Kind>>;
  /** Goes on where a browser came back to a native app, with the address that it came back to. */
  returned(address: string, options?: StepOptions | null): Promise<FlowOutcome<Kind>>;
  /** What the form that is shown asks of an authenticator. */
  credentials(answers?: FlowAnswers): CredentialRequest[];
  /**
   * Submits the answers with a passkey or security key, without a script of the server. The outcome is `failed` with an
   * error of kind `cancelled` where the person or the signal ended it; the error's `id` is the browser's name for it.
   */
  submitCredential(answers?: FlowAnswers, options?: CredentialOptions | null): Promise<FlowOutcome<Kind>>;
}

import type { ErrorFields } from "./client.js";
import type { LoginFlow, RecoveryFlow, RegistrationFlow, SettingsFlow, VerificationFlow } from "./models.js";
import type { OryHeaders } from "./ory.js";

/** Any flow that has a form. */
type Flow = LoginFlow | RegistrationFlow | RecoveryFlow | VerificationFlow | SettingsFlow;

/** The one error of every call. */
export declare class OryError<Form extends Flow = Flow> extends ErrorFields {
  /** The form of a 400: messages stand at the form and at its nodes. */
  readonly flow?: Form | undefined;
  /** Headers of the response, when there was one. */
  readonly headers?: OryHeaders | undefined;
  /** Every `Set-Cookie` header of the response, as it came. Empty in browsers, which show none to scripts. */
  readonly setCookie?: string[] | undefined;
}

/**
 * Whether something caught is an error of a call, also of another copy of this package. The call says which flow the error
 * may hold: `isOryError<LoginFlow>(error)` after `updateLoginFlow`.
 */
export declare function isOryError<Form extends Flow = Flow>(error: unknown): error is OryError<Form>;

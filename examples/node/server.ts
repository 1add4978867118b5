// Server-side rendering: one client for all visitors, each call with the cookies of its visitor.

import { OryError, createOry } from "ory-hub";
import type { OryErrorKind } from "ory-hub";

const ory = await createOry({ kratosPublicUrl: "http://127.0.0.1:4433", maxRetries: 1 });

export async function greeting(cookie: string | undefined): Promise<string> {
  try {
    const { identity, expires_at } = await ory.toSession({ cookie });
    const email: string = identity?.traits.email;
    return `${email}, signed in until ${expires_at ?? "further notice"}`;
  } catch (error) {
    if (!(error instanceof OryError)) throw error;
    const kind: OryErrorKind = error.kind;
    return `${kind} ${error.status ?? "-"} ${error.requestId ?? "-"} ${error.details?.redirect_browser_to ?? ""}`;
  }
}

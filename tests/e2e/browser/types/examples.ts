// The programs that the package's design gives as examples, as they stand there. Compiled, never run.

import { createOry, isOryError } from "ory-hub";
import type { FlowAnswers, FlowForm, LoginFlow, OryConfig, Session, UiNode } from "ory-hub";

declare const params: URLSearchParams;
declare const render: (form: FlowForm) => Promise<FlowAnswers>;

const ory = await createOry({ projectUrl: "https://slug.projects.oryapis.com" });
const session = await ory.toSession();
const flow = await ory.createBrowserLoginFlow({ refresh: true });

const login = ory.selfService("login", { flow: params.get("flow") ?? undefined, returnTo: "/app" });
let outcome = await login.start();
while (outcome.kind === "form") {
  const answers = await render(outcome.form);
  outcome = await login.submit(answers);
}
switch (outcome.kind) {
  case "complete": location.assign(outcome.redirectTo ?? "/app"); break;
  case "redirect": location.assign(outcome.url); break;
  case "verifyAddress":
  case "linkAccount":
  case "stepUp":
  case "reauthenticate":
  case "alreadySignedIn":
  case "signedOut":
  case "failed":
}
try { await ory.toSession(); } catch (e) { if (isOryError(e) && e.status === 401) { /* signed out */ } }

export const submitted = await login.submit({ method: "password", identifier: "a@b.example", password: "long enough" });

// Every field of a configuration that works here, and what every method takes.
const { signal } = new AbortController();
export const config: OryConfig = {
  projectUrl: "https://slug.projects.oryapis.com",
  kratosPublicUrl: "http://127.0.0.1:4433",
  sessionToken: "ory_st_x",
  cookie: "ory_kratos_session=x",
  timeoutMs: 1000,
  maxRetries: 1,
  allowInsecureHttp: false,
  headers: { "X-Tenant": "a" },
  deadlineMs: 2000,
  observer: ({ operation, method, status, attempt, milliseconds, kind, requestId }) =>
    void [operation, method, status, attempt, milliseconds, kind, requestId],
};
export const client = createOry(config);
export const one: Session = await ory.toSession({ signal, timeoutMs: 500, headers: { "X-Tenant": "a" } });
export const { value, status, headers, setCookie } = await ory.withResponse.toSession();
export const read: [Session, number, string | null, string[]] = [value, status, headers.get("date"), setCookie];

// Typed nodes, groups, messages; the same facts of every error.
export const shown = (form: FlowForm<LoginFlow>): string[] => [
  ...form.groups.map((group) => `${group.name}: ${group.nodes.length}`),
  ...form.messages.map(({ text }) => text),
  ...form.nodes.map(({ attributes }: UiNode) => (attributes.node_type === "input" ? attributes.name : attributes.node_type)),
];
export const facts = (error: unknown): unknown[] => {
  if (!isOryError<LoginFlow>(error)) return [];
  const { kind, operation, status, id, code, message, reason, requestId, retryAfter, details, body } = error;
  const form: LoginFlow | undefined = error.flow;
  return [kind, operation, status, id, code, message, reason, requestId, retryAfter, details, body, form?.ui.nodes];
};
export const printed = [session.identity?.traits.email, session.active, flow.ui.nodes, flow.id, flow.expires_at];

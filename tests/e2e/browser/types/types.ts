// What the declarations must accept, and what they must refuse. Compiled, never run.

import { createOry, isOryError } from "ory-hub";
import type { FlowKind, FlowOutcome, LoginFlow, Ory, SelfServiceOptions, Session, UiNode, UiNodeInputAttributes, UpdateLoginFlowBody } from "ory-hub";

import { Configuration, FrontendApi, UiNodeGroupEnum, getNodeLabel, handleContinueWith, isResponseError } from "ory-hub/client-fetch";

const ory: Ory = await createOry({ projectUrl: "https://slug.projects.oryapis.com", timeoutMs: 10_000 });

export async function whoami(signal?: AbortSignal): Promise<Session | undefined> {
  try {
    return await ory.toSession({ signal });
  } catch (error) {
    if (isOryError(error) && error.status === 401) return undefined;
    throw error;
  }
}

export function inputs(flow: LoginFlow): UiNodeInputAttributes[] {
  return flow.ui.nodes.flatMap(({ attributes }) => (attributes.node_type === "input" ? [attributes] : []));
}

export function draw({ attributes, meta }: UiNode): string {
  switch (attributes.node_type) {
    case "input":
      return `${meta.label?.text ?? attributes.name}: ${attributes.type}`;
    case "img":
      return `${attributes.src} (${attributes.width} x ${attributes.height})`;
    case "a":
      return attributes.href;
    case "text":
      return attributes.text.text;
    default:
      return "";
  }
}

export async function logIn(identifier: string, password: string): Promise<Session> {
  const flow = await ory.createBrowserLoginFlow({ refresh: true, returnTo: "https://shop.example/" });
  const token: string = inputs(flow).find(({ name }) => name === "csrf_token")?.value;
  const { session } = await ory.updateLoginFlow(flow.id, { method: "password", identifier, password, csrf_token: token });
  return session;
}

export async function logOut(): Promise<void> {
  const { logout_token } = await ory.createBrowserLogoutFlow();
  await ory.updateLogoutFlow({ token: logout_token });
}

// An open enum takes what is known and what is not.
export const strength = (session: Session): string => {
  switch (session.authenticator_assurance_level) {
    case "aal2":
      return "two factors";
    case "aal1":
      return "one factor";
    default:
      return session.authenticator_assurance_level ?? "unknown";
  }
};

// @ts-expect-error -- a login needs its flow
void ory.updateLoginFlow();
// @ts-expect-error -- a method has its own fields
void ory.updateLoginFlow("id", { method: "totp", password: "no" });
// @ts-expect-error -- no such setting
void createOry({ kratosUrl: "http://localhost:4433" });

const unreachable = (value: never): never => {
  throw new Error(`${value}`);
};

// The loop of a login page: every outcome is told apart.
export async function signIn(render: (nodes: UiNode[]) => Promise<FormData>, signal: AbortSignal): Promise<string> {
  const login = ory.selfService("login", { returnTo: "/app", refresh: true, signal });
  let outcome: FlowOutcome<"login"> = await login.start({ signal });
  while (outcome.kind === "form") {
    const flow: LoginFlow = outcome.form.flow;
    const reason: "start" | "next_step" | "invalid" | "replaced" | "restarted" = outcome.reason;
    if (outcome.form.messages.some(({ type }) => type === "error")) return `${flow.id} ${reason}`;
    outcome = await login.submit(await render(outcome.form.nodes), { signal });
  }
  switch (outcome.kind) {
    case "complete":
      return outcome.redirectTo ?? outcome.session?.id ?? "/app";
    case "redirect":
      return outcome.url;
    case "linkAccount":
      return `${outcome.identifier} ${outcome.provider} ${outcome.form.id}`;
    case "stepUp":
      return outcome.aal;
    case "reauthenticate":
      return outcome.redirectTo ?? "";
    case "verifyAddress":
      return outcome.address ?? "";
    case "alreadySignedIn":
    case "signedOut":
      return "/";
    case "failed":
      return `${outcome.error.status} ${outcome.diagnosis ?? outcome.error.message}`;
    default:
      return unreachable(outcome);
  }
}

export async function watch(): Promise<() => void> {
  const known: Session | undefined = await ory.session({ refresh: true });
  const end = ory.onSession((session) => session?.id === known?.id);
  const outcome = await ory.logout({ returnTo: "/" });
  if (outcome.kind === "failed") throw outcome.error;
  await ory.selfService("login").submit({ method: "password", identifier: "a", password: "b" });
  return end;
}

// @ts-expect-error -- a list of pairs is no answer
void ory.selfService("login").submit([["identifier", "ada"]]);
// @ts-expect-error -- nor is what `Object.entries` gives
void ory.selfService("login").submit(Object.entries({ identifier: "ada" }));
void ory.selfService("login").submit(new Map([["identifier", "ada"]]));

// As the route handler in the README sends a browser on.
export const nextOf = (outcome: FlowOutcome<"login">): string => outcome.url ?? outcome.redirectTo ?? "/";

// @ts-expect-error -- no such flow
void ory.selfService("signin");

// Signing out takes no options of other flows.
void ory.logout({ native: true, sessionToken: "t" });
// @ts-expect-error -- it asks for no second factor
void ory.logout({ aal: "aal2" });
// @ts-expect-error -- nor by its flow
void ory.selfService("logout", { loginChallenge: "c" });
export const started = <Kind extends FlowKind>(kind: Kind, options: SelfServiceOptions): Promise<FlowOutcome<Kind>> =>
  ory.selfService(kind, options).start();

// What `Headers` and `URLSearchParams` give for what is not there may be passed on.
export async function rendered(headers: Headers, params: URLSearchParams): Promise<FlowOutcome<"login">> {
  const cookie: string | null = headers.get("cookie");
  await ory.toSession({ cookie });
  await ory.createBrowserLoginFlow({ cookie, returnTo: params.get("return_to") });
  return ory.selfService("login", { flow: params.get("flow"), cookie, returnTo: params.get("return_to") }).start();
}

// The form of an error is the flow that was submitted.
export async function again(id: string, body: UpdateLoginFlowBody): Promise<LoginFlow | Session> {
  try {
    return (await ory.updateLoginFlow(id, body)).session;
  } catch (error) {
    if (isOryError<LoginFlow>(error) && error.flow) return error.flow;
    throw error;
  }
}

export const told: () => void = ory.onSession((session, error) => {
  const text: string | undefined = error ? error.message : session?.id;
  void text;
});

/** As who used `@ory/client-fetch` writes it. */
export async function throughTheAdapter(basePath: string, updateLoginFlowBody: UpdateLoginFlowBody): Promise<string[]> {
  const frontend = new FrontendApi(new Configuration({ basePath, credentials: "include", headers: { Accept: "application/json" } }));
  const flow: LoginFlow = await frontend.createBrowserLoginFlow({ returnTo: "/" });
  const labels = flow.ui.nodes.filter(({ group }) => group === UiNodeGroupEnum["Password"]).map((node) => getNodeLabel(node)?.text ?? "");
  try {
    const { raw, value } = await frontend.updateLoginFlowRaw({ flow: flow.id, updateLoginFlowBody });
    const status: number = raw.status;
    const { continue_with: next } = await value();
    handleContinueWith(next, { onRedirect: (url, external) => labels.push(`${status} ${url} ${external}`) });
  } catch (error) {
    if (!isResponseError(error)) throw error;
    labels.push(`${error.response.status}: ${JSON.stringify(await error.response.clone().json())}`);
  }
  return labels;
}

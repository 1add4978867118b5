// Sign-in, sign-up, recovery, verification and settings: the package says what happens next, this shows it.

import { createOry, isOryError } from "ory-hub";
import type { FlowForm, FlowKind, FlowOutcome, OryError, SelfService, SelfServiceOptions } from "ory-hub";

import { draws, element, messageList } from "./form.js";

type Page = Exclude<FlowKind, "logout">;
/** What happens after a flow, which may know where the server sends the person. */
type Done = (redirectTo: string | undefined) => Promise<void> | void;

const TITLES: Record<Page, string> = {
  login: "Sign in",
  registration: "Create an account",
  recovery: "Recover your account",
  verification: "Verify your address",
  settings: "Account settings",
};
const LINKS: Partial<Record<Page, [string, string][]>> = {
  login: [["/registration", "Create an account"], ["/recovery", "Recover your account"]],
  registration: [["/login", "Sign in instead"]],
  recovery: [["/login", "Back to sign-in"]],
  settings: [["/", "Back to your account"]],
};

const ory = createOry(await (await fetch("/config.json")).json());
const params = new URLSearchParams(location.search);
const param = (name: string): string | undefined => params.get(name) ?? undefined;
const at = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
let offered = new AbortController();

function show(title: string, ...content: Node[]): void {
  document.title = title;
  at("title").textContent = title;
  at("notice").replaceChildren();
  at("view").replaceChildren(...content);
}

function notify(text: string, ...more: Node[]): void {
  at("notice").replaceChildren(element("p", { className: "message error" }, text), ...more);
}

const links = (page: Page): HTMLElement =>
  element("nav", {}, ...(LINKS[page] ?? []).map(([path, text]) => element("a", { href: path + location.search.replace(/flow=[^&]*&?/, "") }, text)));

function button(text: string, click: () => Promise<void>): HTMLButtonElement {
  const made = element("button", { type: "button" }, text);
  made.onclick = () => void click();
  return made;
}

/** Only to this site, or where the server says. */
function leave(url: string | undefined): void {
  const wanted = new URL(url ?? param("return_to") ?? "/", location.href);
  location.assign(url || wanted.origin === location.origin ? wanted.href : "/");
}

/** Shows a form and sends what was entered, until the flow has come to something else. */
function showForm(page: Page, flow: SelfService, form: FlowForm, title: string, done: Done): void {
  offered.abort();
  offered = new AbortController();
  const { signal } = offered;
  const next = (outcome: FlowOutcome): Promise<void> => follow(page, flow, outcome, title, done);
  const forms = draws(form, page === "settings", async (answers, { group, isTrigger }) => {
    if (!isTrigger) return next(await flow.submit(answers));
    offered.abort(); // the browser asks for one passkey at a time
    return next(await flow.submitCredential(answers, { method: group === "webauthn" ? "webauthn" : "passkey" }));
  });
  show(title, ...messageList(form.messages), ...forms, ...(title === TITLES[page] ? [links(page)] : []));
  const wrong = at("view").querySelector<HTMLElement>("[aria-invalid]");
  (wrong ?? at("title")).focus();
  void offerPasskeys(flow, signal, next);
}

/** Passkeys in the list of names that the browser fills in. */
async function offerPasskeys(flow: SelfService, signal: AbortSignal, next: (outcome: FlowOutcome) => Promise<void>): Promise<void> {
  const asked = flow.credentials().some(({ ceremony, method }) => ceremony === "get" && method === "passkey");
  if (!asked || !(await globalThis.PublicKeyCredential?.isConditionalMediationAvailable?.())) return;
  const outcome = await flow.submitCredential({}, { method: "passkey", mediation: "conditional", signal });
  if (outcome.kind !== "failed" || outcome.error.kind !== "cancelled") await next(outcome);
}

/** A further sign-in on this page, after which the first flow goes on with what was entered. */
async function signInAgain(page: Page, flow: SelfService, title: string, options: SelfServiceOptions, done: Done): Promise<void> {
  const login = ory.selfService("login", options);
  const goOn = async (): Promise<void> => follow(page, flow, await flow.resume(), TITLES[page], done);
  await follow("login", login, await login.start(), title, goOn);
}

async function follow(page: Page, flow: SelfService, outcome: FlowOutcome, title: string, done: Done): Promise<void> {
  switch (outcome.kind) {
    case "form":
      showForm(page, flow, outcome.form, title, done);
      if (outcome.reason === "restarted") notify("That took too long. Please try again.");
      break;
    case "linkAccount":
      showForm("login", flow, outcome.form, "Link your account", done);
      break;
    case "complete":
      if ((page === "settings" || page === "verification") && outcome.form) showForm(page, flow, outcome.form, title, done);
      else await done(outcome.redirectTo);
      break;
    case "redirect":
      leave(outcome.url);
      break;
    case "stepUp":
      await signInAgain(page, flow, "Confirm that it is you", { aal: outcome.aal }, done);
      break;
    case "reauthenticate":
      await signInAgain(page, flow, "Sign in again to go on", { refresh: true }, done);
      break;
    case "verifyAddress":
      await open("verification", { flow: outcome.flow });
      break;
    case "alreadySignedIn":
      leave(undefined);
      break;
    case "signedOut":
      location.assign(`/login?return_to=${encodeURIComponent(location.href)}`);
      break;
    case "failed":
      if (!at("view").hasChildNodes()) show(title, links(page));
      if (outcome.error.kind === "cancelled") notify("Nothing was confirmed. Please try again.");
      else notify(outcome.diagnosis ?? explain(outcome.error), button("Try again", async () => follow(page, flow, await flow.start(), title, done)));
  }
}

function explain({ kind, status = 0, reason, message, retryAfter }: OryError): string {
  if (kind === "transport" || kind === "timeout") return "The server cannot be reached. Please check your connection.";
  if (status === 429) return `Too many attempts. Please wait ${retryAfter ?? 60} seconds.`;
  return status >= 500 ? "The server has a problem. Please try again later." : (reason ?? message);
}

async function open(page: Page, options: SelfServiceOptions): Promise<void> {
  const flow: SelfService = ory.selfService(page, options);
  await follow(page, flow, await flow.start(), TITLES[page], leave);
}

async function home(): Promise<void> {
  const session = await ory.session();
  if (!session) return location.assign("/login");
  const signOut = button("Sign out", async () => {
    const outcome = await ory.logout();
    if (outcome.kind === "failed") notify(explain(outcome.error));
    else location.assign("/login");
  });
  const rows = { Account: session.identity?.traits.email, By: session.authentication_methods?.map(({ method }) => method).join(", ") };
  const list = Object.entries(rows).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, `${value ?? "-"}`)]);
  show("You are signed in", element("dl", {}, ...list), element("nav", {}, element("a", { href: "/settings" }, "Account settings")), signOut);
}

async function errorPage(): Promise<void> {
  show("Something went wrong", element("nav", {}, element("a", { href: "/login" }, "Sign in")));
  const { error } = await ory.getFlowError(param("id") ?? "");
  notify(error?.reason ?? error?.message ?? "The server did not say why.");
}

const page = location.pathname.split("/").filter(Boolean).at(-1) ?? "";
const isFlow = (name: string): name is Page => name in TITLES;
const options: SelfServiceOptions = {
  flow: param("flow"),
  returnTo: param("return_to"),
  loginChallenge: param("login_challenge"),
  aal: param("aal"),
  refresh: params.get("refresh") === "true",
};
try {
  await (isFlow(page) ? open(page, options) : page === "error" ? errorPage() : home());
} catch (error) {
  if (isOryError(error) && error.id === "session_aal2_required") location.assign("/login?aal=aal2");
  if (!at("view").hasChildNodes()) show("Your account");
  notify(isOryError(error) ? explain(error) : `${error}`, button("Try again", async () => location.reload()));
}

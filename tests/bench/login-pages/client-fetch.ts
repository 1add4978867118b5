// The same page with `@ory/client-fetch`: what the server may want instead of the form is told apart by hand.

import { Configuration, FrontendApi, ResponseError } from "@ory/client-fetch";
import type { LoginFlow, UiNode, UpdateLoginFlowBody } from "@ory/client-fetch";

const headers = { Accept: "application/json" }; // without it the server answers as to a form of HTML
const frontend = new FrontendApi(new Configuration({ basePath: "http://localhost:4433", credentials: "include", headers }));
const params = new URLSearchParams(location.search);
const main = document.querySelector("main") as HTMLElement;
let restarted = false;

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p");
  made.setAttribute("role", "alert");
  made.textContent = text;
  return made;
}

function draw({ attributes, messages, meta }: UiNode): HTMLElement[] {
  if (attributes.node_type !== "input") return [];
  const text = meta.label?.text ?? attributes.name;
  const { name, value } = attributes;
  if (attributes.type === "submit") {
    return [Object.assign(document.createElement("button"), { name, value, textContent: text })];
  }
  const input = Object.assign(document.createElement("input"), { name, type: attributes.type, value: value ?? "" });
  if (attributes.type === "hidden") return [input];
  const label = document.createElement("label");
  label.append(text, input);
  return [label, ...messages.map((message) => paragraph(message.text))];
}

function show(flow: LoginFlow): void {
  const view = document.createElement("form");
  view.append(...(flow.ui.messages ?? []).map(({ text }) => paragraph(text)), ...flow.ui.nodes.flatMap(draw));
  view.onsubmit = async (event) => {
    event.preventDefault();
    await submit(flow, new FormData(view, event.submitter));
  };
  main.replaceChildren(view);
}

/** The fields of one method; a field that is left empty would be an error of the form. */
function bodyOf(flow: LoginFlow, entered: FormData): UpdateLoginFlowBody {
  const pressed = flow.ui.nodes.find(
    ({ attributes }) => attributes.node_type === "input" && attributes.type === "submit" && entered.get(attributes.name) === attributes.value,
  );
  const method = pressed?.group ?? "password";
  const own = flow.ui.nodes.filter(({ group }) => group === method || group === "default");
  const names = own.map(({ attributes }) => (attributes.node_type === "input" ? attributes.name : ""));
  const fields = [...entered].filter(([name, value]) => names.includes(name) && value !== "");
  return { ...Object.fromEntries(fields), method } as unknown as UpdateLoginFlowBody;
}

async function submit(flow: LoginFlow, entered: FormData): Promise<void> {
  try {
    const { continue_with: next } = await frontend.updateLoginFlow({ flow: flow.id, updateLoginFlowBody: bodyOf(flow, entered) });
    restarted = false;
    const verification = next?.find(({ action }) => action === "show_verification_ui");
    if (verification?.action === "show_verification_ui") return location.assign(verification.flow.url ?? `/verification?flow=${verification.flow.id}`);
    const redirect = next?.find(({ action }) => action === "redirect_browser_to");
    location.assign(redirect?.action === "redirect_browser_to" ? redirect.redirect_browser_to : (flow.return_to ?? "/"));
  } catch (error) {
    await handle(error);
  }
}

async function handle(error: unknown): Promise<void> {
  if (!(error instanceof ResponseError)) return main.replaceChildren(paragraph("The server cannot be reached."));
  const { status } = error.response;
  const body = await error.response.json().catch(() => undefined);
  const id = body?.error?.id;
  if (body?.ui) return show(body); // 400: the form with messages, or the next step
  if (id === "session_already_available") return location.assign("/");
  if (id === "session_inactive" || id === "session_aal1_required") return location.assign("/login");
  if (body?.redirect_browser_to) return location.assign(body.redirect_browser_to); // 422, or 403 for a second factor
  // The flow is too old, replaced by another one, of another browser, or its CSRF cookie is.
  const isGone = body?.use_flow_id || status === 404 || status === 410 || id === "security_csrf_violation";
  if (isGone && !restarted) {
    restarted = true;
    return open(body?.use_flow_id);
  }
  return main.replaceChildren(paragraph(body?.error?.reason ?? body?.error?.message ?? `The server answered ${status}.`));
}

async function open(id?: string | null): Promise<void> {
  const [aal, returnTo] = [params.get("aal") ?? undefined, params.get("return_to") ?? undefined];
  try {
    show(id ? await frontend.getLoginFlow({ id }) : await frontend.createBrowserLoginFlow({ aal, returnTo }));
  } catch (error) {
    await handle(error);
  }
}

await open(params.get("flow"));

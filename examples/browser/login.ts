// A login page: shows who is signed in, or draws the form of a login flow and submits what was entered.

import { createOry, isOryError } from "ory-hub";
import type { LoginFlow, UiNode } from "ory-hub";

const ory = await createOry({ kratosPublicUrl: document.body.dataset["kratos"] ?? "" });
const form = find("form");
const output = find("output");

function find<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  const element = document.querySelector(name);
  if (!element) throw new Error(`the page has no ${name}`);
  return element;
}

function draw({ attributes, meta }: UiNode): HTMLElement[] {
  if (attributes.node_type !== "input") return [];
  const input = document.createElement("input");
  input.name = attributes.name;
  input.type = attributes.type;
  input.value = attributes.value ?? "";
  input.required = attributes.required ?? false;
  const label = document.createElement("label");
  label.append(meta.label?.text ?? "", input);
  label.hidden = attributes.type === "hidden";
  return [label];
}

function show(flow: LoginFlow): void {
  form.replaceChildren(...flow.ui.nodes.filter(({ group }) => group === "default" || group === "password").flatMap(draw));
  form.hidden = false;
  form.onsubmit = (event) => {
    event.preventDefault();
    void submit(flow, new FormData(form, event.submitter));
  };
}

async function submit(flow: LoginFlow, entered: FormData): Promise<void> {
  const text = (name: string): string => String(entered.get(name) ?? "");
  try {
    await ory.updateLoginFlow(flow.id, {
      method: "password",
      identifier: text("identifier"),
      password: text("password"),
      csrf_token: text("csrf_token"),
    });
    form.hidden = true;
    await whoami();
  } catch (error) {
    if (!isOryError(error)) throw error;
    output.textContent = error.message; // a 400 says what is wrong in the form
  }
}

async function whoami(): Promise<void> {
  const session = await ory.toSession();
  output.textContent = `Signed in as ${session.identity?.traits.email}`;
}

try {
  await whoami();
} catch (error) {
  if (!isOryError(error) || error.status !== 401) throw error;
  show(await ory.createBrowserLoginFlow());
}

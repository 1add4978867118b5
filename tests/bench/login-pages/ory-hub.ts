// A login page with `ory-hub`: form, errors, submit, and on to where the person wanted to go.

import { createOry } from "ory-hub";
import type { FlowForm, FlowOutcome, UiNode } from "ory-hub";

const ory = createOry({ kratosPublicUrl: "http://localhost:4433" });
const params = new URLSearchParams(location.search);
const login = ory.selfService("login", { flow: params.get("flow"), aal: params.get("aal"), returnTo: params.get("return_to") });
const main = document.querySelector("main") as HTMLElement;

function paragraph(text: string): HTMLElement {
  const made = document.createElement("p");
  made.setAttribute("role", "alert");
  made.textContent = text;
  return made;
}

function draw({ attributes, messages, meta }: UiNode): HTMLElement[] {
  if (attributes.node_type !== "input" || attributes.type === "hidden") return [];
  const text = meta.label?.text ?? attributes.name;
  const { name, value } = attributes;
  if (attributes.type === "submit") {
    return [Object.assign(document.createElement("button"), { name, value, textContent: text })];
  }
  const label = document.createElement("label");
  label.append(text, Object.assign(document.createElement("input"), { name, type: attributes.type, value: value ?? "" }));
  return [label, ...messages.map((message) => paragraph(message.text))];
}

function show({ nodes, messages }: FlowForm): void {
  const view = document.createElement("form");
  view.append(...messages.map(({ text }) => paragraph(text)), ...nodes.flatMap(draw));
  view.onsubmit = async (event) => {
    event.preventDefault();
    follow(await login.submit(new FormData(view, event.submitter)));
  };
  main.replaceChildren(view);
}

function follow(outcome: FlowOutcome<"login">): void {
  switch (outcome.kind) {
    case "form":
    case "linkAccount":
      return show(outcome.form);
    case "redirect":
      return location.assign(outcome.url);
    case "complete":
      return location.assign(outcome.redirectTo ?? "/");
    case "alreadySignedIn":
      return location.assign("/");
    case "stepUp":
      return location.assign(`?aal=${outcome.aal}`);
    case "verifyAddress":
      return location.assign(`/verification?flow=${outcome.flow}`);
    case "failed":
      return main.replaceChildren(paragraph(outcome.diagnosis ?? outcome.error.message));
    default:
      return location.assign("/login");
  }
}

follow(await login.start());

// A form of Ory as HTML: labels, messages tied to their inputs, one button per method.

import type { FlowForm, UiNode, UiText } from "ory-hub";

type Attributes<Type extends UiNode["attributes"]["node_type"]> = Extract<UiNode["attributes"], { node_type: Type }>;
type Input = Attributes<"input">;

/** What was entered, and the button that sends it. */
export type Submit = (answers: Record<string, unknown>, pressed: { group: string; isTrigger: boolean }) => Promise<void>;

/** An element with properties and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

// The method of most people first: the Enter key presses the first button.
const ORDER = ["default", "profile", "identifier_first", "password", "code", "link", "totp", "lookup_secret", "webauthn", "passkey"];
const TITLES: Record<string, string> = {
  profile: "Profile",
  password: "Password",
  totp: "Authenticator app",
  lookup_secret: "Backup codes",
  webauthn: "Security keys",
  passkey: "Passkeys",
  oidc: "Social sign-in",
};

// Buttons that do not lead on: back, and another code.
const ASIDE = ["screen", "resend", "email"];

const place = (group: string): number => (ORDER.includes(group) ? ORDER.indexOf(group) : ORDER.length);

function rank({ group, attributes }: UiNode): number {
  const isAside = attributes.node_type === "input" && attributes.type === "submit" && ASIDE.includes(attributes.name);
  return isAside ? ORDER.length + 1 : place(group);
}

export const messageList = (messages: UiText[]): HTMLElement[] =>
  messages.map(({ text, type }) => element("p", { className: `message ${type}` }, text));

let ids = 0;

function field(attributes: Input, node: UiNode): HTMLElement {
  const id = `field-${(ids += 1)}`;
  const { name, type, value, required, disabled, autocomplete, maxlength, pattern, inputmode, options } = attributes;
  const control: HTMLInputElement | HTMLSelectElement = options?.length
    ? element("select", {}, ...options.map((option) => element("option", { value: option.value, selected: option.value === value }, `${option.value}`)))
    : element("input", { type });
  Object.assign(control, { id, name, disabled, required: required ?? false });
  if (control instanceof HTMLInputElement) {
    if (type === "checkbox") control.checked = value === true;
    else control.value = value ?? "";
    if (autocomplete) control.setAttribute("autocomplete", autocomplete);
    if (inputmode) control.inputMode = inputmode;
    if (maxlength) control.maxLength = maxlength;
    if (pattern) control.pattern = pattern;
  }
  const messages = element("div", { id: `${id}-messages` }, ...messageList(node.messages));
  if (node.messages.length > 0) control.setAttribute("aria-describedby", messages.id);
  if (node.messages.some((message) => message.type === "error")) control.setAttribute("aria-invalid", "true");
  const label = element("label", { htmlFor: id }, node.meta.label?.text ?? name);
  const parts = type === "checkbox" ? [control, label] : [label, control];
  return element("div", { className: type === "checkbox" ? "field check" : "field" }, ...parts, messages);
}

function secrets({ text }: Attributes<"text">): HTMLElement {
  const codes: UiText[] | undefined = text.context?.secrets;
  if (!codes) return element("code", { className: "secret" }, text.text);
  return element("ul", { className: "codes" }, ...codes.map((code) => element("li", {}, element("code", {}, code.text))));
}

function draw(node: UiNode): HTMLElement | undefined {
  const { attributes, meta, group } = node;
  const label = meta.label?.text ?? "";
  switch (attributes.node_type) {
    case "input": {
      if (attributes.type === "hidden") return undefined;
      if (attributes.type !== "submit" && attributes.type !== "button") return field(attributes, node);
      const { name, value, disabled } = attributes;
      const button = element("button", { type: "submit", name, value: `${value ?? ""}`, disabled }, label || name);
      Object.assign(button.dataset, { group, trigger: attributes.type === "button" ? "yes" : "" });
      return element("div", { className: "action" }, button, ...messageList(node.messages));
    }
    case "img":
      return element("img", { src: attributes.src, width: attributes.width, height: attributes.height, alt: label });
    case "text":
      return element("div", { className: "field" }, element("span", {}, label), secrets(attributes));
    case "a":
      return element("a", { href: attributes.href, className: "button" }, attributes.title.text);
    default:
      return undefined;
  }
}

function answersOf(form: HTMLFormElement): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
    answers[control.name] = control.type === "checkbox" ? (control as HTMLInputElement).checked : control.value;
  }
  return answers;
}

function oneForm(nodes: UiNode[], name: string, submit: Submit): HTMLFormElement {
  const title = TITLES[name];
  const drawn = nodes.flatMap((node) => draw(node) ?? []);
  const form = element("form", { noValidate: true }, ...(title ? [element("h2", {}, title)] : []), ...drawn);
  form.onsubmit = async (event) => {
    event.preventDefault();
    const pressed = event.submitter;
    if (!(pressed instanceof HTMLButtonElement) || form.ariaBusy) return;
    form.ariaBusy = "true";
    const answers = answersOf(form);
    const isTrigger = pressed.dataset["trigger"] === "yes";
    if (!isTrigger) answers[pressed.name] = pressed.value;
    await submit(answers, { group: pressed.dataset["group"] ?? "", isTrigger });
    form.ariaBusy = null;
  };
  return form;
}

/** The forms of a flow: one, or one per method where each is saved by itself. */
export function draws({ nodes, groups }: FlowForm, perMethod: boolean, submit: Submit): HTMLFormElement[] {
  if (!perMethod) {
    const sorted = [...nodes].sort((one, other) => rank(one) - rank(other));
    return [oneForm(sorted, "", submit)];
  }
  const sorted = groups.filter(({ name }) => name !== "default").sort((one, other) => place(one.name) - place(other.name));
  const forms = sorted.map((group) => oneForm(group.nodes, group.name, submit));
  return forms.filter((form) => form.querySelector("button"));
}

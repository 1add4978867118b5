// A form of Kratos as HTML: the inputs of the password method, and what is wrong with them.

const GROUPS = ["default", "password"];

/** An element with properties and children. */
export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const field = ({ attributes, messages, meta }) => {
  const { name, type, value, required, autocomplete, disabled } = attributes;
  const input = element("input", { name, type, required: Boolean(required), disabled });
  if (autocomplete) input.autocomplete = autocomplete;
  if (type === "checkbox") input.checked = value === true;
  else input.value = value ?? "";
  if (type === "hidden") return input;
  const faults = messages.map(({ text }) => element("span", { className: "fault", textContent: text }));
  if (faults.length > 0) input.ariaInvalid = "true";
  const label = meta.label?.text ?? name;
  return type === "checkbox"
    ? element("label", { className: "check" }, input, label, ...faults)
    : element("label", {}, label, input, ...faults);
};

const part = (node) =>
  node.attributes.type === "submit"
    ? element("button", { ...node.attributes, textContent: node.meta.label?.text ?? "Go on" })
    : field(node);

const answer = (input) => {
  switch (input.type) {
    case "checkbox":
      return input.checked;
    case "number":
      return input.value === "" ? undefined : Number(input.value);
    default:
      return input.value === "" ? undefined : input.value;
  }
};

/** What the person typed, with the button that was pressed. */
const answers = (form, button) => {
  const inputs = [...form.querySelectorAll("input")].map((input) => [input.name, answer(input)]);
  return Object.fromEntries([...inputs, [button.name, button.value]]);
};

/** The form of a flow; `submit` gets its answers. */
export const formOf = ({ ui }, submit) => {
  const nodes = ui.nodes.filter(({ group, attributes }) => GROUPS.includes(group) && attributes.node_type === "input");
  const buttons = ({ attributes }) => attributes.type === "submit";
  nodes.sort((one, other) => buttons(one) - buttons(other));
  const form = element("form", { noValidate: false }, ...nodes.map(part));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter ?? form.querySelector("button");
    button.disabled = true;
    await submit(answers(form, button));
    button.disabled = false;
  });
  return form;
};

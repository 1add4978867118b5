// The plain login page: who am I, log in, register, log out. It uses the npm package and nothing else.

import { createOry, isOryError } from "ory-hub";

import { element, formOf } from "./form.js";

const at = (id) => document.getElementById(id);

const config = await (await fetch("./config.json")).json();
const ory = await createOry(config);

const show = (title, ...content) => {
  document.title = title;
  at("title").textContent = title;
  at("title").focus();
  at("notice").textContent = "";
  at("view").replaceChildren(...content);
};

const complain = (text) => (at("notice").textContent = text);

const WAYS = {
  login: {
    title: "Log in",
    begin: () => ory.createBrowserLoginFlow(),
    submit: (flow, body) => ory.updateLoginFlow(flow.id, body),
    other: ["registration", "No account yet?", "Register"],
  },
  registration: {
    title: "Register",
    begin: () => ory.createBrowserRegistrationFlow(),
    submit: (flow, body) => ory.updateRegistrationFlow(flow.id, body),
    other: ["login", "Already registered?", "Log in"],
  },
};

/** Draws a step; a 400 carries the form again, with what is wrong in it. */
const step = (name, flow) => {
  const way = WAYS[name];
  const [otherName, question, action] = way.other;
  const other = element("button", { type: "button", className: "plain", textContent: action });
  other.addEventListener("click", () => begin(otherName));
  const form = formOf(flow, async (body) => {
    try {
      await way.submit(flow, body);
      await whoami();
    } catch (error) {
      const again = isOryError(error) && error.status === 400 ? JSON.parse(error.body) : undefined;
      if (again?.ui) step(name, again);
      complain(isOryError(error) ? error.message : String(error));
    }
  });
  show(way.title, form, element("p", { className: "other" }, `${question} `, other));
};

const begin = async (name) => {
  try {
    step(name, await WAYS[name].begin());
  } catch (error) {
    complain(String(error));
  }
};

const logout = async () => {
  try {
    const { logout_token: token } = await ory.createBrowserLogoutFlow();
    await ory.updateLogoutFlow({ token });
    await begin("login");
  } catch (error) {
    complain(String(error));
  }
};

const facts = (session) => ({
  Email: session.identity?.traits?.email,
  "Signed in": new Date(session.authenticated_at).toLocaleString(),
  Until: new Date(session.expires_at).toLocaleString(),
  By: session.authentication_methods?.map(({ method }) => method).join(", "),
  Identity: session.identity?.id,
});

const whoami = async () => {
  try {
    const session = await ory.toSession();
    const rows = Object.entries(facts(session)).flatMap(([name, value]) => [
      element("dt", { textContent: name }),
      element("dd", { textContent: value ?? "-" }),
    ]);
    const button = element("button", { type: "button", textContent: "Log out" });
    button.addEventListener("click", logout);
    show("You are signed in", element("dl", {}, ...rows), button);
  } catch (error) {
    if (isOryError(error) && error.status === 401) {
      await begin(location.pathname.endsWith("/registration") ? "registration" : "login");
    } else {
      complain(String(error));
    }
  }
};

await whoami();

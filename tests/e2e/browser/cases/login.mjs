// Self-service on a real Kratos, with the browser's own cookies and CSRF tokens.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { driverCase } from "../lib/harness.mjs";

const email = `browser-${randomUUID()}@browser.example`;
const password = `long enough ${randomUUID()}`;
let identity;

const csrf = (flow) => flow.ui.nodes.find((node) => node.attributes.name === "csrf_token").attributes.value;

driverCase("browser-register", async ({ call, kratos, page }) => {
  const config = { kratosPublicUrl: kratos };
  const { value: flow } = await call(config, "createBrowserRegistrationFlow");
  assert.equal(flow.ui.nodes.find((node) => node.attributes.name === "traits.email").attributes.node_type, "input");
  const body = { method: "password", password, traits: { email } };
  const refused = await call(config, "updateRegistrationFlow", flow.id, { ...body, csrf_token: "wrong" });
  assert.equal(refused.error.status, 403, JSON.stringify(refused));
  assert.equal(refused.error.id, "security_csrf_violation");
  const { value, error } = await call(config, "updateRegistrationFlow", flow.id, { ...body, csrf_token: csrf(flow) });
  assert.ok(value, JSON.stringify(error));
  assert.equal(value.identity.traits.email, email);
  assert.equal(value.session.active, true);
  identity = value.identity.id;
  await page.evaluate((text) => (document.querySelector("#report").textContent = text), JSON.stringify(value, null, 2));
  await page.screenshot({ path: "registered.png" });
});

driverCase("browser-whoami", async ({ call, kratos, page }) => {
  const { value } = await call({ kratosPublicUrl: kratos }, "toSession");
  assert.equal(value.active, true);
  assert.equal(value.identity.traits.email, email);
  assert.ok(!(await page.evaluate(() => document.cookie)).includes("ory_kratos_session"));
});

driverCase("browser-logout", async ({ call, kratos }) => {
  const config = { kratosPublicUrl: kratos };
  const { value: flow } = await call(config, "createBrowserLogoutFlow");
  const left = await call(config, "updateLogoutFlow", { token: flow.logout_token });
  assert.equal(left.kind, "undefined", JSON.stringify(left));
  const { is, error } = await call(config, "toSession");
  assert.ok(is);
  assert.equal(error.kind, "api");
  assert.equal(error.status, 401);
});

driverCase("browser-login", async ({ call, kratos }) => {
  const config = { kratosPublicUrl: kratos };
  const { value: flow } = await call(config, "createBrowserLoginFlow", { refresh: true });
  const body = { method: "password", identifier: email, csrf_token: csrf(flow) };
  const wrong = await call(config, "updateLoginFlow", flow.id, { ...body, password: "not the one" });
  assert.equal(wrong.error.kind, "api");
  assert.equal(wrong.error.status, 400);
  const again = JSON.parse(wrong.error.body);
  assert.equal(again.id, flow.id);
  assert.ok(again.ui.messages.some((message) => message.type === "error"));
  assert.equal(wrong.error.message, again.ui.messages[0].text);
  const right = await call(config, "updateLoginFlow", flow.id, { ...body, password });
  assert.equal(right.value.session.identity.id, identity);
  const { value: session } = await call(config, "toSession");
  assert.equal(session.active, true);
  assert.equal(session.identity.id, identity);
});

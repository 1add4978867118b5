// Social sign-in and OAuth2 on the pages of examples/login-ui: the real Hydra is the provider of the real Kratos, and
// Kratos answers the login challenges of Hydra.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { useAccount } from "../lib/provider.mjs";
import { fill, inspect, pageTest, person, press, signIn, signOut, titled } from "./person.mjs";

const address = () => `page-${randomUUID()}@browser.example`;

const atProvider = (page) => press(page, "provider", "hydra");

const linkedAt = async ({ admin }, { id }) => {
  const identity = await (await fetch(`${admin}/admin/identities/${id}?include_credential=oidc`)).json();
  return identity.credentials.oidc?.identifiers ?? [];
};

pageTest("social-sign-in", async (support) => {
  const { page, ui } = support;
  const email = address();
  await useAccount(support, email);
  await page.goto(`${ui}/registration`);
  await titled(page, "Create an account");
  await atProvider(page);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(email).isVisible());
  await signOut(support);
  await inspect(support, "login-social");
  await atProvider(page);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(email).isVisible());
}, "social");

pageTest("social-sign-in-without-address", async (support) => {
  const { page, ui } = support;
  const email = address();
  await useAccount(support, `nameless-${randomUUID()}`);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await atProvider(page);
  await titled(page, "Create an account");
  await page.locator('[name="traits.email"]').waitFor();
  await inspect(support, "registration-missing-address");
  await fill(page, { "traits.email": email });
  await atProvider(page);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(email).isVisible());
}, "social");

pageTest("social-sign-in-refused", async (support) => {
  const { page, ui } = support;
  await useAccount(support, "refuses");
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await atProvider(page);
  await page.locator(".message.error").first().waitFor();
  await titled(page, "Sign in");
}, "social");

pageTest("account-linking", async (support) => {
  const { page, ui } = support;
  const somebody = await person(support);
  await useAccount(support, somebody.email);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await atProvider(page);
  await titled(page, "Link your account");
  await inspect(support, "login-link-account");
  assert.deepEqual(await linkedAt(support, somebody), []);
  await fill(page, { password: "not the one" });
  await press(page, "method", "password");
  await page.locator(".message.error").filter({ hasText: "credentials" }).waitFor();
  await fill(page, { password: somebody.password });
  await press(page, "method", "password");
  await titled(page, "You are signed in");
  assert.deepEqual(await linkedAt(support, somebody), [`hydra:${somebody.email}`]);
  await signOut(support);
  await atProvider(page);
  await titled(page, "You are signed in");
}, "social");

pageTest("settings-link-provider", async (support) => {
  const { page, ui } = support;
  const somebody = await person(support);
  await useAccount(support, somebody.email);
  await signIn(support, somebody);
  await titled(page, "You are signed in");
  await page.goto(`${ui}/settings`);
  await titled(page, "Account settings");
  await press(page, "link", "hydra");
  await page.locator(".message.success").waitFor();
  assert.deepEqual(await linkedAt(support, somebody), [`hydra:${somebody.email}`]);
  await press(page, "unlink", "hydra");
  await page.locator('button[name="link"]').waitFor();
  assert.deepEqual(await linkedAt(support, somebody), []);
}, "social");

/** An application that signs people in by OAuth2: its client, and where it sends them. */
const application = async ({ ui, hydra, hydraAdmin }) => {
  const [id, secret, callback] = [`app-${randomUUID()}`, randomUUID(), `${ui}/callback`];
  const client = { client_id: id, client_secret: secret, redirect_uris: [callback], scope: "openid email", response_types: ["code"] };
  const headers = { "content-type": "application/json" };
  const created = await fetch(`${hydraAdmin}/admin/clients`, { method: "POST", headers, body: JSON.stringify(client) });
  assert.equal(created.status, 201);
  const query = { client_id: id, response_type: "code", redirect_uri: callback, scope: "openid email", state: randomUUID() };
  const entry = `${hydra}/oauth2/auth?${new URLSearchParams(query)}`;
  /** Who has signed in, by the code at the address that the browser came back to. */
  const subject = async (url) => {
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get("state"), query.state, url);
    const body = new URLSearchParams({ grant_type: "authorization_code", code: searchParams.get("code"), redirect_uri: callback });
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
    const answer = await (await fetch(`${hydra}/oauth2/token`, { method: "POST", headers: { authorization }, body })).json();
    assert.ok(answer.id_token, `${url}: ${JSON.stringify(answer)}`);
    return JSON.parse(Buffer.from(answer.id_token.split(".")[1], "base64url")).sub;
  };
  return { entry, subject, callback: (url) => url.href.startsWith(callback) };
};

pageTest("oauth2-login", async (support) => {
  const { page } = support;
  const [somebody, app] = [await person(support), await application(support)];
  await page.goto(app.entry);
  await titled(page, "Sign in");
  await inspect(support, "login-oauth2");
  await fill(page, { identifier: somebody.email, password: "not the one" });
  await press(page, "method", "password");
  await page.locator(".message.error").filter({ hasText: "credentials" }).waitFor();
  await fill(page, { identifier: somebody.email, password: somebody.password });
  await press(page, "method", "password");
  await page.waitForURL(app.callback);
  assert.equal(await app.subject(page.url()), somebody.id);
  // Hydra remembers, Kratos has a session: the page only passes the browser on.
  await page.goto("about:blank");
  await page.goto(app.entry);
  await page.waitForURL(app.callback);
  assert.equal(await app.subject(page.url()), somebody.id);
}, "social");

pageTest("oauth2-login-of-somebody-signed-in", async (support) => {
  const { page } = support;
  const [somebody, app] = [await person(support), await application(support)];
  await signIn(support, somebody);
  await titled(page, "You are signed in");
  // Hydra has not seen this person yet, and Kratos wants a fresh sign-in for it.
  await page.goto(app.entry);
  await titled(page, "Sign in");
  await page.locator(".message").filter({ hasText: "confirm" }).waitFor();
  await fill(page, { identifier: somebody.email, password: somebody.password });
  await press(page, "method", "password");
  await page.waitForURL(app.callback);
  assert.equal(await app.subject(page.url()), somebody.id);
}, "social");

pageTest("oauth2-registration", async (support) => {
  const { page } = support;
  const app = await application(support);
  const email = address();
  await page.goto(app.entry);
  await titled(page, "Sign in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await titled(page, "Create an account");
  const password = `long enough ${randomUUID()}`;
  await fill(page, { "traits.email": email, password });
  await press(page, "method", "password");
  // This Kratos does not tell the client of a registration; it wants a sign-in for it.
  await titled(page, "Sign in");
  await page.locator(".message").filter({ hasText: "confirm" }).waitFor();
  await fill(page, { identifier: email, password });
  await press(page, "method", "password");
  await page.waitForURL(app.callback);
  assert.match(await app.subject(page.url()), /^[0-9a-f-]{36}$/);
}, "social");

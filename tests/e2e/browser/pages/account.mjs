// Settings, second factors, passkeys and recovery on the pages of examples/login-ui, against the real Kratos.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { addAuthenticator, enterMailedCode, fill, inspect, oneTimePassword, pageTest, person, press, signIn, signOut, titled } from "./person.mjs";

/** Somebody who is signed in and sees the settings. */
const inSettings = async (support) => {
  const { page, ui } = support;
  const somebody = await person(support);
  await signIn(support, somebody);
  await titled(page, "You are signed in");
  await page.goto(`${ui}/settings`);
  await titled(page, "Account settings");
  return somebody;
};

const saved = (page) => page.locator(".message.success").waitFor();

/** Adds an authenticator app in the settings, and gives what it has in common with the server. */
const addApp = async (page) => {
  const secret = await page.locator(".secret").textContent();
  await fill(page, { totp_code: oneTimePassword(secret) });
  await press(page, "method", "totp");
  await saved(page);
  return secret;
};

pageTest("authenticator-app", async (support) => {
  const { page } = support;
  const somebody = await inSettings(support);
  await inspect(support, "settings");
  const secret = await addApp(page);
  await signOut(support);
  await signIn(support, somebody);
  await page.locator('[name="totp_code"]').waitFor();
  await inspect(support, "login-second-factor");
  await fill(page, { totp_code: "000000" });
  await press(page, "method", "totp");
  await page.locator(".message.error").first().waitFor();
  await fill(page, { totp_code: oneTimePassword(secret) });
  await press(page, "method", "totp");
  await titled(page, "You are signed in");
});

pageTest("step-up", async (support) => {
  const { page, ui } = support;
  const somebody = await inSettings(support);
  const secret = await addApp(page);
  await signOut(support);
  await signIn(support, somebody);
  await page.locator('[name="totp_code"]').waitFor();
  // The first factor alone opens neither page.
  await page.goto(`${ui}/`);
  await titled(page, "Sign in");
  await page.locator('[name="totp_code"]').waitFor();
  await page.goto(`${ui}/settings`);
  await titled(page, "Confirm that it is you");
  await inspect(support, "settings-step-up");
  await fill(page, { totp_code: oneTimePassword(secret) });
  await press(page, "method", "totp");
  await titled(page, "Account settings");
  await press(page, "totp_unlink");
  await saved(page);
});

pageTest("backup-codes", async (support) => {
  const { page } = support;
  const somebody = await inSettings(support);
  await press(page, "lookup_secret_regenerate");
  await page.locator(".codes code").first().waitFor();
  await inspect(support, "settings-backup-codes");
  const [code] = await page.locator(".codes code").allTextContents();
  await press(page, "lookup_secret_confirm");
  await saved(page);
  await signOut(support);
  await signIn(support, somebody);
  await fill(page, { lookup_secret: code });
  await press(page, "method", "lookup_secret");
  await titled(page, "You are signed in");
});

pageTest("passkey", async (support) => {
  const { page, ui } = support;
  await page.addInitScript(() => {
    if (globalThis.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
  const { session, authenticatorId } = await addAuthenticator(support);
  const somebody = await inSettings(support);
  await press(page, "passkey_register_trigger");
  await saved(page);
  const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0].rpId, "localhost");
  await page.locator('button[name="passkey_remove"]').waitFor();
  await signOut(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await press(page, "passkey_login_trigger");
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(somebody.email).isVisible());
});

pageTest("passkey-offered-with-the-names", async (support) => {
  const { page, context } = support;
  await addAuthenticator(support);
  const somebody = await inSettings(support);
  await press(page, "passkey_register_trigger");
  await saved(page);
  // The authenticator takes the offer at once.
  await context.clearCookies();
  await page.goto(`${support.ui}/login`);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(somebody.email).isVisible());
});

pageTest("passkey-registration", async (support) => {
  const { page, ui } = support;
  await addAuthenticator(support);
  const email = `page-${randomUUID()}@browser.example`;
  await page.goto(`${ui}/registration`);
  await titled(page, "Create an account");
  await fill(page, { "traits.email": email });
  await press(page, "passkey_register_trigger");
  await page.waitForURL((url) => url.pathname !== "/registration");
  await page.goto(`${ui}/`);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(email).isVisible());
});

pageTest("passkey-refused", async (support) => {
  const { page, ui } = support;
  const { session, authenticatorId } = await addAuthenticator(support);
  await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await press(page, "passkey_login_trigger");
  await page.getByRole("alert").filter({ hasText: "Nothing was confirmed" }).waitFor();
  assert.ok(await page.locator('[name="password"]').isVisible(), "the form stays");
});

pageTest("security-key", async (support) => {
  const { page } = support;
  await addAuthenticator(support);
  const somebody = await inSettings(support);
  await fill(page, { webauthn_register_displayname: "a key" });
  await press(page, "webauthn_register_trigger");
  await saved(page);
  await signOut(support);
  await signIn(support, somebody);
  await press(page, "webauthn_login_trigger");
  await titled(page, "You are signed in");
});

pageTest("recovery-into-settings", async (support) => {
  const { page, ui } = support;
  const { email } = await person(support);
  const password = `another ${randomUUID()}`;
  await page.goto(`${ui}/recovery`);
  await titled(page, "Recover your account");
  await inspect(support, "recovery");
  await fill(page, { email });
  await press(page, "method", "code");
  await page.locator('[name="code"]').waitFor();
  await enterMailedCode(support, email);
  await titled(page, "Account settings");
  await fill(page, { password });
  await press(page, "method", "password");
  await saved(page);
  await signOut(support);
  await signIn(support, { email, password });
  await titled(page, "You are signed in");
});

pageTest("settings-of-nobody", async (support) => {
  const { page, ui } = support;
  const { email, password } = await person(support);
  await page.goto(`${ui}/settings`);
  await titled(page, "Sign in");
  assert.match(page.url(), /return_to=/);
  await fill(page, { identifier: email, password });
  await press(page, "method", "password");
  await titled(page, "Account settings");
});

pageTest("sign-out", async (support) => {
  const { page, context, ui } = support;
  await signIn(support, await person(support));
  await titled(page, "You are signed in");
  const session = async () => (await context.cookies()).find(({ name }) => name === "ory_kratos_session");
  assert.ok(await session());
  await signOut(support);
  assert.equal(await session(), undefined);
  await page.goto(`${ui}/settings`);
  await titled(page, "Sign in");
});

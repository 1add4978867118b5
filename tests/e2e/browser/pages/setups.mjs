// The pages of examples/login-ui over servers that are set up otherwise: step by step, short-lived.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { fill, inspect, mailedCode, pageTest, person, press, signOut, titled } from "./person.mjs";

/** Signs in where the name comes first. */
const signInByStep = async ({ page, ui }, { email, password }) => {
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await fill(page, { identifier: email });
  await press(page, "method", "identifier_first");
  await fill(page, { password });
  await press(page, "method", "password");
};

pageTest("registration-by-step", async (support) => {
  const { page, ui } = support;
  const [email, password] = [`page-${randomUUID()}@browser.example`, `long enough ${randomUUID()}`];
  await page.goto(`${ui}/registration`);
  await titled(page, "Create an account");
  await inspect(support, "registration-first-step");
  await fill(page, { "traits.email": email });
  await press(page, "method", "profile");
  await page.locator('[name="password"]').waitFor();
  await inspect(support, "registration-second-step");
  await press(page, "screen", "previous");
  await page.locator('[name="traits.email"]').waitFor();
  await press(page, "method", "profile");
  await fill(page, { password });
  // The first button is the one that goes on.
  await page.keyboard.press("Enter");
  await titled(page, "Verify your address");
  await page.goto(`${ui}/`);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(email).isVisible());
}, "steps");

pageTest("identifier-first", async (support) => {
  const { page, ui } = support;
  const somebody = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await inspect(support, "login-identifier-first");
  await fill(page, { identifier: "nobody@browser.example" });
  await press(page, "method", "identifier_first");
  await page.locator(".message.error").first().waitFor();
  await fill(page, { identifier: somebody.email });
  await press(page, "method", "identifier_first");
  await page.locator('[name="password"]').waitFor();
  await inspect(support, "login-second-step");
  await fill(page, { password: "not the one" });
  await press(page, "method", "password");
  await page.locator(".message.error").filter({ hasText: "credentials" }).waitFor();
  await fill(page, { password: somebody.password });
  await press(page, "method", "password");
  await titled(page, "You are signed in");
}, "steps");

pageTest("identifier-first-code", async (support) => {
  const { page, ui } = support;
  const { email } = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await fill(page, { identifier: email });
  await press(page, "method", "identifier_first");
  await press(page, "method", "code");
  await page.locator('[name="code"]').waitFor();
  await fill(page, { code: await mailedCode(support, email) });
  await press(page, "method", "code");
  await titled(page, "You are signed in");
}, "steps");

pageTest("settings-after-signing-in-again", async (support) => {
  const { page, ui } = support;
  const somebody = await person(support);
  const next = `another ${randomUUID()}`;
  await signInByStep(support, somebody);
  await titled(page, "You are signed in");
  await page.goto(`${ui}/settings`);
  await titled(page, "Account settings");
  await page.waitForTimeout(3200);
  await fill(page, { password: next });
  await press(page, "method", "password");
  await titled(page, "Sign in again to go on");
  await inspect(support, "login-again");
  await fill(page, { identifier: somebody.email, password: "not the one" });
  await press(page, "method", "password");
  await page.locator(".message.error").filter({ hasText: "credentials" }).waitFor();
  await fill(page, { identifier: somebody.email, password: somebody.password });
  await press(page, "method", "password");
  // What was entered before is saved now, without being entered again.
  await titled(page, "Account settings");
  await page.locator(".message.success").waitFor();
  await signOut(support);
  await signInByStep(support, { ...somebody, password: next });
  await titled(page, "You are signed in");
}, "steps");

for (const [kind, title, method] of [
  ["login", "Sign in", "password"],
  ["registration", "Create an account", "password"],
  ["recovery", "Recover your account", "code"],
  ["verification", "Verify your address", "code"],
]) {
  pageTest(`expired-${kind}`, async (support) => {
    const { page, ui } = support;
    const { email, password } = await person(support);
    const returnTo = `${ui}/?expired`;
    await page.goto(`${ui}/${kind}?return_to=${encodeURIComponent(returnTo)}`);
    await titled(page, title);
    const answers = { login: { identifier: email, password }, registration: { "traits.email": `new-${email}`, password } };
    await page.waitForTimeout(5200);
    const submit = async () => {
      await fill(page, answers[kind] ?? { email });
      await press(page, "method", method);
    };
    await submit();
    await page.locator("#notice, .message").filter({ hasText: /too long|expired/ }).first().waitFor();
    await submit();
    if (kind === "login") await page.waitForURL(returnTo);
    else if (kind === "registration") await titled(page, "Verify your address");
    else await page.locator('[name="code"]').waitFor();
  }, "short");
}

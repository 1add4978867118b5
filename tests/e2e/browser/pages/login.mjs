// Signing in, up and out on the pages of examples/login-ui, against the real Kratos.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { enterMailedCode, fill, inspect, mailedCode, pageTest, person, press, signIn, signOut, titled } from "./person.mjs";

pageTest("registration-and-verification", async (support) => {
  const { page, ui } = support;
  const [email, password] = [`page-${randomUUID()}@browser.example`, `long enough ${randomUUID()}`];
  await page.goto(`${ui}/registration`);
  await titled(page, "Create an account");
  await inspect(support, "registration");
  await fill(page, { "traits.email": "no address", password });
  await press(page, "method", "password");
  const wrong = page.locator('[name="traits.email"][aria-invalid]');
  await wrong.waitFor();
  assert.ok(await wrong.evaluate((input) => input === document.activeElement), "what is wrong has the focus");
  assert.match(await page.locator(`[id="${await wrong.getAttribute("aria-describedby")}"]`).textContent(), /email/);
  await fill(page, { "traits.email": email, password });
  await press(page, "method", "password");
  await titled(page, "Verify your address");
  await inspect(support, "verification");
  await enterMailedCode(support, email);
  await page.locator(".message.success").waitFor();
  await page.goto(`${ui}/`);
  await titled(page, "You are signed in");
  assert.ok(await page.getByText(email).isVisible());
  await inspect(support, "home");
});

pageTest("password", async (support) => {
  const { page, ui } = support;
  const somebody = await person(support);
  const returnTo = encodeURIComponent(`${ui}/?welcome`);
  await signIn(support, { ...somebody, password: "not the one" }, `?return_to=${returnTo}`);
  await page.locator(".message.error").filter({ hasText: "credentials" }).waitFor();
  await inspect(support, "login-wrong-password");
  await fill(page, { identifier: somebody.email, password: somebody.password });
  await page.keyboard.press("Enter");
  await page.waitForURL(`${ui}/?welcome`);
  await titled(page, "You are signed in");
  await page.goto(`${ui}/login`);
  await titled(page, "You are signed in");
  await signOut(support);
  await inspect(support, "login");
});

pageTest("keyboard", async ({ page, ui, ...support }) => {
  const { email, password } = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await page.locator("h1:focus").waitFor();
  const { keyboard } = page;
  for (const [name, text] of [["identifier", email], ["password", "not the one"]]) {
    await keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), name);
    await keyboard.type(text);
  }
  await keyboard.press("Tab");
  await keyboard.press("Space");
  await page.locator(".message.error").waitFor();
  // The focus is where reading begins, and what was entered is still there.
  await page.locator("h1:focus").waitFor();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type(password);
  await keyboard.press("Enter");
  await titled(page, "You are signed in");
});

pageTest("return-to-refused", async ({ page, ui }) => {
  await page.goto(`${ui}/login?return_to=${encodeURIComponent("https://elsewhere.example/")}`);
  await page.getByRole("alert").filter({ hasText: "not allowed" }).waitFor();
});

pageTest("code-by-mail", async (support) => {
  const { page, ui } = support;
  const { email } = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await fill(page, { identifier: email });
  await press(page, "method", "code");
  await page.locator('[name="code"]').waitFor();
  await inspect(support, "login-code");
  await fill(page, { code: "000000" });
  await press(page, "method", "code");
  await page.locator(".message.error").first().waitFor();
  const first = await mailedCode(support, email);
  await press(page, "resend");
  // The mail is there before the page has the new form.
  await page.locator(".message.error").first().waitFor({ state: "detached" });
  const second = await mailedCode(support, email, first);
  await fill(page, { code: second });
  await press(page, "method", "code");
  await titled(page, "You are signed in");
});

pageTest("flow-of-nobody", async ({ page, ui }) => {
  await page.goto(`${ui}/login?flow=${randomUUID()}`);
  await titled(page, "Sign in");
  await page.getByRole("alert").filter({ hasText: "too long" }).waitFor();
});

pageTest("csrf-cookie-missing", async (support) => {
  const { page, context } = support;
  const somebody = await person(support);
  await page.goto(`${support.ui}/login`);
  await titled(page, "Sign in");
  const submit = async () => {
    await context.clearCookies();
    await fill(page, { identifier: somebody.email, password: somebody.password });
    await press(page, "method", "password");
  };
  await submit();
  await page.getByRole("alert").filter({ hasText: "too long" }).waitFor();
  await submit();
  await page.getByRole("alert").filter({ hasText: "CSRF cookie" }).waitFor();
});

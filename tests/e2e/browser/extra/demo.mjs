// The demo's login page, used as a person would. xtask copies the page into demo/.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { extraTest } from "../lib/harness.mjs";

extraTest("demo-page", async ({ browser, ui }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  const [email, password] = [`demo-${randomUUID()}@browser.example`, `long enough ${randomUUID()}`];
  const titled = (text) => page.getByRole("heading", { name: text }).waitFor();
  page.setDefaultTimeout(10_000);

  await page.goto(`${ui}/demo/`);
  await titled("Log in");
  await page.getByRole("button", { name: "Register" }).click();
  await titled("Register");
  await page.getByLabel("E-Mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
  await titled("You are signed in");
  assert.ok(await page.getByText(email).isVisible());
  await page.screenshot({ path: "signed-in.png" });

  await page.getByRole("button", { name: "Log out" }).click();
  await titled("Log in");
  await page.getByLabel("E-Mail").fill(email);
  await page.getByLabel("Password").fill("not the one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: "credentials" }).waitFor();
  await page.screenshot({ path: "refused.png" });
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await titled("You are signed in");
  await page.reload();
  await titled("You are signed in");
  assert.deepEqual(faults, []);
  await context.close();
});

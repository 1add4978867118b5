// People, their mail and their devices, and a browser for each.

import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";

import { eventually, testOf } from "../lib/harness.mjs";

const PAGES = ["main.ts", "form.ts"];
let built;

/** Makes the scripts of examples/login-ui, once, beside its page. */
const build = async ({ root, tools }) => {
  const { build } = createRequire(join(tools, "package.json"))("esbuild");
  const home = join(root, "examples/login-ui");
  await build({ entryPoints: PAGES.map((name) => join(home, name)), outdir: home, format: "esm", logLevel: "silent" });
};

const addressesOf = ({ servers }, setup) => {
  const urls = servers[setup];
  return { kratos: urls.kratos_public_url, admin: urls.kratos_admin_url, hydra: urls.hydra_public_url, hydraAdmin: urls.hydra_admin_url };
};

/** A test of the pages with a browser context of its own, over the common Kratos or over one that is set up otherwise. */
export const pageTest = (id, run, setup) =>
  testOf(setup ?? "common", `page-${id}`, async (common) => {
    await (built ??= build(common));
    const support = setup ? { ...common, ...addressesOf(common, setup) } : common;
    const context = await support.browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await context.route(`${support.ui}/config.json`, (route) => route.fulfill({ json: { kratosPublicUrl: support.kratos } }));
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    try {
      await run({ ...support, context, page });
      assert.deepEqual(faults, []);
    } catch (error) {
      await page.screenshot({ path: join(support.screenshots, `failed-${id}.png`), fullPage: true }).catch(() => {});
      throw error;
    } finally {
      await context.close();
    }
  });

/** Somebody who can sign in with a password. */
export const person = async ({ admin }) => {
  const [email, password] = [`page-${randomUUID()}@browser.example`, `long enough ${randomUUID()}`];
  const identity = { schema_id: "person", traits: { email }, credentials: { password: { config: { password } } } };
  const headers = { "content-type": "application/json" };
  const created = await fetch(`${admin}/admin/identities`, { method: "POST", headers, body: JSON.stringify(identity) });
  assert.equal(created.status, 201);
  return { email, password, id: (await created.json()).id };
};

/** The code in the newest mail to an address, other than `former`. */
export const mailedCode = async ({ admin }, email, former) => {
  const ask = async () => {
    const messages = await (await fetch(`${admin}/admin/courier/messages?recipient=${encodeURIComponent(email)}`)).json();
    return messages.map(({ body }) => body.match(/\b\d{6}\b/)?.[0]).find((code) => code && code !== former);
  };
  return eventually(ask, Boolean, `a code for ${email}`);
};

/** What an authenticator app shows now, for a secret in base32. */
export const oneTimePassword = (secret, steps = 0) => {
  const bits = [...secret.replace(/=+$/, "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const key = Buffer.from(bits.join("").match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const offset = hash.at(-1) & 15;
  return `${(hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000}`.padStart(6, "0");
};

/** Waits for a page's heading. */
export const titled = (page, text) => page.getByRole("heading", { level: 1, name: text }).waitFor();

export const fill = async (page, fields) => {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value);
};

export const press = (page, name, value) => page.locator(value === undefined ? `button[name="${name}"]` : `button[name="${name}"][value="${value}"]`).click();

/** Enters a wrong code, which is refused, and then the one of the mail. */
export const enterMailedCode = async (support, email) => {
  const { page } = support;
  await fill(page, { code: "000000" });
  await press(page, "method", "code");
  await page.locator(".message.error").first().waitFor();
  await fill(page, { code: await mailedCode(support, email) });
  await press(page, "method", "code");
};

/** Signs in on the login page. */
export const signIn = async ({ page, ui }, { email, password }, query = "") => {
  await page.goto(`${ui}/login${query}`);
  await titled(page, "Sign in");
  await fill(page, { identifier: email, password });
  await press(page, "method", "password");
};

export const signOut = async ({ page, ui }) => {
  await page.goto(`${ui}/`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await titled(page, "Sign in");
};

/** An authenticator of the browser itself, which says yes to everything. */
export const addAuthenticator = async ({ context, page }) => {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, automaticPresenceSimulation: true },
  });
  return { session, authenticatorId };
};

/** No serious problem for those who do not see or point; and a picture, light and dark, wide and narrow. */
export const inspect = async ({ page, screenshots, tools }, name) => {
  await page.addScriptTag({ path: createRequire(join(tools, "package.json")).resolve("axe-core/axe.min.js") });
  for (const [scheme, width] of [["light", 1024], ["dark", 360]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 720 });
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${name}, ${scheme}`);
    await page.screenshot({ path: join(screenshots, `${name}-${scheme}.png`), fullPage: true });
  }
};

// The programs of examples/node and examples/browser, run against a real Kratos.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

import { extraTest } from "../lib/harness.mjs";
import { person } from "../pages/person.mjs";

extraTest("example-node-session", async ({ root, kratos }) => {
  const { stdout } = await promisify(execFile)("node", [join(root, "examples/node/session.mjs"), kratos]);
  assert.match(stdout, /^signed in ada-\S+@example\.com\nsigned out: The request could not be authorized\n$/);
});

extraTest("example-browser-login", async ({ root, tools, kratos, admin, browser, ui }) => {
  const { email, password } = await person({ admin });

  const folder = join(root, "bundled/login");
  await mkdir(folder, { recursive: true });
  const { build } = createRequire(join(tools, "package.json"))("esbuild");
  const entry = join(root, "examples/browser/login.ts");
  await build({ entryPoints: [entry], bundle: true, format: "esm", logLevel: "silent", outfile: join(folder, "login.js") });
  const html = await readFile(join(root, "examples/browser/index.html"), "utf8");
  await writeFile(join(folder, "index.html"), html.replace("http://localhost:4433", kratos));

  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${ui}/bundled/login/`);
  await page.locator("[name=identifier]").fill(email);
  await page.locator("[name=password]").fill("not the one");
  await page.getByRole("button").click();
  await page.locator("output").filter({ hasText: "credentials" }).waitFor();
  await page.locator("[name=password]").fill(password);
  await page.getByRole("button").click();
  await page.locator("output").filter({ hasText: `Signed in as ${email}` }).waitFor();
  await context.close();
});

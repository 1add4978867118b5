// examples/react, built by Vite, against the real Kratos.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { extraTest } from "../lib/harness.mjs";
import { signedInAs, viteProject } from "../lib/project.mjs";
import { fill, person, press } from "../pages/person.mjs";

extraTest("example-react", async (support) => {
  const { root, browser, kratos, ui } = support;
  const source = join(root, "examples/react");
  const html = await readFile(join(source, "index.html"), "utf8");
  await writeFile(join(source, "index.html"), html.replace("http://localhost:4433", kratos));
  const { address } = await viteProject(support, "react", source);
  const somebody = await person(support);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(address);
  await fill(page, { identifier: somebody.email, password: "not the one" });
  await press(page, "method", "password");
  await page.getByRole("alert").filter({ hasText: "credentials" }).waitFor();
  await fill(page, { identifier: somebody.email, password: somebody.password });
  await press(page, "method", "password");
  await page.waitForURL(`${ui}/`);
  assert.equal(await signedInAs(support, context), somebody.email);
  // Somebody is signed in: the page goes on by itself.
  await page.goto(address);
  await page.waitForURL(`${ui}/`);
  assert.deepEqual(faults, []);
  await context.close();
});

extraTest("example-react-hook-is-short", async ({ root }) => {
  const hook = await readFile(join(root, "examples/react/use-self-service.js"), "utf8");
  assert.ok(hook.trimEnd().split("\n").length < 60);
});

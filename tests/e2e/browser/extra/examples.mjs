// The programs of examples/node and examples/browser, run against a real Kratos.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
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

extraTest("example-node-login-page", async ({ root, kratos, admin }) => {
  const { email, password } = await person({ admin });
  const server = spawn("node", [join(root, "examples/node/login-page.mjs"), kratos, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = await once(server.stdout.setEncoding("utf8"), "data");
    const jar = new Map();
    const visit = async (path, entered) => {
      const response = await fetch(new URL(path, line.trim()), {
        redirect: "manual",
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(entered && { method: "POST", body: new URLSearchParams(entered) }),
      });
      for (const set of response.headers.getSetCookie()) {
        const [, name, value] = set.match(/^([^=]+)=([^;]*)/);
        jar.set(name, value);
      }
      return { status: response.status, text: await response.text() };
    };
    const first = await visit("/login");
    assert.equal(first.status, 200, first.text);
    const action = first.text.match(/action="([^"]+)"/)[1];
    const wrong = await visit(action, { identifier: email, password: "not the one", method: "password" });
    assert.match(wrong.text, /role="alert">[^<]*credentials/);
    const right = await visit(action, { identifier: email, password, method: "password" });
    assert.equal(right.status, 303, right.text);
    assert.ok(jar.has("ory_kratos_session"));
    assert.equal((await visit("/login")).status, 303, "somebody is signed in already");
  } finally {
    server.kill();
  }
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

// One login page three times, with this package and with what else there is: each signs in, and its lines are counted.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";

import { extraTest } from "../lib/harness.mjs";
import { projects, signedInAs, viteProject } from "../lib/project.mjs";
import { fill, person } from "../pages/person.mjs";

const PAGES = { "ory-hub": "ory-hub.ts", "@ory/client-fetch": "client-fetch.ts", "@ory/elements-react": "elements.tsx" };

const linesOf = (text) => text.split("\n").filter((line) => line.trim() && !/^\s*(\/\/|\/\*\*)/.test(line)).length;

/** All scripts of a built page, as a browser gets them. */
const weightOf = async (folder) => {
  const scripts = (await readdir(join(folder, "assets"))).filter((name) => name.endsWith(".js"));
  const all = await Promise.all(scripts.map((name) => readFile(join(folder, "assets", name))));
  return all.reduce((sum, script) => sum + brotliCompressSync(script).length, 0);
};

extraTest("page-compared-types", async (support) => {
  const folder = join(await projects(support), "login-pages");
  await mkdir(folder, { recursive: true });
  await cp(join(support.root, "bench/login-pages"), folder, { recursive: true });
  const tsc = join(support.tools, "node_modules/.bin/tsc");
  await promisify(execFile)(tsc, ["--project", folder, "--preserveSymlinks"], { cwd: folder }).catch(({ stdout }) => {
    throw new Error(stdout);
  });
});

for (const [name, entry] of Object.entries(PAGES)) {
  extraTest(`page-compared-${entry.split(".")[0]}`, async (support) => {
    const { root, browser, kratos, ui } = support;
    const source = join(root, "bench/login-pages");
    const text = await readFile(join(source, entry), "utf8");
    const html = await readFile(join(source, "index.html"), "utf8");
    const files = { "index.html": html.replace("PAGE", entry), [entry]: text.replace("http://localhost:4433", kratos) };
    const built = { build: { target: "es2022" } };
    const { address, outDir } = await viteProject(support, `login-page-${entry.split(".")[0]}`, files, built);
    const somebody = await person(support);
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const returnTo = `${ui}/?page`;
    await page.goto(`${address}?return_to=${encodeURIComponent(returnTo)}`);
    const submit = page.locator('button[name="method"][value="password"]');
    await fill(page, { identifier: somebody.email, password: "not the one" });
    await submit.click();
    await page.getByText("credentials are invalid").waitFor();
    await fill(page, { identifier: somebody.email, password: somebody.password });
    await submit.click();
    await page.waitForURL(returnTo);
    assert.equal(await signedInAs(support, context), somebody.email);
    await page.goto(address);
    await page.waitForURL(`${ui}/`);
    await context.close();
    const lines = linesOf(text);
    console.log(`login page with ${name}: ${lines} lines, ${await weightOf(outDir)} bytes of script in brotli`);
    const readme = await readFile(join(root, "node_modules/ory-hub/README.md"), "utf8");
    assert.ok(readme.includes(`| \`${name}\` | ${lines} |`), `the table in README.md says otherwise: ${name} ${lines}`);
  });
}

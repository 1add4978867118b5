// Measures `@ory/client-fetch` and this package: `run.mjs HOME node|chromium call|submit|load`. Prints `name TAB nanoseconds
// a round …`, the peer's first. HOME has both installed.

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { FLOW, SESSION, measure } from "./subjects.mjs";

const [home, host, what] = process.argv.slice(2);
const LOADS = 20;
const PACKAGES = { theirs: "@ory/client-fetch", ours: "ory-hub" };
const NAMES = { theirs: ["Configuration", "FrontendApi"], ours: ["createOry"] };
const peer = JSON.parse(await readFile(join(home, "node_modules/@ory/client-fetch/package.json"), "utf8"));

// What a program imports of each package.
const entries = Object.fromEntries(Object.keys(PACKAGES).map((name) => [name, join(home, `${name}.mjs`)]));
for (const [name, file] of Object.entries(entries)) await writeFile(file, `export { ${NAMES[name]} } from "${PACKAGES[name]}";\n`);

/** What a page loads: each of them as a bundler makes it, and the subjects. */
const scripts = async (tools) => {
  const { build } = createRequire(join(tools, "package.json"))("esbuild");
  const made = {};
  for (const [name, file] of Object.entries(entries)) {
    const { outputFiles } = await build({ entryPoints: [file], bundle: true, minify: true, format: "esm", write: false });
    made[`/${name}.js`] = outputFiles[0].text;
  }
  made["/subjects.js"] = await readFile(join(import.meta.dirname, "subjects.mjs"), "utf8");
  return made;
};

const serve = async (files) => {
  const [session, flow] = [SESSION, FLOW].map((value) => JSON.stringify(value));
  const server = createServer((request, response) => {
    const path = request.url.split("?")[0];
    const isForm = request.method === "POST";
    request.resume();
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>-</title>");
    if (files[path]) return response.setHeader("content-type", "text/javascript").end(files[path]);
    response.writeHead(isForm ? 400 : 200, { "content-type": "application/json" });
    return response.end(path === "/sessions/whoami" ? session : flow);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (server.close(), server.closeAllConnections()) };
};

const inNode = async (url) => {
  if (what !== "load") {
    const [theirs, ours] = await Promise.all(Object.values(entries).map((file) => import(pathToFileURL(file))));
    return measure(what, { theirs, ours }, url);
  }
  const times = { theirs: [], ours: [] };
  const subjects = pathToFileURL(join(import.meta.dirname, "subjects.mjs"));
  for (let round = 0; round < LOADS; round++) {
    for (const name of Object.keys(times)) {
      const module = pathToFileURL(entries[name]);
      const program = `import { load } from "${subjects}"; console.log(await load("${name}", () => import("${module}"))); process.exit();`;
      const { stdout } = await promisify(execFile)("node", ["--input-type=module", "--eval", program]);
      times[name].push(Number(stdout));
    }
  }
  return times;
};

const inChromium = async (url) => {
  const playwright = createRequire(join(process.env.ORY_HUB_NODE_TOOLS, "package.json")).resolve("playwright-core");
  const { chromium } = (await import(pathToFileURL(playwright))).default;
  const args = process.env.ORY_HUB_CHROMIUM_ARGUMENTS.split(" ");
  const browser = await chromium.launch({ executablePath: process.env.ORY_HUB_CHROMIUM, args });
  const inPage = async (given, run) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    const result = await page.evaluate(run, given);
    await context.close();
    return result;
  };
  try {
    if (what !== "load") {
      return await inPage({ what, url }, async ({ what, url }) => {
        const [theirs, ours, { measure }] = await Promise.all(["theirs", "ours", "subjects"].map((name) => import(`/${name}.js`)));
        return measure(what, { theirs, ours }, url);
      });
    }
    const times = { theirs: [], ours: [] };
    for (let round = 0; round < LOADS; round++) {
      for (const name of Object.keys(times)) {
        const once = async (name) => {
          const { load } = await import("/subjects.js");
          // From the script's bytes on: how fast they come is the network's.
          const text = await (await fetch(`/${name}.js`)).text();
          const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
          return load(name, () => import(address));
        };
        times[name].push(await inPage(name, once));
      }
    }
    return times;
  } finally {
    await browser.close();
  }
};

const { url, close } = await serve(host === "chromium" ? await scripts(process.env.ORY_HUB_NODE_TOOLS) : {});
const times = await (host === "chromium" ? inChromium(url) : inNode(url));
close();
const shown = { theirs: `@ory/client-fetch ${peer.version}`, ours: "ory-hub" };
for (const [name, rounds] of Object.entries(times)) console.log([shown[name] ?? name, ...rounds.map(Math.round)].join("\t"));

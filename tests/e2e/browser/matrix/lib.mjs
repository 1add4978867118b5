// What each environment of the matrix uses: an API that responds as Kratos would, a page under a strict policy, programs.

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

const listen = (server) =>
  new Promise((done) => server.listen(0, "127.0.0.1", () => done(`http://localhost:${server.address().port}`)));

const node = (group, name, type, text) => ({
  type: "input",
  group,
  attributes: { name, type, node_type: "input", disabled: false },
  messages: [],
  meta: text ? { label: { id: 1, type: "info", text } } : {},
});

/** A login flow, for pages that a server renders. */
const FLOW = {
  id: "f1",
  ui: {
    action: "/",
    method: "POST",
    messages: [],
    nodes: [node("default", "csrf_token", "hidden"), node("default", "identifier", "text", "E-Mail & more"), node("password", "password", "password", "Password")],
  },
};

/** Kratos as the probe and the example pages see it. */
export const startApi = async () => {
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
    response.setHeader("content-type", "application/json");
    if (request.method === "OPTIONS") return response.end();
    if (request.url === "/sessions/whoami") return response.end(JSON.stringify({ id: "session-ä", active: true }));
    if (request.url === "/self-service/login/browser") {
      return response.setHeader("set-cookie", ["csrf_token_1=a; Path=/", "b=2; Path=/"]).end(JSON.stringify(FLOW));
    }
    const isKnown = request.url === "/self-service/login/flows?id=f1" && request.headers.cookie === "csrf_token_1=a";
    if (isKnown) return response.end(JSON.stringify(FLOW));
    response.statusCode = 404;
    return response.end(JSON.stringify({ error: { code: 404, message: `no flow at ${request.url}`, request: "r-1" } }));
  });
  return { server, url: await listen(server) };
};

/** Serves a folder under a policy that allows its own scripts and the API alone. */
export const serveStrict = async (folder, api) => {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    response.setHeader("content-security-policy", `default-src 'none'; script-src 'self'; worker-src 'self'; connect-src ${api}`);
    try {
      const file = path === "/" ? "/index.html" : path;
      response.setHeader("content-type", TYPES[extname(file)] ?? "text/plain");
      response.end(await readFile(join(folder, file)));
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return { server, url: await listen(server) };
};

/** Opens a page and gives what the probe wrote into its title. */
export const probePage = async (browser, url) => {
  const page = await (await browser.newContext()).newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(url);
  await page.waitForFunction(() => document.title.startsWith("probe:"), undefined, { timeout: 20_000 }).catch(() => {
    throw new Error(`the probe did not run: ${faults.join("; ")}`);
  });
  const title = await page.title();
  await page.context().close();
  return title;
};

/** Runs a program; its standard output. */
export const run = async (program, args, options = {}) => {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 26, timeout: 300_000, ...options }).catch(
    (error) => {
      throw new Error(`${program} ${args.join(" ")}: ${error.message}\n${error.stdout}\n${error.stderr}`);
    },
  );
  return stdout;
};

/** What each probe says when all is well. */
export const EXPECTED = "probe: session-ä | api 404 getLoginFlow r-1 | true";

/** Holds a probe's output to that. */
export const expectProbe = (text) => {
  if (!text.includes(EXPECTED)) throw new Error(`expected \`${EXPECTED}\`, got \`${text.trim()}\``);
};

const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>-</title><script type="module" src="/out.js"></script></html>';

/** A project of its own: the probe, an entry for pages, one for processes. */
export const project = async ({ work, api }, name) => {
  const folder = join(work, name);
  await mkdir(join(folder, "out"), { recursive: true });
  await cp(join(import.meta.dirname, "probe.js"), join(folder, "probe.js"));
  await writeFile(join(folder, "package.json"), '{ "name": "project", "private": true, "type": "module" }');
  const entry = (end) => `import { probe } from "./probe.js";\nprobe(${JSON.stringify(api)}).then(${end}, (e) => (${end})("probe failed: " + e.stack));\n`;
  await writeFile(join(folder, "page.js"), entry("(text) => (document.title = text)"));
  await writeFile(join(folder, "process.js"), entry("(text) => console.log(text)"));
  await writeFile(join(folder, "index.html"), PAGE.replace("/out.js", "./page.js"));
  await writeFile(join(folder, "out/index.html"), PAGE);
  return folder;
};

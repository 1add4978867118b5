// What loads the package before a release, beside the ordinary list.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { expectProbe, probePage, project, run } from "./lib.mjs";
import { inPage, nodeRequire, plainProject, typescript, vite, webpack } from "./ordinary.mjs";

const rspack = async (world) => {
  const folder = await project(world, "rspack");
  const { rspack: make } = createRequire(join(world.tools, "package.json"))("@rspack/core");
  const options = { mode: "production", context: folder, target: "web", entry: "./page.js", output: { path: join(folder, "out"), filename: "out.js" } };
  const stats = await new Promise((done, fail) => make(options, (error, value) => (error ? fail(error) : done(value))));
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  await inPage(world, join(folder, "out"));
};

const esbuild = async (world) => {
  const folder = await project(world, "esbuild");
  const { build } = createRequire(join(world.tools, "package.json"))("esbuild");
  for (const format of ["esm", "iife"]) {
    await build({ entryPoints: [join(folder, "page.js")], bundle: true, format, outfile: join(folder, "out/out.js"), logLevel: "error" });
    await inPage(world, join(folder, "out"));
  }
  const outfile = join(folder, "process.cjs");
  await build({ entryPoints: [join(folder, "process.js")], bundle: true, format: "cjs", platform: "node", outfile, logLevel: "error" });
  expectProbe(await run("node", [outfile]));
};

const parcel = async (world) => {
  const folder = await project(world, "parcel");
  const program = join(world.work, "node_modules/parcel/lib/bin.js");
  await run("node", [program, "build", "index.html", "--dist-dir", "built", "--no-cache", "--no-source-maps"], { cwd: folder });
  await inPage(world, join(folder, "built"));
};

const binary = (world, ...parts) => join(world.tools, "node_modules", ...parts);

// Some frameworks want a newer Node than this project's tools.
const newestNode = (world) => binary(world, "node-24", "bin/node");

const node = (name) => async (world) => {
  const program = binary(world, name, "bin/node");
  const folder = await project(world, name);
  expectProbe(await run(program, ["process.js"], { cwd: folder }));
  await nodeRequire(() => program)(world);
};

const bun = async (world) => {
  const folder = await project(world, "bun");
  // Its installation puts the program of this system there.
  const program = binary(world, "bun/bin/bun.exe");
  expectProbe(await run(program, ["process.js"], { cwd: folder }));
  await run(program, ["build", "process.js", "--target=node", "--outfile=bundled.mjs"], { cwd: folder });
  expectProbe(await run("node", ["bundled.mjs"], { cwd: folder }));
  await run(program, ["build", "page.js", "--outfile=out/out.js"], { cwd: folder });
  await inPage(world, join(folder, "out"));
};

const deno = async (world) => {
  const folder = await project(world, "deno");
  await writeFile(join(folder, "deno.json"), '{ "nodeModulesDir": "manual", "imports": { "ory-hub": "./ory-hub.js" } }');
  await writeFile(join(folder, "ory-hub.js"), await readFile(join(world.work, "node_modules/ory-hub/dist/ory-hub.js")));
  expectProbe(await run(binary(world, "@deno/linux-x64-glibc/deno"), ["run", "--no-prompt", "--allow-net", "process.js"], { cwd: folder }));
};

const workerd = async (world) => {
  const folder = await project(world, "workerd");
  const { build } = createRequire(join(world.tools, "package.json"))("esbuild");
  await writeFile(join(folder, "worker.js"), `import { probe } from "./probe.js";\nexport default { fetch: async () => new Response(await probe(${JSON.stringify(world.api)})) };`);
  await build({ entryPoints: [join(folder, "worker.js")], bundle: true, format: "esm", outfile: join(folder, "out/worker.js"), logLevel: "error" });
  const port = 20_000 + ((process.pid + 7) % 20_000);
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [(name = "worker", esModule = embed "out/worker.js")], compatibilityDate = "2023-03-01")),
    (name = "internet", network = (allow = ["public", "private", "local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]);`;
  await writeFile(join(folder, "config.capnp"), config);
  const { spawn } = await import("node:child_process");
  const server = spawn(binary(world, "@cloudflare/workerd-linux-64/bin/workerd"), ["serve", "config.capnp"], { cwd: folder, stdio: "ignore" });
  try {
    for (const until = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 100))) {
      const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
      if (response) return expectProbe(await response.text());
      if (Date.now() > until) throw new Error("workerd does not start");
    }
  } finally {
    server.kill();
  }
};

// A worker and a service worker, both of modules, under the strict policy.
const workers = async (world) => {
  const folder = await plainProject(world, "workers");
  await writeFile(
    join(folder, "out/worker.js"),
    `import { probe } from "./probe.js";
     addEventListener("message", ({ ports: [port] }) => probe(${JSON.stringify(world.api)}).then((text) => port.postMessage(text), (error) => port.postMessage(error.stack)));`,
  );
  const page = `const ask = (worker) => new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => done(data);
      worker.postMessage("", [port2]);
    });
    await navigator.serviceWorker.register("/worker.js", { type: "module" });
    const { active } = await navigator.serviceWorker.ready;
    const texts = await Promise.all([new Worker("/worker.js", { type: "module" }), active].map(ask));
    document.title = texts[0] === texts[1] ? texts[0] : "probe: " + texts.join(" and ");`;
  await writeFile(join(folder, "out/out.js"), page);
  await inPage(world, join(folder, "out"));
};

const vitest = async (world) => {
  const folder = await project(world, "vitest");
  const test = `import { expect, test } from "vitest";\nimport { probe } from "./probe.js";
    test("a call", async () => expect(await probe(${JSON.stringify(world.api)})).toContain("probe: session"));`;
  await writeFile(join(folder, "probe.test.js"), test);
  await run("node", [join(world.work, "node_modules/vitest/vitest.mjs"), "run", "--root", folder], { cwd: folder });
};

const metro = async (world) => {
  const folder = await project(world, "metro");
  const require = createRequire(join(world.tools, "package.json"));
  const { loadConfig, runBuild } = require("metro");
  // Metro's own transformation of modules; in an app React Native's preset of Babel does it.
  const getTransformOptions = async () => ({ transform: { experimentalImportSupport: true } });
  const options = { projectRoot: folder, watchFolders: [world.work, world.tools], reporter: { update: () => {} }, transformer: { getTransformOptions } };
  const config = await loadConfig({ cwd: folder }, options);
  const out = join(folder, "out/bundle.js");
  await runBuild(config, { entry: "process.js", out, platform: "android", dev: false, minify: false });
  const hermesc = binary(world, "hermes-compiler/hermesc/linux64-bin/hermesc");
  await run(hermesc, ["-emit-binary", "-out", join(folder, "bundle.hbc"), out]);
};

const sveltekit = async (world) => {
  const folder = await project(world, "sveltekit");
  const files = {
    "vite.config.js": 'import adapter from "@sveltejs/adapter-node"; import { sveltekit } from "@sveltejs/kit/vite"; export default { plugins: [sveltekit({ adapter: adapter() })] };',
    "src/app.html": '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
    "src/routes/+page.server.js": `import { probe } from "../../probe.js"; export const load = async () => ({ text: await probe(${JSON.stringify(world.api)}) });`,
    "src/routes/+page.svelte": `<script>import { probe } from "../../probe.js"; let { data } = $props(); $effect(() => { probe(${JSON.stringify(world.api)}).then((text) => (document.title = text)); });</script><p>{data.text}</p>`,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await run(newestNode(world), [join(world.work, "node_modules/vite/bin/vite.js"), "build"], { cwd: folder });
  await served(world, ["build/index.js"], folder);
};

const nuxt = async (world) => {
  const folder = await project(world, "nuxt");
  const api = JSON.stringify(world.api);
  await mkdir(join(folder, "app"), { recursive: true });
  await writeFile(join(folder, "nuxt.config.js"), "export default { telemetry: false };");
  await writeFile(
    join(folder, "app/app.vue"),
    `<script setup>import { probe } from "../probe.js"; const { data } = await useAsyncData("probe", () => probe(${api})); onMounted(() => probe(${api}).then((text) => (document.title = text)));</script><template><p>{{ data }}</p></template>`,
  );
  await run(newestNode(world), [join(world.work, "node_modules/nuxt/bin/nuxt.mjs"), "build"], { cwd: folder, env: { ...process.env, NUXT_TELEMETRY_DISABLED: "1" } });
  await served(world, [".output/server/index.mjs"], folder);
};

// Starts what a framework built, asks it for the page, and opens the page.
const served = async (world, args, cwd) => {
  const { spawn } = await import("node:child_process");
  const port = 20_000 + ((process.pid + args[0].length) % 20_000);
  const server = spawn(newestNode(world), args, { cwd, env: { ...process.env, PORT: `${port}` }, stdio: "ignore" });
  try {
    const url = `http://localhost:${port}`;
    for (const until = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 100))) {
      const response = await fetch(url).catch(() => undefined);
      if (response) {
        expectProbe(await response.text());
        break;
      }
      if (Date.now() > until) throw new Error("the server does not start");
    }
    expectProbe(await probePage(world.browser, url));
  } finally {
    server.kill();
  }
};

export const long = {
  "webpack-5.90": webpack("webpack-5.90"),
  "vite-7": vite("vite-7"),
  rspack,
  esbuild,
  parcel,
  bun,
  deno,
  workerd,
  workers,
  ...Object.fromEntries(["18", "22", "24"].map((version) => [`node-${version}`, node(`node-${version}`)])),
  vitest,
  metro,
  sveltekit,
  nuxt,
  ...Object.fromEntries(["5.1", "5.4", "5.6", "5.9", "6.0", "7.0"].map((version) => [`typescript-${version}`, typescript(`typescript-${version}`)])),
};

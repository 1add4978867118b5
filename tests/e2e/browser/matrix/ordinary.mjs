// The loaders that every run of the tests tries.

import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expectProbe, probePage, project, run, serveStrict } from "./lib.mjs";
import { next } from "./next.mjs";

/** Opens what a bundler made, under the strict policy. */
export const inPage = async ({ browser, api }, folder) => {
  const { server, url } = await serveStrict(folder, api);
  try {
    expectProbe(await probePage(browser, url));
  } finally {
    server.close();
  }
};

const tool = (world, name) => import(pathToFileURL(createRequire(join(world.tools, "package.json")).resolve(name)));

export const webpack = (name) => async (world) => {
  const folder = await project(world, name);
  const { default: make } = await tool(world, name);
  for (const [target, entry, filename] of [["web", "./page.js", "out.js"], ["node", "./process.js", "process.cjs"]]) {
    const stats = await new Promise((done, fail) => {
      const output = { path: join(folder, "out"), filename };
      make({ mode: "production", context: folder, target, entry, output }, (error, value) => (error ? fail(error) : done(value)));
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  }
  await inPage(world, join(folder, "out"));
  expectProbe(await run("node", [join(folder, "out/process.cjs")]));
};

export const vite = (name) => async (world) => {
  const folder = await project(world, name);
  const home = join(world.tools, "node_modules", name, "dist/node/index.js");
  const { build, createServer } = await import(pathToFileURL(home));
  const common = { root: folder, logLevel: "error", configFile: false };
  await build({ ...common, build: { outDir: "built", modulePreload: false } });
  await inPage(world, join(folder, "built"));
  const server = await createServer({ ...common, server: { port: 0, host: "localhost" } });
  try {
    await server.listen();
    expectProbe(await probePage(world.browser, server.resolvedUrls.local[0]));
  } finally {
    await server.close();
  }
};

const rollup = async (world) => {
  const folder = await project(world, "rollup");
  const { rollup: make } = await tool(world, "rollup");
  const { nodeResolve } = await tool(world, "@rollup/plugin-node-resolve");
  for (const [entry, file] of [["page.js", "out.js"], ["process.js", "process.mjs"]]) {
    const onwarn = (warning) => {
      throw new Error(warning.message);
    };
    const bundle = await make({ input: join(folder, entry), plugins: [nodeResolve()], onwarn });
    await bundle.write({ file: join(folder, "out", file), format: "es" });
  }
  await inPage(world, join(folder, "out"));
  expectProbe(await run("node", [join(folder, "out/process.mjs")]));
};

/** `require` of every entry, by a version of Node. */
export const nodeRequire = (program) => async (world) => {
  const { work, api } = world;
  const script = `const { createOry, isOryError } = require("ory-hub");
    const { scriptedFetch } = require("ory-hub/testing");
    const wasm = require("ory-hub/wasm");
    const bytes = require("node:fs").readFileSync(require.resolve("ory-hub/ory-hub.wasm"));
    (async () => {
      const config = { kratosPublicUrl: ${JSON.stringify(api)}, sessionToken: "ory_st_probe" };
      for (const ory of [createOry(config), await wasm.createOry(config, { module: bytes })]) {
        const error = await ory.getLoginFlow("missing").catch((caught) => caught);
        console.log(\`probe: \${(await ory.toSession()).id} | \${error.kind} \${error.status} \${error.operation} \${error.requestId} | \${isOryError(error)}\`);
      }
      const fetch = scriptedFetch([{ json: { id: "fake" } }]);
      console.log((await createOry({ ...config, fetch }).toSession()).id, fetch.requests[0].method);
    })();`;
  const text = await run(program(world), ["--eval", script], { cwd: work });
  expectProbe(text.split("\n")[0]);
  expectProbe(text.split("\n")[1]);
  if (text.split("\n")[2] !== "fake GET") throw new Error(text);
};

const jest = async (world) => {
  const folder = await project(world, "jest");
  const test = `
    const { createOry, isOryError } = require("ory-hub");
    const { scriptedFetch } = require("ory-hub/testing");
    test("a call", async () => {
      const fetch = scriptedFetch([{ json: { id: "s" } }, { status: 401, json: { error: { code: 401 } } }]);
      const ory = createOry({ kratosPublicUrl: "http://localhost:4433", sessionToken: "t", fetch });
      expect((await ory.toSession()).id).toBe("s");
      const error = await ory.toSession().catch((caught) => caught);
      expect(isOryError(error)).toBe(true);
      expect(error.status).toBe(401);
    });`;
  await writeFile(join(folder, "package.json"), '{ "name": "project", "private": true }');
  for (const environment of ["node", "jsdom"]) {
    await writeFile(join(folder, `${environment}.test.js`), `/** @jest-environment ${environment} */${test}`);
  }
  const module = test.replace(/const (\{[^}]*\}) = require\(([^)]*)\)/g, "import $1 from $2");
  await writeFile(join(folder, "module.test.mjs"), module);
  const program = join(world.work, "node_modules/jest/bin/jest.js");
  const options = ["--rootDir", folder, "--testMatch", "**/*.test.{js,mjs}", "--ci"];
  await run("node", ["--experimental-vm-modules", program, ...options], { cwd: folder });
};

/** A project whose page needs no bundler. */
export const plainProject = async (world, name) => {
  const folder = await project(world, name);
  await cp(join(world.work, "node_modules/ory-hub/dist/ory-hub.js"), join(folder, "out/ory-hub.js"));
  const probe = await readFile(join(folder, "probe.js"), "utf8");
  await writeFile(join(folder, "out/probe.js"), probe.replace('"ory-hub"', '"./ory-hub.js"'));
  await cp(join(folder, "page.js"), join(folder, "out/out.js"));
  return folder;
};

const strictPage = async (world) => inPage(world, join(await plainProject(world, "strict-page"), "out"));

const publint = async ({ work, tools }) => {
  await run("node", [join(tools, "node_modules/publint/src/cli.js"), "--strict", join(work, "node_modules/ory-hub")]);
};

const typesWrong = async ({ tools, tarball }) => {
  await run("node", [join(tools, "node_modules/@arethetypeswrong/cli/dist/index.js"), tarball, "--exclude-entrypoints", "./ory-hub.wasm", "--no-color"]);
};

const TSCONFIG = { strict: true, noEmit: true, skipLibCheck: false, types: [], lib: ["es2022"], exactOptionalPropertyTypes: true };

/** The declarations under a version of TypeScript: without `dom`, for CommonJS and for bundlers. */
export const typescript = (name) => async (world) => {
  const folder = await project(world, name);
  const program = `import { createOry, isOryError, OryError } from "ory-hub";
    import { scriptedFetch } from "ory-hub/testing";
    import type { LoginFlow, Ory, Session } from "ory-hub";
    const fetch = scriptedFetch([{ json: {} }]);
    const ory: Ory = createOry({ kratosPublicUrl: "http://localhost", fetch, observer: (event) => event.operation });
    export const whoami = async (): Promise<Session> => (await ory.withResponse.toSession({ cookie: "a" })).value;
    export const form = (error: unknown): LoginFlow | undefined => (isOryError(error) && error instanceof OryError ? (error.flow as LoginFlow) : undefined);`;
  for (const file of ["main.ts", "main.cts", "main.mts"]) await writeFile(join(folder, file), program);
  const tsc = join(world.tools, "node_modules", name, "bin/tsc");
  for (const options of [
    { module: "node16", moduleResolution: "node16" },
    { module: "es2022", moduleResolution: "bundler" },
  ]) {
    const files = options.module === "node16" ? ["main.cts", "main.mts"] : ["main.ts"];
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...TSCONFIG, ...options }, files }));
    await run("node", [tsc, "--project", folder]);
  }
};

export const ordinary = {
  webpack: webpack("webpack"),
  vite: vite("vite"),
  rollup,
  next: next("turbopack"),
  "node-require": nodeRequire(() => "node"),
  jest,
  "strict-page": strictPage,
  publint,
  attw: typesWrong,
  "typescript-5.0": typescript("typescript-5.0"),
};

/** What is made from the same tools before a release. */
export const further = { "next-webpack": next("webpack") };

/** Puts the tools and the package where each project finds them. */
export const prepare = async (world) => {
  await mkdir(world.work, { recursive: true });
  await cp(join(world.tools, "node_modules"), join(world.work, "node_modules"), { recursive: true, verbatimSymlinks: true });
  await run("tar", ["-xzf", world.tarball, "-C", join(world.work, "node_modules"), "--transform", "s/^package/ory-hub/"]);
  if (!(await readdir(join(world.work, "node_modules/ory-hub"))).includes("dist")) throw new Error("the package has no dist");
};

// Runs the long list, or the environments that are named, and prints a line each.

import { mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { startApi } from "./lib.mjs";
import { long } from "./long.mjs";
import { further, ordinary, prepare } from "./ordinary.mjs";

const [name, ...chosen] = process.argv.slice(2);
const list = Object.entries({ ordinary: { ...ordinary, ...further }, long }[name]);
const environments = list.filter(([environment]) => chosen.length === 0 || chosen.includes(environment));
if (environments.length === 0) process.exit();
const require = createRequire(join(process.env.ORY_HUB_NODE_TOOLS, "package.json"));
const { chromium } = (await import(pathToFileURL(require.resolve("playwright-core")))).default;
const { server, url } = await startApi();
const browser = await chromium.launch({
  executablePath: process.env.ORY_HUB_CHROMIUM,
  args: (process.env.ORY_HUB_CHROMIUM_ARGUMENTS ?? "--no-sandbox").split(" "),
});
const work = await mkdtemp(join(tmpdir(), "ory-hub-matrix-"));
const examples = join(import.meta.dirname, "../../../../examples");
const world = { browser, api: url, work, examples, tools: process.env.ORY_HUB_LOADERS, tarball: process.env.ORY_HUB_TARBALL };
await prepare(world);
const failed = [];
for (const [environment, load] of environments) {
  const since = performance.now();
  let verdict = "ok";
  try {
    await load(world);
  } catch (error) {
    verdict = "failed";
    failed.push(environment);
    console.error(`--- ${environment}\n${error.stack}\n`);
  }
  console.log(`TEST ${environment} ${verdict} ${(performance.now() - since).toFixed(0)}`);
}
await browser.close();
server.close();
process.exitCode = failed.length > 0 ? 1 : 0;

// What loads the package in every run: bundlers, frameworks, test runners, a page under a strict policy.

import { rm } from "node:fs/promises";
import { join } from "node:path";

import { extraTest } from "../lib/harness.mjs";
import { startApi } from "../matrix/lib.mjs";
import { ordinary, prepare } from "../matrix/ordinary.mjs";

let world;

/** The folder in which the loaders work, with the package and their tools. */
export const ready = async ({ root, browser }) => {
  if (world) return world;
  const { server, url } = await startApi();
  server.unref();
  const work = join(root, "loaders");
  await rm(work, { recursive: true, force: true });
  const examples = join(root, "examples");
  world = { browser, api: url, work, examples, tools: process.env.ORY_HUB_LOADERS, tarball: process.env.ORY_HUB_TARBALL };
  await prepare(world);
  return world;
};

for (const [name, load] of Object.entries(ordinary)) {
  extraTest(`loader-${name}`, async (support) => load(await ready(support)));
}

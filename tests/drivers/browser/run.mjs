// Everything in its order: the cases of Kratos build on each other.

import "./cases/kratos.mjs";
import "./also/page.mjs";
import "./also/node.mjs";
import "./also/demo.mjs";
import "./cases/faults.mjs";
import "./cases/duties.mjs";
import "./also/package.mjs";
import { runAll } from "./lib/harness.mjs";
import { openWorld } from "./lib/world.mjs";

const world = await openWorld(import.meta.dirname);
try {
  const failed = await runAll(world);
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  await world.close();
}

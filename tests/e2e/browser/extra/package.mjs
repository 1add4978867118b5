// What the package contains, and what it must not contain.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { createOry, isOryError } from "ory-hub";

import { extraTest } from "../lib/harness.mjs";

const run = promisify(execFile);

const LATER = [
  /AbortSignal\.(any|timeout)/,
  /URL\.(canParse|parse)\b/,
  /\(\?<[=!]/,
  /Promise\.(withResolvers|try)/,
  /\.(toSorted|toReversed|toSpliced|findLast|findLastIndex|isWellFormed|toWellFormed|groupBy)\(/,
  /(Array\.fromAsync|Object\.groupBy|Map\.groupBy|Set\.prototype\.union)/,
  /import\.meta/,
];

extraTest("package-has-the-frontend-operations-and-no-others", async ({ root }) => {
  const ory = await createOry({ projectUrl: "https://slug.projects.oryapis.com" });
  const methods = Object.keys(ory);
  assert.equal(methods.length, 44);
  assert.equal(
    ory.initSamlLoginUrl("okta", "f1", "login"),
    "https://slug.projects.oryapis.com/self-service/methods/saml/init/okta?flow=f1&purpose=login",
  );
  assert.throws(() => ory.initSamlLoginUrl(), (error) => isOryError(error) && error.operation === "initSamlLoginUrl");
  assert.ok(methods.includes("toSession") && methods.includes("updateSettingsFlow"));
  const dist = join(root, "node_modules/ory-hub/dist");
  for (const file of await readdir(dist)) {
    const text = (await readFile(join(dist, file))).toString("latin1");
    for (const mark of ["/admin/", "createIdentity", "getIdentity", "listIdentities", "patchIdentity", "CourierMessage"]) {
      assert.ok(!text.includes(mark), `${file} has ${mark}`);
    }
  }
  const script = await readFile(join(dist, "ory-hub.js"), "utf8");
  assert.ok(script.includes("/sessions/whoami"), "the search finds what is there");
});

extraTest("package-is-clean", async ({ root }) => {
  const home = join(root, "node_modules/ory-hub");
  const described = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  assert.equal(described.sideEffects, false);
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) {
    assert.equal(described[kind], undefined, kind);
  }
  const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { parentPath, path, name } of files) {
    assert.match(name, /\.(js|cjs|wasm|d\.ts|md)$|^package\.json$|^LICENSE-/);
    const text = await readFile(join(parentPath ?? path, name), "latin1");
    assert.ok(!/\/(root|home|work|tmp)\//.test(text), `${name} names a folder of the machine that built it`);
  }
  for (const name of ["ory-hub.js", "ory-hub.cjs", "wasm.js", "wasm.cjs", "testing.js", "testing.cjs", "client-fetch.js", "client-fetch.cjs"]) {
    const script = await readFile(join(home, "dist", name), "utf8");
    assert.ok(!/\beval\(|new Function\(/.test(script), "a content security policy would refuse it");
    // Safari 15.4, Chrome 100, Firefox 100 and Node 18 lack them; the syntax is esbuild's to lower.
    for (const late of LATER) assert.ok(!late.test(script), `${name} has ${late}`);
  }
});

extraTest("declarations-are-strict", async ({ root, tools }) => {
  const tsc = join(tools, "node_modules/.bin/tsc");
  for (const project of ["tsconfig.json", "tsconfig.node.json"]) {
    await run(tsc, ["--project", join(root, "types", project)], { cwd: root }).catch(({ stdout }) => {
      throw new Error(`${project}:\n${stdout}`);
    });
  }
});

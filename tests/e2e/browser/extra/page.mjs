// The package in a page, in ways that no case covers.

import assert from "node:assert/strict";
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { extraTest } from "../lib/harness.mjs";

extraTest("worker", async ({ page, kratos }) => {
  const email = await page.evaluate(
    (config) =>
      new Promise((done, fail) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => fail(new Error(message));
        worker.postMessage({ config });
      }),
    { kratosPublicUrl: kratos },
  );
  assert.match(email, /@browser\.example$/);
});

extraTest("module-under-a-wrong-type", async ({ page }) => {
  const kind = await page.evaluate(async () => {
    const fresh = await import("/node_modules/ory-hub/dist/ory-hub.js?untyped");
    const ory = await fresh.createOry({ kratosPublicUrl: "http://localhost:1" }, { module: "/untyped/ory-hub.wasm" });
    return (await ory.toSession().catch((error) => error)).kind;
  });
  assert.equal(kind, "transport");
});

extraTest("form-without-fields", async ({ page, faults }) => {
  // Kratos writes an empty list of nodes as null.
  await page.route(`${faults}/nothing/**`, (route) =>
    route.fulfill({ json: { id: "a", ui: { nodes: null, action: "", method: "POST" } }, headers: { "access-control-allow-origin": "*" } }),
  );
  const nodes = await page.evaluate(async (url) => {
    globalThis.fetch = ((own) => (request, init) => own(request, { ...init, credentials: "omit" }))(fetch);
    return (await (await hub.createOry({ kratosPublicUrl: url })).createBrowserLoginFlow()).ui.nodes;
  }, `${faults}/nothing`);
  assert.deepEqual(nodes, []);
  await page.reload();
  await page.waitForFunction(() => globalThis.hub !== undefined);
});

extraTest("bundled-by-esbuild", async ({ page, kratos, root, tools }) => {
  const { build } = createRequire(join(tools, "package.json"))("esbuild");
  const entry = { contents: 'export { createOry } from "ory-hub";', resolveDir: root };
  const options = { bundle: true, minify: true, format: "esm", logLevel: "silent" };
  await mkdir(join(root, "bundled"), { recursive: true });

  // The module beside the bundle, where bundlers put it that understand `new URL(…, import.meta.url)`.
  await build({ ...options, stdin: entry, outfile: join(root, "bundled/beside.js") });
  await copyFile(join(root, "node_modules/ory-hub/dist/ory-hub.wasm"), join(root, "bundled/ory-hub.wasm"));

  // The module's address, from the bundler.
  const named = `import module from "ory-hub/ory-hub.wasm"; import { createOry as create } from "ory-hub";
    export const createOry = (config) => create(config, { module: new URL(module, import.meta.url) });`;
  await build({
    ...options,
    stdin: { ...entry, contents: named },
    loader: { ".wasm": "file" },
    outfile: join(root, "bundled/named.js"),
  });

  for (const name of ["beside", "named"]) {
    const email = await page.evaluate(
      async ([name, config]) => {
        const ory = await (await import(`/bundled/${name}.js`)).createOry(config);
        return (await ory.toSession()).identity.traits.email;
      },
      [name, { kratosPublicUrl: kratos }],
    );
    assert.match(email, /@browser\.example$/, name);
  }
});

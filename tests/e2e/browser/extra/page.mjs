// The package in a page, in ways that no case covers.

import assert from "node:assert/strict";
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

extraTest("wasm-entry", async ({ page, kratos }) => {
  const emails = await page.evaluate(async (config) => {
    const base = "/node_modules/ory-hub/dist";
    const bytes = await (await fetch(`${base}/ory-hub.wasm`)).arrayBuffer();
    const sources = {
      address: new URL(`${base}/ory-hub.wasm`, location.href).href,
      url: new URL(`${base}/ory-hub.wasm`, location.href),
      untyped: "/untyped/ory-hub.wasm",
      bytes,
      response: fetch(`${base}/ory-hub.wasm`),
      compiled: await WebAssembly.compile(bytes),
    };
    const emails = {};
    for (const [name, module] of Object.entries(sources)) {
      const { createOry } = await import(`${base}/wasm.js?${name}`);
      emails[name] = (await (await createOry(config, { module })).toSession()).identity.traits.email;
    }
    return emails;
  }, { kratosPublicUrl: kratos });
  for (const [name, email] of Object.entries(emails)) assert.match(email, /@browser\.example$/, name);
});

extraTest("bundled-by-esbuild", async ({ page, kratos, root, tools }) => {
  const { build } = createRequire(join(tools, "package.json"))("esbuild");
  const stdin = { contents: 'export { createOry } from "ory-hub";', resolveDir: root };
  for (const format of ["esm", "iife"]) {
    const outfile = join(root, `bundled/${format}.js`);
    await build({ bundle: true, minify: true, format, globalName: "bundled", logLevel: "silent", stdin, outfile });
    const email = await page.evaluate(
      async ([format, config]) => {
        let { createOry } = format === "esm" ? await import("/bundled/esm.js") : {};
        if (format === "iife") {
          const script = document.createElement("script");
          script.src = "/bundled/iife.js";
          await new Promise((done) => {
            script.onload = done;
            document.head.append(script);
          });
          ({ createOry } = globalThis.bundled);
        }
        return (await createOry(config).toSession()).identity.traits.email;
      },
      [format, { kratosPublicUrl: kratos }],
    );
    assert.match(email, /@browser\.example$/, format);
  }
});

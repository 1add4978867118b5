// The tables of tests/rules, which core is held to as well.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { createOry } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const table = async (root, name) => JSON.parse(await readFile(join(root, "rules", `${name}.json`), "utf8"));
const base = { kratosPublicUrl: "http://localhost:4433", sessionToken: "ory_st_x" };

extraTest("rules-base-urls", async ({ root }) => {
  const { refused, accepted } = await table(root, "base_urls");
  for (const [url, words] of Object.entries(refused)) {
    assert.throws(
      () => createOry({ kratosPublicUrl: url }),
      ({ kind, message }) => kind === "config" && message.includes(words) && !message.includes("hunter2"),
      url,
    );
  }
  for (const url of accepted) assert.ok(createOry({ projectUrl: url }), url);
  assert.ok(createOry({ kratosPublicUrl: "http://kratos.internal:4434", allowInsecureHttp: true }));
});

// The time of a wait is what the timer was set to, so the test waits for none.
const sleeping = async (run) => {
  const own = globalThis.setTimeout;
  const slept = [];
  globalThis.setTimeout = (done, milliseconds, ...rest) => {
    if (milliseconds === 30000) return own(done, milliseconds, ...rest);
    slept.push(milliseconds);
    return own(done, 0, ...rest);
  };
  try {
    return { result: await run(), slept };
  } finally {
    globalThis.setTimeout = own;
  }
};

extraTest("rules-retries", async ({ root }) => {
  for (const { name, method, connection, status, headers, retries = 0, delay, retryAfter } of await table(root, "retries")) {
    const reset = Object.assign(new TypeError("fetch failed"), {
      cause: Object.assign(new Error("broken"), { code: connection === "none" ? "ECONNREFUSED" : "ECONNRESET" }),
    });
    const failing = connection ? { error: reset } : { status, headers };
    const fetch = scriptedFetch([...Array.from({ length: retries + 1 }, () => failing), { json: { id: "s" } }]);
    const ory = createOry({ ...base, fetch, maxRetries: retries + 1 });
    const call = () => (method === "GET" ? ory.toSession() : ory.updateLoginFlow("f", { method: "password" }));
    const { result, slept } = await sleeping(() => call().catch((error) => error));
    if (delay === null) {
      assert.equal(result.name, "OryError", name);
      assert.equal(result.retryAfter, retryAfter, name);
      assert.deepEqual(slept, [], name);
    } else {
      assert.equal(result.id, "s", `${name}: ${result}`);
      assert.ok(delay[0] <= slept.at(-1) && slept.at(-1) <= delay[1], `${name}: ${slept}`);
    }
  }
});

extraTest("rules-error-details", async ({ root }) => {
  for (const { name, body, details } of await table(root, "error_details")) {
    const ory = createOry({ ...base, fetch: scriptedFetch([{ status: 400, json: body }]) });
    const error = await ory.toSession().catch((caught) => caught);
    assert.deepEqual(error.details ?? null, details, name);
    assert.deepEqual(JSON.parse(error.body), body, "the body stays as it came");
  }
});

// Servers that answer wrongly.

import assert from "node:assert/strict";

import { driverCase } from "../lib/harness.mjs";

driverCase("fault-unknown-enum", async ({ call, faults }) => {
  const config = { kratosPublicUrl: `${faults}/unknown-enum.browser` };
  const { value: session } = await call(config, "toSession");
  assert.equal(session.authenticator_assurance_level, "aal9");
  assert.equal(session.authentication_methods[0].method, "telepathy");
  assert.equal(session.identity.state, "frozen");
  assert.ok("aura" in session.identity);
  const { value: flow } = await call(config, "createBrowserLoginFlow");
  const node = (good) => flow.ui.nodes.find(good);
  assert.equal(node(({ attributes }) => attributes.name === "identifier").attributes.node_type, "input");
  assert.ok(Object.keys(node(({ type }) => type === "hologram").attributes).length > 1);
});

driverCase("fault-html-502", async ({ call, count, faults }) => {
  const fault = "html-502.browser";
  const before = (await count(fault)).count;
  const { error } = await call({ kratosPublicUrl: `${faults}/${fault}`, maxRetries: 0 }, "toSession");
  assert.equal(error.kind, "api");
  assert.equal(error.operation, "toSession");
  assert.equal(error.status, 502);
  assert.match(error.body, /<html/i);
  assert.ok(!error.message.includes("<"), error.message);
  assert.equal((await count(fault)).count, before + 1);
});

driverCase("fault-truncated", async ({ call, faults }) => {
  const half = await call({ kratosPublicUrl: `${faults}/truncated.browser` }, "toSession");
  assert.equal(half.error.kind, "decode");
  assert.equal(half.error.status, 200);
  assert.match(half.error.body, /^\{/);
  assert.throws(() => JSON.parse(half.error.body));
  const cut = await call({ kratosPublicUrl: `${faults}/cut.browser`, maxRetries: 0 }, "toSession");
  assert.equal(cut.error.kind, "transport", JSON.stringify(cut));
});

driverCase("fault-rate-limit", async ({ call, count, faults }) => {
  const { error, ms } = await call({ kratosPublicUrl: `${faults}/rate-limit.browser` }, "toSession");
  assert.equal(error.kind, "api");
  assert.equal(error.status, 429);
  assert.equal(error.retryAfter, 7);
  assert.ok(ms < 2000, `${ms} ms`);
  assert.equal((await count("rate-limit.browser")).count, 1);
  const once = await call({ kratosPublicUrl: `${faults}/rate-limit-once.browser` }, "toSession");
  assert.ok(once.value?.id, JSON.stringify(once));
  assert.equal((await count("rate-limit-once.browser")).count, 2);
});

driverCase("fault-redirect", async ({ call, seen, trapped, faults, page }) => {
  await page.evaluate(() => (document.cookie = "credential=of-localhost"));
  const before = (await trapped()).length;
  const { error } = await call({ kratosPublicUrl: `${faults}/redirect.browser` }, "toSession");
  assert.equal(error.kind, "redirect", JSON.stringify(error));
  assert.equal(error.status, undefined);
  const record = (await seen("redirect.browser")).at(-1);
  assert.ok(JSON.stringify(record).includes("cookie"), JSON.stringify(record));
  assert.equal((await trapped()).length, before);
});

driverCase("fault-error-facts", async ({ call, faults }) => {
  const { error } = await call({ kratosPublicUrl: `${faults}/error-herodot.browser` }, "toSession");
  assert.deepEqual(
    { ...error, body: undefined },
    {
      kind: "api",
      operation: "toSession",
      status: 404,
      id: undefined,
      code: "404",
      message: "Unable to locate the resource",
      reason: "No identity has this id.",
      requestId: "0d9c6b1e-fa17-4c3d-9b52-request00001",
      retryAfter: undefined,
      details: error.details,
      body: undefined,
    },
  );
  assert.equal(error.details.attempts, 1);
  assert.equal(error.details.asked, "identity");
  assert.equal(JSON.parse(error.body).error.code, 404);
});

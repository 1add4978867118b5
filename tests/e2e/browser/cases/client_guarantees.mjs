// What a client guarantees its caller: cancellation, time-outs, redaction.

import assert from "node:assert/strict";
import { inspect } from "node:util";

import { createOry } from "ory-hub";

import { driverCase, eventually } from "../lib/harness.mjs";

const gone = (count, fault) =>
  eventually(() => count(fault), ({ open, abandoned }) => open === 0 && abandoned === 1, `the connection of ${fault}`);

driverCase("cancel", async ({ page, count, faults }) => {
  const fault = "slow.browser-cancel";
  await page.evaluate(async (url) => {
    const ory = await hub.createOry({ kratosPublicUrl: url });
    globalThis.controller = new AbortController();
    globalThis.pending = ory.toSession({ signal: controller.signal }).catch((error) => error);
  }, `${faults}/${fault}`);
  await eventually(() => count(fault), ({ open }) => open === 1, "the call");
  const { name, error, ms } = await page.evaluate(async () => {
    const since = performance.now();
    controller.abort();
    return { ...hub.fieldsOf(await pending), ms: performance.now() - since };
  });
  assert.equal(error.kind, "cancelled");
  assert.equal(name, "AbortError");
  assert.ok(ms < 1000, `${ms} ms`);
  await gone(count, fault);
});

driverCase("timeout", async ({ call, count, faults }) => {
  for (const fault of ["slow.browser-timeout", "slow-body.browser-timeout"]) {
    const { error, ms } = await call({ kratosPublicUrl: `${faults}/${fault}`, timeoutMs: 400, maxRetries: 0 }, "toSession");
    assert.equal(error.kind, "timeout", fault);
    assert.ok(ms < 3000, `${ms} ms`);
    await gone(count, fault);
  }
});

driverCase("secret-hidden", async ({ page, faults }) => {
  const [key, token] = ["ory_pat_must-not-be-seen", "ory_st_must-not-be-seen"];
  const config = { kratosPublicUrl: `${faults}/error-herodot.browser-secret`, sessionToken: token };
  // A page has no use for a key.
  const refusal = await (async () => createOry({ ...config, projectKey: key }))().catch((caught) => caught);
  assert.equal(refusal.kind, "config");
  const ory = await createOry(config);
  const error = await ory.toSession().catch((caught) => caught);
  const prints = [String(ory), JSON.stringify(ory), inspect(ory, { depth: 9, showHidden: true })];
  prints.push(String(refusal), inspect(refusal, { depth: 9 }), String(error), error.message, error.stack, JSON.stringify(error), inspect(error, { depth: 9 }));
  const handle = await page.evaluateHandle((config) => hub.createOry(config), config);
  prints.push(...(await handle.evaluate((ory) => [String(ory), JSON.stringify(ory), Object.getOwnPropertyNames(ory).join()])));
  const logged = new Promise((done) => page.once("console", (message) => done(message.text())));
  await handle.evaluate((ory) => console.log(ory));
  prints.push(await logged);
  for (const print of prints) assert.ok(!print.includes("must-not-be-seen"), print);
  assert.ok(!inspect(error).includes(error.body.slice(0, 40)), "the body is in the print of the error");
});

// What runs beside calls: listeners and observers that fail, signals that many calls share, a `fetch` of one's own.

import assert from "node:assert/strict";

import { createOry } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const BASE = { kratosPublicUrl: "http://localhost:4433", cookie: "ory_kratos_session=x", maxRetries: 2 };
const turn = () => new Promise((done) => setTimeout(done, 20));

/** What is reported, and what nobody has caught, while this runs. */
const reportedDuring = async (run) => {
  const reported = [];
  const own = console.error;
  const uncaught = (error) => reported.push(`uncaught: ${error}`);
  process.on("unhandledRejection", uncaught);
  console.error = (error) => reported.push(error.message);
  try {
    await run();
    await turn();
  } finally {
    console.error = own;
    process.off("unhandledRejection", uncaught);
  }
  return reported;
};

extraTest("what-listeners-and-observers-throw-is-reported", async () => {
  const reported = await reportedDuring(async () => {
    const observer = async () => Promise.reject(new Error("observer"));
    const ory = createOry({ ...BASE, observer, fetch: scriptedFetch([{ json: { id: "s1" } }]) });
    const seen = [];
    ory.onSession(() => {
      throw new Error("one");
    });
    ory.onSession(async () => Promise.reject(new Error("other")));
    ory.onSession((session) => seen.push(session.id));
    await turn();
    assert.deepEqual(seen, ["s1"], "the others hear it");
  });
  assert.deepEqual(reported.sort(), ["observer", "one", "other"]);
});

extraTest("a-page-reports-what-a-listener-throws", async ({ page }) => {
  const reported = await page.evaluate(async () => {
    const reported = [];
    const hear = (event) => {
      event.preventDefault();
      reported.push(event.error.message);
    };
    addEventListener("error", hear);
    const fetch = async () => new Response('{"id":"s1"}');
    const ory = hub.createOry({ kratosPublicUrl: "http://localhost:4433", fetch });
    ory.onSession(() => {
      throw new Error("one");
    });
    await new Promise((done) => setTimeout(done, 50));
    removeEventListener("error", hear);
    return reported;
  });
  assert.deepEqual(reported, ["one"]);
});

extraTest("many-calls-share-a-signal", async () => {
  const warnings = [];
  const warn = (warning) => warnings.push(warning.name);
  process.on("warning", warn);
  const open = new Set();
  const controller = new AbortController();
  const { signal } = controller;
  for (const name of ["addEventListener", "removeEventListener"]) {
    const own = signal[name].bind(signal);
    signal[name] = (type, listener) => {
      if (name === "addEventListener") open.add(listener);
      else open.delete(listener);
      own(type, listener);
    };
  }
  const ory = createOry({ ...BASE, fetch: scriptedFetch(({ url }) => ({ json: { id: "s1" }, delayMs: url.endsWith("slow") ? 60_000 : 5 })) });
  await Promise.all(Array.from({ length: 20 }, () => ory.toSession({ signal })));
  assert.equal(open.size, 0, "nothing stays on the signal");
  const calls = Array.from({ length: 20 }, () => ory.toSession({ signal, tokenizeAs: "slow" }).catch(({ kind }) => kind));
  await turn();
  assert.equal(open.size, 1, "one listener for all");
  controller.abort();
  assert.deepEqual([...new Set(await Promise.all(calls))], ["cancelled"]);
  assert.equal(open.size, 0);
  process.off("warning", warn);
  assert.deepEqual(warnings, []);
});

extraTest("a-fetch-without-a-response-is-a-mistake-of-its-own", async () => {
  for (const response of [null, undefined]) {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      return response;
    };
    await assert.rejects(createOry({ ...BASE, fetch }).toSession(), { kind: "config", message: /`fetch` gave no response/, operation: "toSession" });
    assert.equal(calls, 1, "it is not repeated");
  }
});

extraTest("a-response-that-is-too-long-has-its-status", async () => {
  const text = "x".repeat(2 ** 26 + 1);
  const streamed = async () => new Response(text, { status: 200 });
  for (const fetch of [scriptedFetch([{ text }]), streamed]) {
    await assert.rejects(createOry({ ...BASE, fetch }).toSession(), { kind: "decode", status: 200, message: /64 MiB/ });
  }
});

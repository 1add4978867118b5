// What code around the client needs: cookies of server-side rendering, headers, time, observers, errors.

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { randomUUID } from "node:crypto";

import { OryError, createOry, isOryError } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const base = { kratosPublicUrl: "http://localhost:4433", sessionToken: "ory_st_x", maxRetries: 0 };
const failure = (call) => call.then((value) => assert.fail(`no error but ${JSON.stringify(value)}`), (error) => error);

const csrf = (flow) => flow.ui.nodes.find((node) => node.attributes.name === "csrf_token").attributes.value;
const cookieOf = (...lists) => lists.flat().map((line) => line.split(";", 1)[0]).join("; ");

extraTest("options-of-a-call-are-checked", async () => {
  const fetch = scriptedFetch([]);
  const ory = createOry({ ...base, fetch });
  for (const options of [{ timeoutMs: NaN }, { timeoutMs: -1 }, { deadlineMs: 2 ** 31 }, { timeoutMs: "1" }]) {
    assert.equal((await failure(ory.toSession(options))).kind, "input", JSON.stringify(options));
  }
  for (const value of ["SECRET\r\nX: y", "SECRET \u20ac"]) {
    const error = await failure(ory.toSession({ headers: { authorization: value } }));
    assert.equal(error.kind, "input");
    assert.ok(error.message.includes("authorization") && !`${error}${inspect(error)}`.includes("SECRET"), error.message);
  }
  assert.equal(fetch.requests.length, 0);
});

extraTest("node-registers-and-signs-in-with-cookies", async ({ kratos }) => {
  const ory = createOry({ kratosPublicUrl: kratos });
  const [email, password] = [`ssr-${randomUUID()}@browser.example`, `long enough ${randomUUID()}`];
  const start = await ory.withResponse.createBrowserRegistrationFlow();
  assert.equal(start.status, 200);
  assert.ok(start.setCookie.length > 0);
  const body = { method: "password", password, traits: { email }, csrf_token: csrf(start.value) };
  const cookie = cookieOf(start.setCookie);
  const refused = await failure(ory.updateRegistrationFlow(start.value.id, { ...body, password: "1" }, { cookie }));
  assert.equal(refused.status, 400);
  assert.equal(refused.flow.id, start.value.id);
  assert.ok(Array.isArray(refused.setCookie) && refused.headers.get("content-type"));
  const made = await ory.withResponse.updateRegistrationFlow(start.value.id, body, { cookie });
  const session = made.setCookie.filter((line) => line.startsWith("ory_kratos_session="));
  assert.equal(session.length, 1);
  const answer = await ory.toSession({ cookie: `theme=dark; ${cookieOf(session)}` });
  assert.equal(answer.identity.traits.email, email);
  const flow = await ory.createNativeLoginFlow();
  const elsewhere = await ory.updateLoginFlow(flow.id, { method: "password", identifier: email, password });
  const own = { cookie: cookieOf(session) };
  assert.deepEqual((await ory.listMySessions(own)).map(({ id }) => id), [elsewhere.session.id]);
  await ory.disableMySession(elsewhere.session.id, own);
  assert.deepEqual(await ory.listMySessions(own), []);
  assert.match(await ory.getWebAuthnJavaScript(), /function/);
});

extraTest("only-cookies-of-ory-are-forwarded", async () => {
  const sent = async (config, options) => {
    const fetch = scriptedFetch([{ json: { id: "s" } }]);
    await createOry({ kratosPublicUrl: base.kratosPublicUrl, ...config, fetch }).toSession(options);
    return fetch.requests[0].headers.cookie;
  };
  const cookie = "theme=dark; ory_kratos_session=a=b; tracking=1; csrf_token_806=c; __Host-ory_x=1; ory_kratos_session=second";
  const own = "ory_kratos_session=a=b; csrf_token_806=c; __Host-ory_x=1; ory_kratos_session=second";
  assert.equal(await sent({}, { cookie }), own);
  assert.equal(await sent({ cookie }), own);
  assert.equal(await sent({ cookieNames: ["my_session"] }, { cookie: "my_session=1; theme=dark" }), "my_session=1");
  // A visitor without Ory's cookies has no session, whatever the configuration holds.
  const error = await failure(createOry({ ...base, fetch: scriptedFetch([]) }).toSession({ cookie: "theme=dark" }));
  assert.equal(error.kind, "credential");
});

extraTest("every-browser-flow-takes-the-cookie", async () => {
  const names = ["Login", "Registration", "Recovery", "Verification", "Settings"].map((name) => `createBrowser${name}Flow`);
  for (const name of [...names, "createBrowserLogoutFlow"]) {
    const fetch = scriptedFetch([{ json: {} }]);
    await createOry({ kratosPublicUrl: base.kratosPublicUrl, fetch })[name]({ cookie: "ory_kratos_session=a" });
    assert.equal(fetch.requests[0].headers.cookie, "ory_kratos_session=a", name);
  }
});

extraTest("headers-time-and-observer", async () => {
  const events = [];
  const fetch = scriptedFetch([
    { status: 503, headers: { "retry-after": "0", "x-request-id": "r-1" } },
    { json: { id: "s" }, headers: { "x-request-id": "r-2" } },
    { delayMs: 5000 },
    { delayMs: 5000 },
  ]);
  const observer = (event) => {
    events.push(event);
    throw new Error("an observer's own error");
  };
  const ory = createOry({ ...base, fetch, observer, maxRetries: 1, headers: { "X-Tenant": "a" } });
  assert.equal((await ory.toSession({ headers: { "X-Request-ID": "mine" } })).id, "s");
  assert.equal(fetch.requests[1].headers["x-tenant"], "a");
  assert.equal(fetch.requests[1].headers["x-request-id"], "mine");
  const shown = events.map(({ operation, method, status, attempt, kind, requestId }) => [operation, method, status, attempt, kind, requestId]);
  assert.deepEqual(shown, [
    ["toSession", "GET", 503, 1, "api", "r-1"],
    ["toSession", "GET", 200, 2, undefined, "r-2"],
  ]);
  assert.ok(events.every(({ milliseconds }) => milliseconds >= 0) && !JSON.stringify(events).includes("ory_st"));
  assert.equal((await failure(ory.toSession({ timeoutMs: 20 }))).kind, "timeout");
  assert.equal((await failure(ory.toSession({ deadlineMs: 20, timeoutMs: 0 }))).kind, "timeout");
  for (const name of ["Cookie", "X-Session-Token", "Content-Type"]) {
    assert.equal((await failure(ory.toSession({ headers: { [name]: "x" } }))).kind, "input", name);
  }
});

extraTest("a-long-lived-signal-keeps-nothing", async () => {
  const listeners = new Set();
  const signal = {
    aborted: false,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
  };
  const ory = createOry({ ...base, fetch: scriptedFetch(() => ({ json: { id: "s" } })) });
  for (let round = 0; round < 20; round++) await ory.toSession({ signal });
  assert.equal(listeners.size, 0);
});

extraTest("a-form-is-whole-and-other-bodies-are-cut", async () => {
  const nodes = Array.from({ length: 3000 }, (_, index) => ({ attributes: { name: `traits.${index}` }, messages: [] }));
  const flow = { id: "f", ui: { nodes, messages: [{ text: "wrong" }] } };
  const big = { error: { message: "m", details: { text: "ä".repeat(70_000) } } };
  const fetch = scriptedFetch([{ status: 400, json: flow }, { status: 500, json: big }, { text: `"${"x".repeat(2 ** 26)}"` }]);
  const ory = createOry({ ...base, fetch });
  const form = await failure(ory.toSession());
  assert.deepEqual(form.flow, flow);
  assert.deepEqual(JSON.parse(form.body), flow);
  assert.equal(form.message, "wrong");
  const cut = await failure(ory.toSession());
  assert.ok(Buffer.byteLength(cut.body) <= 65536 && !cut.body.includes("\ufffd"));
  assert.equal((await failure(ory.toSession())).kind, "decode");
});

extraTest("an-endless-response-ends", async ({ faults }) => {
  const ory = createOry({ kratosPublicUrl: `${faults}/huge.browser-node`, cookie: "ory_kratos_session=a" });
  const error = await failure(ory.toSession());
  assert.equal(error.kind, "decode");
  assert.match(error.message, /64 MiB/);
});

extraTest("errors-print-on-one-line", async () => {
  const text = "a\nFORGED\u001b[31m\u2028b\u202ec\u0085";
  const json = { error: { message: text, reason: `r${text}`, id: text, request: text } };
  const error = await failure(createOry({ ...base, fetch: scriptedFetch([{ status: 400, json }]) }).toSession());
  // eslint-disable-next-line no-control-regex -- it is what must not be there
  const unsafe = /[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
  for (const print of [String(error), error.message, error.stack.split("\n    at ")[0]]) assert.doesNotMatch(print, unsafe);
  assert.ok(!inspect(error).includes("\u001b"));
});

extraTest("problem-documents-and-other-copies", async () => {
  const json = { type: "about:blank", title: "Too few points", detail: "30 of 50", status: 403 };
  const fetch = scriptedFetch([{ status: 403, json, headers: { "content-type": "application/problem+json" } }]);
  const error = await failure(createOry({ ...base, fetch }).toSession());
  assert.equal(error.message, "Too few points");
  assert.equal(error.reason, "30 of 50");
  const copy = await import(`${import.meta.resolve("ory-hub")}?copy`);
  assert.ok(!(error instanceof copy.OryError) && error instanceof OryError);
  assert.ok(copy.isOryError(error) && isOryError(error));
  assert.ok(!isOryError({ name: "OryError" }) && !isOryError(null));
});

extraTest("concurrent-clients-share-nothing", async () => {
  const seen = [];
  const fetch = scriptedFetch(({ headers }) => {
    seen.push(headers.cookie);
    return { json: { id: headers.cookie }, delayMs: Math.random() * 5 };
  });
  const ory = createOry({ kratosPublicUrl: base.kratosPublicUrl, fetch });
  const cookies = Array.from({ length: 50 }, (_, index) => `ory_kratos_session=${index}`);
  const sessions = await Promise.all(cookies.map((cookie) => ory.toSession({ cookie })));
  assert.deepEqual(sessions.map(({ id }) => id), cookies);
});

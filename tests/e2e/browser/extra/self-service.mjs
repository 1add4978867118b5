// `selfService`, sessions and sign-out: in Node over a scripted server, in Chromium over the real Kratos.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { createOry, isOryError } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const BASE = { kratosPublicUrl: "http://localhost:4433", cookie: "ory_kratos_session=x; app=secret" };

const input = (name, group, more) => ({ type: "input", group, attributes: { node_type: "input", name, ...more }, messages: [], meta: {} });
const form = (id, more = {}) => ({
  id,
  future: 1,
  ui: {
    nodes: [
      input("csrf_token", "default", { type: "hidden", value: "t" }),
      input("identifier", "default", { type: "text" }),
      input("password", "password", { type: "password" }),
      input("method", "password", { type: "submit", value: "password" }),
    ],
    ...more,
  },
});

extraTest("self-service-form", async () => {
  const fetch = scriptedFetch([{ json: form("f1"), setCookie: ["csrf_token_a=1; Path=/", "b=2"] }]);
  const outcome = await createOry({ ...BASE, fetch }).selfService("login", { returnTo: "/app" }).start();
  assert.equal(`${outcome.kind} ${outcome.reason} ${outcome.form.id}`, "form start f1");
  assert.deepEqual(outcome.form.groups.map(({ name, nodes }) => `${name} ${nodes.length}`), ["default 2", "password 2"]);
  assert.equal(outcome.form.nodes, outcome.form.flow.ui.nodes, "the parts are the flow's own");
  assert.equal(outcome.form.flow.future, 1);
  assert.deepEqual(outcome.form.messages, []);
  assert.deepEqual(outcome.setCookie, ["csrf_token_a=1; Path=/", "b=2"]);
  const [request] = fetch.requests;
  assert.equal(new URL(request.url).searchParams.get("return_to"), "/app");
  assert.equal(request.headers.cookie, "ory_kratos_session=x", "only Ory's cookies");
});

extraTest("self-service-answers-of-a-form-data", async () => {
  const fetch = scriptedFetch([{ json: form("f1") }, { json: { session: { id: "s" } } }]);
  const login = createOry({ ...BASE, fetch }).selfService("login");
  await login.start();
  const entered = new FormData();
  for (const [name, value] of [["identifier", "a@b.example"], ["password", "secret"], ["method", "password"]]) entered.set(name, value);
  const outcome = await login.submit(entered);
  assert.equal(`${outcome.kind} ${outcome.session.id}`, "complete s");
  assert.deepEqual(fetch.requests[1].body, { csrf_token: "t", identifier: "a@b.example", password: "secret", method: "password" });
});

extraTest("self-service-answers-that-are-no-data-are-refused", async () => {
  class Form {
    password = "secret";
  }
  const withFile = new FormData();
  withFile.set("avatar", new Blob(["x"]), "a.png");
  const pairs = [["identifier", "ada"]];
  for (const answers of [new Form(), 5, "x", () => 1, new Event("submit"), new Date(), pairs, withFile, { traits: withFile }]) {
    const fetch = scriptedFetch([{ json: form("f1") }]);
    const login = createOry({ ...BASE, fetch }).selfService("login");
    await login.start();
    const outcome = await login.submit(answers);
    assert.equal(`${outcome.kind} ${outcome.error?.kind} ${fetch.requests.length}`, "failed input 1");
  }
  for (const answers of [Object.create(null), new URLSearchParams(), new Map(), structuredClone({})]) {
    const fetch = scriptedFetch([{ json: form("f1") }, { json: { session: { id: "s" } } }]);
    const login = createOry({ ...BASE, fetch }).selfService("login");
    await login.start();
    assert.equal((await login.submit(answers)).kind, "complete");
  }
  const flow = createOry(BASE);
  assert.throws(() => flow.selfService("login", { flow: {} }), /flow is not a text/);
});

extraTest("self-service-a-waiting-step-is-cancelled", async () => {
  const silent = () => new Promise(() => {});
  const login = createOry({ ...BASE, fetch: silent, timeoutMs: 400 }).selfService("login");
  const first = login.start();
  const order = [];
  const waiting = login.start({ signal: AbortSignal.timeout(20) }).then((outcome) => {
    order.push("waiting");
    return outcome;
  });
  const { kind, error } = await waiting;
  assert.equal(`${kind} ${error.kind} ${error.cause?.name}`, "failed cancelled TimeoutError");
  const ended = await first;
  order.push("first");
  assert.equal(`${ended.error.kind} ${order}`, "timeout waiting,first");
});

extraTest("a-fetch-that-ignores-its-signal-is-left", async () => {
  const fetch = () => new Promise(() => {});
  const ory = createOry({ ...BASE, fetch, maxRetries: 0 });
  await assert.rejects(ory.toSession({ timeoutMs: 20 }), { kind: "timeout" });
  await assert.rejects(ory.toSession({ deadlineMs: 20 }), { kind: "timeout" });
  const controller = new AbortController();
  const call = ory.toSession({ signal: controller.signal });
  controller.abort();
  await assert.rejects(call, { kind: "cancelled" });
});

extraTest("session-is-asked-once-and-again-after-a-change", async () => {
  const session = (id) => ({ json: { id }, headers: { "ory-session-cache-for": "60" } });
  const fetch = scriptedFetch([session("a"), { status: 204 }, session("b"), { status: 401, json: { error: { code: 401 } } }, session("c")]);
  const ory = createOry({ ...BASE, fetch });
  const all = await Promise.all([ory.session(), ory.session(), ory.session()]);
  assert.deepEqual(all.map(({ id }) => id), ["a", "a", "a"]);
  assert.equal(fetch.requests.length, 1);
  await ory.performNativeLogout({ session_token: "t" });
  assert.equal((await ory.session()).id, "b", "a call of an operation may have signed out");
  await assert.rejects(ory.listMySessions(), { status: 401 });
  assert.equal((await ory.session()).id, "c", "the server no longer knows the session");
});

extraTest("errors-and-headers", async () => {
  const ory = createOry({ ...BASE, fetch: scriptedFetch([{ status: 500, json: { error: { message: "went wrong" } } }]), maxRetries: 0 });
  const error = await ory.toSession().catch((error) => error);
  assert.equal(JSON.parse(JSON.stringify(error)).message, "went wrong");
  for (const name of ["a b", "", "x:y"]) {
    await assert.rejects(ory.toSession({ headers: { [name]: "c" } }), { kind: "input" });
  }
  const observed = createOry({ ...BASE, fetch: scriptedFetch([{ json: { id: "s" } }]), observer: async () => Promise.reject(new Error("its own")) });
  assert.equal((await observed.toSession()).id, "s");
  await new Promise((done) => setTimeout(done));
});

extraTest("self-service-failures-are-outcomes", async () => {
  const failing = [
    [{ status: 502, text: "<html>bad gateway</html>", headers: { "content-type": "text/html" } }, "api", 502],
    [{ status: 429, json: { error: { code: 429 } }, headers: { "retry-after": "9" } }, "api", 429],
    [{ error: new TypeError("fetch failed") }, "transport", undefined],
    [{ json: { what: "is this" } }, "decode", 200],
    [{ status: 403, json: { error: { id: "self_service_flow_return_to_forbidden" } } }, "api", 403],
  ];
  for (const [answer, kind, status] of failing) {
    const ory = createOry({ ...BASE, maxRetries: 0, fetch: scriptedFetch([answer, { json: form("f2") }]) });
    const login = ory.selfService("login");
    const outcome = await login.start();
    assert.equal(outcome.kind, "failed", kind);
    assert.ok(isOryError(outcome.error));
    assert.equal(`${outcome.error.kind} ${outcome.error.status}`, `${kind} ${status}`);
    assert.equal((await login.start()).kind, "form", "it can be tried again");
  }
  const ory = createOry({ kratosPublicUrl: BASE.kratosPublicUrl, fetch: scriptedFetch([]) });
  assert.equal((await ory.selfService("settings").start()).kind, "signedOut");
  assert.throws(() => ory.selfService("logon"), ({ kind }) => kind === "input");
});

extraTest("self-service-keeps-the-form-after-an-abort", async () => {
  const fetch = scriptedFetch([{ json: form("f1") }, { delayMs: 60_000 }, { json: { session: { id: "s" } } }]);
  const login = createOry({ ...BASE, fetch }).selfService("login");
  await login.start();
  const controller = new AbortController();
  const pending = login.submit({ identifier: "a", password: "b" }, { signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  const { kind, error } = await pending;
  assert.equal(`${kind} ${error.kind} ${error.name}`, "failed cancelled AbortError");
  assert.equal((await login.submit({ identifier: "a", password: "b" })).kind, "complete");
  assert.equal(fetch.requests[2].url, fetch.requests[1].url);
});

extraTest("self-service-steps-wait-for-each-other", async () => {
  let open = 0;
  const answers = [form("f1"), form("f1", { messages: [{ id: 4000006, type: "error", text: "wrong" }] }), { session: { id: "s" } }];
  const fetch = scriptedFetch(async () => {
    assert.equal((open += 1), 1, "one call at a time");
    await new Promise((done) => setTimeout(done, 5));
    open -= 1;
    return { json: answers.shift() };
  });
  const login = createOry({ ...BASE, fetch }).selfService("login");
  const outcomes = await Promise.all([login.start(), login.submit({ password: "1" }), login.submit({ password: "2" })]);
  assert.deepEqual(outcomes.map(({ kind, reason }) => reason ?? kind), ["start", "invalid", "complete"]);
  const circular = {};
  circular.self = circular;
  assert.equal((await login.submit(circular)).error.kind, "input");
});

extraTest("self-service-many-flows", async () => {
  const ory = createOry({ ...BASE, fetch: scriptedFetch(({ url }) => ({ json: form(new URL(url).searchParams.get("return_to")) })) });
  const ids = Array.from({ length: 300 }, (_, index) => `/${index}`);
  const outcomes = await Promise.all(ids.map((returnTo) => ory.selfService("login", { returnTo }).start()));
  assert.deepEqual(outcomes.map(({ form: { id } }) => id), ids);
});

extraTest("session-is-remembered-as-long-as-allowed", async () => {
  const headers = { "ory-session-cache-for": "60" };
  const fetch = scriptedFetch([
    { json: { id: "s1" }, headers },
    { status: 401, json: { error: { code: 401 } }, headers },
    { json: { id: "s2" } },
    { json: { id: "s3" } },
    { status: 503, text: "" },
  ]);
  const ory = createOry({ ...BASE, maxRetries: 0, fetch });
  assert.equal((await ory.session()).id, "s1");
  assert.equal((await ory.session()).id, "s1");
  assert.equal(await ory.session({ refresh: true }), undefined);
  assert.equal(await ory.session(), undefined, "nobody is remembered too");
  assert.equal(fetch.requests.length, 2);
  assert.equal((await ory.session({ refresh: true })).id, "s2");
  assert.equal((await ory.session()).id, "s3", "the server did not allow to remember");
  await assert.rejects(() => ory.session(), ({ status }) => status === 503);
});

extraTest("session-observer", async () => {
  const headers = { "ory-session-cache-for": "60" };
  const fetch = scriptedFetch([
    { json: { id: "s1" }, headers },
    { json: { logout_token: "t" } },
    { status: 204 },
    { status: 401, json: { error: { code: 401 } } },
  ]);
  const ory = createOry({ ...BASE, fetch });
  const seen = [];
  const next = () => new Promise((done) => setTimeout(done, 20));
  const end = ory.onSession((session) => seen.push(session?.id));
  ory.onSession(() => seen.push("never"))();
  await next();
  assert.equal((await ory.logout()).kind, "signedOut");
  await next();
  assert.deepEqual(seen, ["s1", undefined]);
  end();
  assert.equal(fetch.requests.length, 4, "two that ask at the same time share a request");
});

extraTest("session-of-each-visitor", async () => {
  const visitor = { "ory_kratos_session=one": "one", ory_st_other: "other" };
  const fetch = scriptedFetch(({ headers: { cookie, "x-session-token": token } }) => ({
    json: { id: visitor[token ?? cookie] ?? "own" },
    headers: { "ory-session-cache-for": "60" },
  }));
  const ory = createOry({ ...BASE, fetch });
  const seen = [];
  ory.onSession(() => {
    throw new Error("a listener's own");
  });
  ory.onSession((session) => seen.push(session?.id));
  assert.equal((await ory.session({ refresh: true })).id, "own");
  assert.equal((await ory.session({ cookie: "ory_kratos_session=one" })).id, "one");
  assert.equal((await ory.session({ xSessionToken: "ory_st_other" })).id, "other");
  assert.equal((await ory.session()).id, "own", "what is remembered is the client's own");
  assert.deepEqual([...new Set(seen)], ["own"]);
});

extraTest("self-service-in-a-browser", async ({ browser, ui, kratos }) => {
  const context = await browser.newContext();
  const [one, other] = [await context.newPage(), await context.newPage()];
  for (const page of [one, other]) {
    await page.goto(`${ui}/hub/`);
    await page.waitForFunction(() => globalThis.hub !== undefined);
    await page.evaluate((url) => {
      globalThis.seen = [];
      globalThis.ory = hub.createOry({ kratosPublicUrl: url });
      globalThis.ory.onSession((session) => globalThis.seen.push(session?.identity.traits.email ?? "nobody"));
    }, kratos);
    await page.waitForFunction(() => globalThis.seen.length === 1);
  }
  const email = `engine-${randomUUID()}@browser.example`;
  const password = `long enough ${randomUUID()}`;
  const registered = await one.evaluate(
    async ([email, password]) => {
      const registration = globalThis.ory.selfService("registration");
      await registration.start();
      return registration.submit({ traits: { email }, password });
    },
    [email, password],
  );
  assert.equal(registered.kind, "complete", JSON.stringify(registered));
  assert.equal(registered.identity.traits.email, email);
  assert.ok(registered.redirectTo);
  for (const page of [one, other]) await page.waitForFunction((email) => globalThis.seen.at(-1) === email, email);
  assert.equal((await one.evaluate(() => globalThis.ory.selfService("login").start())).kind, "alreadySignedIn");
  assert.equal((await other.evaluate(() => globalThis.ory.logout())).kind, "signedOut");
  for (const page of [one, other]) await page.waitForFunction(() => globalThis.seen.at(-1) === "nobody");
  await context.close();
});

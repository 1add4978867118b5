// Arguments and answers of a wrong kind: each is the package's one error, and what is wrong is named.

import assert from "node:assert/strict";

import { OryError, createOry, isOryError } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";
import * as wasm from "ory-hub/wasm";

import { extraTest } from "../lib/harness.mjs";

const URL = "http://localhost:4433";
const BASE = { kratosPublicUrl: URL, cookie: "ory_kratos_session=x", maxRetries: 0 };
const TAKES_NOTHING = () => assert.fail("nothing may be sent");

const failure = async (call) => {
  try {
    return assert.fail(`no error but ${JSON.stringify(await call())}`);
  } catch (error) {
    return error;
  }
};

const refused = async (kind, words, call) => {
  const error = await failure(call);
  assert.ok(isOryError(error), `${words}: ${error}`);
  assert.equal(error.kind, kind, words);
  assert.ok(error.message.includes(words), `${words}: ${error.message}`);
};

extraTest("a-configuration-of-a-wrong-kind-is-refused", async () => {
  const wrong = { fetch: 5, observer: {}, headers: new Headers(), cookieNames: "a", timeoutMs: "1" };
  for (const [field, value] of Object.entries(wrong)) {
    await refused("config", field, () => createOry({ ...BASE, [field]: value }));
  }
  for (const sessionToken of ["", 5]) await refused("config", "sessionToken", () => createOry({ kratosPublicUrl: URL, sessionToken }));
  for (const [field, value] of Object.entries({ timeoutMS: 3, retries: 1, cookieName: "a" })) {
    await refused("config", `no option ${field}`, () => createOry({ ...BASE, [field]: value }));
  }
  for (const given of [undefined, null, 5, "https://slug.projects.oryapis.com"]) {
    await refused("config", "projectUrl", () => createOry(given));
  }
  await refused("config", "module", () => wasm.createOry(BASE));
  await refused("input", "createOry", () => wasm.createOry(BASE, 5));
});

extraTest("an-argument-of-a-wrong-kind-is-refused", async () => {
  const ory = createOry({ ...BASE, fetch: TAKES_NOTHING });
  for (const given of [{ signal: {} }, { signal: 5 }, { headers: "a: b" }, { headers: [["a", "b"]] }]) {
    const [field] = Object.keys(given);
    await refused("input", field, () => ory.toSession(given));
    await refused("input", field, async () => {
      const outcome = await ory.selfService("login", given).start();
      throw outcome.error;
    });
  }
  await refused("input", "toSession", () => ory.toSession("ory_st_x"));
  await refused("input", "id", () => ory.getLoginFlow({ id: "f1" }));
  await refused("input", "flow", () => ory.updateLoginFlow({ flow: "f1" }, { method: "password" }));
  for (const body of [null, "", "a=b", 5, true, ["a"], new FormData(), new Map(), new Date()]) {
    await refused("input", "body", () => ory.updateLoginFlow("f1", body));
  }
  for (const avatar of [new Blob(["x"]), new Map()]) {
    await refused("input", "avatar", () => ory.updateSettingsFlow("f1", { method: "profile", traits: { avatar } }));
  }
  await refused("input", "flow", () => ory.updateLoginFlow("", { method: "password" }));
  for (const name of ["getLoginFlow", "getSettingsFlow", "getFlowError", "disableMySession"]) {
    await refused("input", "`id`", () => ory[name](""));
    for (const id of ["\ud800", NaN, 7, true, ["a", 7]]) await refused("input", "id is not a text", () => ory[name](id));
  }
  await refused("input", "pageSize", () => ory.listMySessions({ pageSize: NaN }));
  await refused("input", "returnTo", () => ory.createBrowserLoginFlow({ returnTo: "/\udfff" }));
  await refused("input", "flow", () => ory.selfService("login", { flow: 7 }));
  await refused("input", "flow", () => ory.selfService());
  await refused("input", "flow", () => ory.selfService(5));
  await refused("input", "selfService", () => ory.selfService("login", "f1"));
  await refused("input", "session", () => ory.session("ory_st_x"));
  await refused("input", "listener", () => ory.onSession());
  await refused("input", "logout", async () => {
    throw (await ory.logout(5)).error;
  });
});

extraTest("what-may-be-left-out-may-be-null", async () => {
  const fetch = scriptedFetch(() => ({ json: { id: "s", ui: { nodes: null } } }));
  const ory = createOry({ ...BASE, fetch, headers: null, observer: null, signal: null, cookieNames: null });
  const none = { signal: null, headers: null, returnTo: null, timeoutMs: null };
  assert.equal((await ory.toSession(none)).id, "s");
  assert.equal((await ory.toSession(null)).id, "s");
  assert.equal((await ory.session(none)).id, "s");
  const login = ory.selfService("login", { ...none, flow: null });
  assert.equal((await login.start(null)).kind, "form");
  assert.equal((await ory.selfService("login", null).start()).kind, "form");
  assert.ok(fetch.requests.every(({ url, headers }) => !url.includes("null") && headers.cookie === BASE.cookie));
});

extraTest("a-visitor-without-cookies-gets-no-credential-of-the-client", async () => {
  const fetch = scriptedFetch(() => ({ json: { id: "f1", ui: { nodes: [] } } }));
  const ory = createOry({ ...BASE, fetch });
  assert.equal((await ory.session()).id, "f1");
  for (const cookie of [null, "", "theme=dark"]) {
    await refused("credential", "session", () => ory.toSession({ cookie }));
    assert.equal(await ory.session({ cookie }), undefined);
    assert.equal((await ory.selfService("login", { cookie }).start()).kind, "form");
    assert.equal(fetch.requests.at(-1).headers.cookie, undefined, `${cookie}`);
  }
  assert.equal(fetch.requests.length, 4);
});

extraTest("a-fetch-that-fails-with-anything-is-a-lost-connection", async () => {
  for (const thrown of [null, undefined, "gone", 5, {}]) {
    const fetch = async () => {
      throw thrown;
    };
    const error = await failure(() => createOry({ ...BASE, fetch }).toSession());
    assert.ok(error instanceof OryError);
    assert.equal(error.kind, "transport", `${thrown}`);
  }
});

extraTest("a-script-that-has-ended-is-not-a-lost-connection", async () => {
  const fetch = scriptedFetch([{ json: { id: "s" } }]);
  const ory = createOry({ ...BASE, maxRetries: 2, fetch });
  await ory.toSession();
  const error = await failure(() => ory.toSession());
  assert.ok(isOryError(error));
  assert.equal(error.kind, "config");
  assert.equal(error.operation, "toSession");
  assert.match(error.message, /^the script has no response for call 2: GET http:/);
  assert.equal(fetch.requests.length, 2, "it is not retried");
});

extraTest("a-form-whose-lists-are-none-is-an-error-with-its-path", async () => {
  for (const [path, ui] of Object.entries({ "ui.nodes": { nodes: {} }, "ui.messages": { nodes: [], messages: "no" } })) {
    const ory = createOry({ ...BASE, fetch: scriptedFetch([{ json: { id: "f1", ui } }]) });
    const { kind, error } = await ory.selfService("login").start();
    assert.equal(`${kind} ${error.kind}`, "failed decode");
    assert.ok(isOryError(error) && error.message.includes(path), error.message);
  }
});

extraTest("nobody-is-signed-in-where-no-session-is-given", async () => {
  const ory = createOry({ kratosPublicUrl: URL, fetch: TAKES_NOTHING });
  assert.equal((await ory.logout()).kind, "signedOut");
  assert.equal((await ory.logout({ cookie: "theme=dark" })).kind, "signedOut");
  for (const native of [false, true]) {
    for (const kind of ["settings", "logout"]) {
      assert.equal((await ory.selfService(kind, { native }).start()).kind, "signedOut", `${kind} ${native}`);
    }
  }
  const { kind, error } = await ory.selfService("settings", { native: true, sessionToken: "ory_pat_x" }).start();
  assert.equal(`${kind} ${error.kind}`, "failed credential", "a key of another kind is a mistake");
});

extraTest("answers-for-a-flow-that-exists-are-submitted-at-once", async () => {
  const nodes = [{ type: "input", group: "password", attributes: { name: "method", type: "submit", value: "password" } }];
  const fetch = scriptedFetch([{ json: { id: "f1", ui: { nodes } } }, { json: { session: { id: "s1" } } }]);
  const login = createOry({ ...BASE, fetch }).selfService("login", { flow: "f1" });
  const outcome = await login.submit({ identifier: "a@b.example", password: "secret" });
  assert.equal(`${outcome.kind} ${outcome.session?.id}`, "complete s1");
  assert.deepEqual(fetch.requests.map(({ method, url }) => `${method} ${url.slice(URL.length)}`), [
    "GET /self-service/login/flows?id=f1",
    "POST /self-service/login?flow=f1",
  ]);
  assert.deepEqual(fetch.requests[1].body, { identifier: "a@b.example", password: "secret", method: "password" });
});

extraTest("who-listens-learns-that-the-session-cannot-be-told", async () => {
  const fetch = scriptedFetch([{ status: 503, text: "" }, { json: { id: "s1" } }]);
  const ory = createOry({ ...BASE, fetch });
  const seen = [];
  ory.onSession((session, error) => seen.push([session?.id, error?.status]));
  for (let turns = 0; seen.length < 1 && turns < 100; turns++) await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(seen, [[undefined, 503]]);
  await ory.session();
  assert.deepEqual(seen, [[undefined, 503], ["s1", undefined]], "the session is told as soon as it is known");
});

extraTest("an-option-that-nothing-reads-is-refused", async () => {
  const ory = createOry({ ...BASE, fetch: TAKES_NOTHING });
  const calls = [
    () => ory.session({ refrech: true }),
    () => ory.logout({ returnto: "/" }),
    () => ory.toSession({ tokenizeas: "t" }),
    () => ory.withResponse.createBrowserLoginFlow({ return_to: "/" }),
    () => ory.updateLoginFlow("f", { method: "password" }, { flw: 1 }),
    async () => ory.selfService("login", { returnto: "/" }),
  ];
  for (const call of calls) {
    const error = await failure(call);
    assert.ok(isOryError(error) && error.kind === "input", `${call} ${error}`);
    assert.match(error.message, /^there is no option \w+$/);
  }
  const fetch = scriptedFetch(() => ({ json: { id: "f1", ui: { nodes: [] } } }));
  const taking = createOry({ ...BASE, fetch });
  const every = { signal: new AbortController().signal, timeoutMs: 1000, deadlineMs: 1000, headers: { "x-a": "b" }, cookie: BASE.cookie };
  assert.equal((await taking.toSession({ ...every, tokenizeAs: "t", xSessionToken: null })).id, "f1");
  assert.equal((await taking.session({ ...every, refresh: true, unknown: undefined })).id, "f1");
  assert.equal((await taking.logout({ ...every, returnTo: "/" })).kind, "failed", "it was sent");
  // A page gives all that its address may say to whatever flow it shows.
  const all = { flow: null, returnTo: "/", aal: "aal2", refresh: true, loginChallenge: "c", organization: "o", identitySchema: "i", page: "/p" };
  assert.equal((await taking.selfService("verification", { ...every, ...all, afterVerificationReturnTo: "/" }).start()).kind, "form");
});

extraTest("an-option-of-a-step-or-a-script-that-nothing-reads-is-refused", async () => {
  const login = createOry({ ...BASE, fetch: TAKES_NOTHING }).selfService("login");
  for (const step of [() => login.start({ bogus: 1 }), () => login.submit({}, { timeoutMs: 1 }), () => login.resume({ aal: "aal2" })]) {
    const { kind, error } = await step();
    assert.equal(`${kind} ${error.kind}`, "failed input");
    assert.match(error.message, /^there is no option \w+$/);
  }
  await refused("input", "no option code", () => scriptedFetch([{ code: 500, content: {} }]));
  const { toSession } = createOry({ ...BASE, fetch: scriptedFetch(() => ({ content: {} })) });
  await refused("input", "no option content", toSession);
});

extraTest("headers-are-those-that-the-client-was-made-with", async () => {
  const fetch = scriptedFetch([{ json: { id: "s" } }]);
  const headers = { "x-tenant": "a" };
  const ory = createOry({ ...BASE, headers, fetch });
  headers["x-tenant"] = "b";
  await ory.toSession();
  assert.equal(fetch.requests[0].headers["x-tenant"], "a");
});

extraTest("a-session-without-an-id-is-none", async () => {
  for (const json of [{}, [], "s", 5, { active: true }]) {
    const fetch = scriptedFetch(() => ({ json }));
    const ory = createOry({ ...BASE, fetch });
    for (const call of [ory.toSession, ory.session]) {
      const { kind, status, operation, message } = await failure(call);
      assert.deepEqual([kind, status, operation], ["decode", 200, "toSession"], JSON.stringify(json));
      assert.match(message, /no session/);
    }
    const heard = await new Promise((done) => ory.onSession((session, error) => done([session, error?.kind])));
    assert.deepEqual(heard, [undefined, "decode"]);
  }
});

extraTest("signing-out-takes-no-options-of-other-flows", async () => {
  const native = createOry({ kratosPublicUrl: URL, sessionToken: "ory_st_x", fetch: scriptedFetch([{ status: 204 }]) });
  assert.equal((await native.logout({ native: true })).kind, "signedOut");
  const ory = createOry({ ...BASE, fetch: TAKES_NOTHING });
  for (const name of ["aal", "refresh", "flow", "loginChallenge", "organization", "identitySchema", "page", "afterVerificationReturnTo"]) {
    for (const call of [() => ory.logout({ [name]: "a" }), async () => ory.selfService("logout", { [name]: "a" })]) {
      await refused("input", `no option ${name}`, call);
    }
  }
});

extraTest("an-address-of-the-server-is-its-own", async () => {
  const goesTo = async (answer) => {
    const outcome = await createOry({ ...BASE, kratosPublicUrl: "https://kratos.example/public", fetch: scriptedFetch([answer]) }).selfService("login").start();
    assert.equal(outcome.kind, "redirect", JSON.stringify(outcome));
    return outcome.url;
  };
  const to = (location) => ({ status: 303, headers: { location } });
  assert.equal(await goesTo(to("/error?id=e1&at=http://x")), "https://kratos.example/error?id=e1&at=http://x");
  assert.equal(await goesTo(to("https://ui.example")), "https://ui.example", "as the server wrote it");
  assert.equal(await goesTo(to("com.example.app://done")), "com.example.app://done");
  assert.equal(await goesTo({ status: 422, json: { redirect_browser_to: "/x" } }), "https://kratos.example/x");
});

// The package in Node: server-side rendering and programs.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { inspect } from "node:util";

import { OryError, createOry, isOryError } from "ory-hub";

import { extraTest } from "../lib/harness.mjs";

const failure = (call) => call.then((value) => assert.fail(`no error but ${JSON.stringify(value)}`), (error) => error);

extraTest("node-whoami-with-the-cookie-of-a-visitor", async ({ kratos, page }) => {
  const cookies = await page.context().cookies(kratos);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const ory = await createOry({ kratosPublicUrl: kratos });
  const session = await ory.toSession({ cookie });
  assert.equal(session.active, true);
  const own = await createOry({ kratosPublicUrl: kratos, cookie });
  assert.equal((await own.toSession()).id, session.id);
});

extraTest("node-native-flow", async ({ kratos }) => {
  const ory = await createOry({ kratosPublicUrl: kratos });
  const [email, password] = [`node-${randomUUID()}@browser.example`, `long enough ${randomUUID()}`];
  const registration = await ory.createNativeRegistrationFlow();
  const made = await ory.updateRegistrationFlow(registration.id, { method: "password", password, traits: { email } });
  const login = await ory.createNativeLoginFlow();
  const { session_token: token } = await ory.updateLoginFlow(login.id, { method: "password", identifier: email, password });
  const session = await ory.toSession({ xSessionToken: token });
  assert.equal(session.identity.id, made.identity.id);
  assert.equal(await ory.performNativeLogout({ session_token: token }), undefined);
  assert.equal((await failure(ory.toSession({ xSessionToken: token }))).status, 401);
});

extraTest("node-refuses-before-sending", async ({ kratos }) => {
  const ory = await createOry({ kratosPublicUrl: kratos });
  const { toSession } = ory;
  const made = async (config) => createOry(config);
  for (const given of [[], [null], [undefined]]) assert.equal((await failure(toSession(...given))).kind, "credential");
  assert.match((await failure(toSession())).message, /set sessionToken or cookie$/);
  for (const prefix of ["pat", "apikey", "wak", "at", "rt", "ac"]) {
    const { kind, message } = await failure(ory.toSession({ xSessionToken: `ory_${prefix}_of-another-kind` }));
    assert.equal(kind, "credential", prefix);
    assert.match(message, /holds a key of another kind/, prefix);
  }
  assert.equal((await failure(ory.disableMySession("..", { xSessionToken: "a" }))).kind, "input");
  assert.equal((await failure(ory.toSession({ xSessionToken: "a\r\nb: c" }))).kind, "input");
  assert.equal((await failure(ory.updateLoginFlow("id"))).kind, "input");
  assert.equal((await failure(ory.updateLoginFlow("id", { big: 1n }))).kind, "input");
  for (const url of ["http://example.org", "https://a:b@example.org", "ftp://localhost", "https://example.org/?a"]) {
    assert.equal((await failure(made({ kratosPublicUrl: url }))).kind, "config", url);
  }
  assert.equal((await failure(made({}))).kind, "config");
  for (const wrong of [{ maxRetries: NaN }, { timeoutMs: -1 }, { timeoutMs: "abc" }, { timeoutMs: Infinity }]) {
    assert.equal((await failure(made({ kratosPublicUrl: kratos, ...wrong }))).kind, "config");
  }
  const closed = createOry({ kratosPublicUrl: "http://127.0.0.1:1", maxRetries: 0 });
  assert.equal((await failure(closed.createNativeLoginFlow())).kind, "transport");
  const unknown = createOry({ kratosPublicUrl: "https://ory-hub.invalid", maxRetries: 0 });
  assert.match((await failure(unknown.createNativeLoginFlow())).message, /ory-hub\.invalid|ENOTFOUND|EAI_AGAIN/);
});

extraTest("node-redirects-and-nulls", async ({ faults }) => {
  const at = async (fault) => failure((await createOry({ kratosPublicUrl: `${faults}/${fault}.node`, cookie: "ory_kratos_session=b" })).toSession());
  const redirect = await at("redirect");
  assert.equal(redirect.kind, "redirect");
  assert.equal(redirect.status, 302);
  assert.match(redirect.details.location, /^http/);
  const nothing = await at("null-body");
  assert.equal(nothing.kind, "decode");
  assert.equal(nothing.message, "the response is null");
  assert.equal((await at("empty")).message, "the response has no body");
  assert.equal((await at("html-200")).message, "the response is HTML, not JSON");
  const inactive = await at("error-inactive");
  assert.equal(inactive.id, "session_inactive");
  const moved = await at("error-422");
  assert.equal(moved.details.redirect_browser_to, JSON.parse(moved.body).redirect_browser_to);
});

extraTest("node-errors-are-errors", async ({ faults }) => {
  const ory = await createOry({ kratosPublicUrl: `${faults}/error-csrf.node` });
  const error = await failure(ory.createNativeLoginFlow());
  assert.ok(error instanceof Error && error instanceof OryError && isOryError(error));
  assert.equal(error.name, "OryError");
  assert.match(error.stack, /ory-hub\.js:\d+:\d+/);
  assert.ok(!isOryError(new Error("no")) && !isOryError(undefined));
  assert.match(String(error), /^OryError: createNativeLoginFlow: 403: /);
  const print = inspect(error);
  for (const part of ["OryError: ", "createNativeLoginFlow", "status: 403"]) assert.ok(print.includes(part), print);
  assert.deepEqual(JSON.parse(JSON.stringify(error)).id, "security_csrf_violation");
});

// What an error shows of its call and of its server: no secret, and no text without an end.

import assert from "node:assert/strict";
import { inspect } from "node:util";

import { createOry } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const BASE = { kratosPublicUrl: "https://kratos.example/public", cookie: "ory_kratos_session=x", maxRetries: 0 };

const failure = (call) =>
  call.then(
    (value) => assert.fail(`no error but ${JSON.stringify(value)}`),
    (error) => error,
  );

extraTest("a-message-is-bounded-and-the-body-is-whole", async () => {
  const long = "long ".repeat(3000);
  const fetch = scriptedFetch([{ status: 400, json: { error: { message: long, reason: long, id: long } } }]);
  const error = await failure(createOry({ ...BASE, fetch }).toSession());
  assert.equal(error.message, long.slice(0, 1000));
  assert.equal(error.reason, long.slice(0, 1000));
  assert.ok(`${error}`.length < 4000 && JSON.stringify(error).length < 4000 && inspect(error).length < 8000);
  assert.equal(JSON.parse(error.body).error.message, long);
});

const printed = (error) => [error.message, `${error}`, JSON.stringify(error), inspect(error), error.stack].join("\n");

extraTest("an-error-repeats-no-secret-of-its-call", async () => {
  const secret = (name) => `hunter2-${name}==`;
  const cookie = `csrf_token_1=${secret("csrf-cookie")}; ory_kratos_session=${secret("session")}`;
  const body = { method: "password", password: secret("password"), csrf_token: secret("csrf"), traits: { email: "a@b.example" } };
  const call = (answer) => {
    const config = { ...BASE, cookie: undefined, sessionToken: secret("config"), fetch: scriptedFetch([answer]) };
    return failure(createOry(config).updateRegistrationFlow("f", body, { cookie, headers: { authorization: `Bearer ${secret("bearer")}` } }));
  };
  const all = `${cookie} ${JSON.stringify(body)} Bearer ${secret("bearer")}`;
  const wordy = { id: all, code: all, message: `m ${all}`, reason: `r ${all}`, request: all };
  const answers = [
    { status: 400, json: { error: wordy } },
    { status: 500, headers: { "x-request-id": all } },
    { error: new TypeError("fetch failed", { cause: new Error(`refused: ${all}`) }) },
  ];
  for (const answer of answers) {
    const error = await call(answer);
    assert.ok(!printed(error).includes("hunter2"), printed(error));
    assert.ok(printed(error).includes("[redacted]"), printed(error));
  }
  const error = await call(answers[0]);
  assert.match(error.message, /a@b\.example/, "who it is is no secret of that call");
  assert.match(error.body, /hunter2/, "the body stays as it came");
});

extraTest("a-credential-of-the-client-is-not-repeated", async () => {
  const token = "ory_st_0123456789";
  for (const config of [{ sessionToken: token }, { cookie: `ory_kratos_session=${token}` }]) {
    const fetch = scriptedFetch([{ status: 403, json: { error: { message: `not with ${token}`, request: "r-0123456789" } } }]);
    const options = { headers: { "x-request-id": "r-0123456789" } };
    const error = await failure(createOry({ ...BASE, cookie: undefined, ...config, fetch }).toSession(options));
    assert.ok(!printed(error).includes(token) && error.message === "not with [redacted]", printed(error));
    assert.equal(error.requestId, "r-0123456789");
  }
  const fetch = scriptedFetch([{ status: 404, json: { error: { message: "no code secret-code-1" } } }]);
  const error = await failure(createOry({ ...BASE, fetch }).exchangeSessionToken("init-code-1", "secret-code-1"));
  assert.equal(error.message, "no code [redacted]");
});

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

// The printed error of a server that says `text` to a call that has these secrets.
const said = async (text, body, options) => {
  const fetch = scriptedFetch([{ status: 400, json: { error: { message: text } } }]);
  const ory = createOry({ ...BASE, fetch });
  return failure(ory.updateSettingsFlow("f", { method: "password", ...body }, options));
};

extraTest("what-the-description-marks-is-hidden-and-nothing-else", async () => {
  const marked = ["password", "csrf_token", "totp_code", "lookup_secret", "passkey_settings_register", "webauthn_register", "signature"];
  for (const name of marked) {
    const error = await said("not with hunter2-long", { [name]: "hunter2-long" });
    assert.equal(error.message, "not with [redacted]", name);
  }
  // Names that only look like it.
  for (const name of ["lookup_secret_confirm", "keyboard", "author", "country_code", "passkey_remove"]) {
    const error = await said("not with hunter2-long", { [name]: "hunter2-long", traits: { zip_code: "hunter2-long" } });
    assert.equal(error.message, "not with hunter2-long", name);
  }
  const fetch = scriptedFetch([{ status: 400, json: { error: { message: "no page 0123456789" } } }]);
  const error = await failure(createOry({ ...BASE, fetch }).listMySessions({ pageToken: "0123456789" }));
  assert.equal(error.message, "no page 0123456789");
});

extraTest("a-header-of-ones-own-is-hidden-after-its-scheme-too", async () => {
  const headers = { "cf-access-client": "hunter2-id", Authorization: "Basic aHVudGVyMg==", "x-request-id": "r-0123456789" };
  const error = await said("hunter2-id, aHVudGVyMg== and Basic aHVudGVyMg== of r-0123456789", {}, { headers });
  assert.equal(error.message, "[redacted], [redacted] and [redacted] of r-0123456789");
});

extraTest("what-stands-under-the-name-of-a-secret-is-hidden", async () => {
  const body = { password: { hash: ["hunter2-hash", { salt: "hunter2-salt" }], rounds: 12345678 }, traits: { password: "hunter2-trait" } };
  const error = await said(`not ${JSON.stringify(body)}`, body);
  assert.ok(!/hunter2|12345678/.test(printed(error)), printed(error));
  assert.match(error.message, /"salt":"\[redacted\]"/);
  const quoted = { password: 'hunter2 "quoted"\\' };
  assert.equal((await said(`not ${JSON.stringify(quoted)}`, quoted)).message, 'not {"password":"[redacted]"}');
});

extraTest("a-short-secret-is-hidden-where-it-is-a-whole-value", async () => {
  const hidden = {
    'wrong "at"': 'wrong "[redacted]"',
    "wrong 'at', `at`": "wrong '[redacted]', `[redacted]`",
    "at": "[redacted]",
    '{"password":"at","n":1}': '{"password":"[redacted]","n":1}',
    "password=at&x=1; at=at": "password=[redacted]&x=1; at=[redacted]",
    "x-password: at": "x-password: [redacted]",
    'said\u2028"at"': 'said "[redacted]"',
  };
  for (const [text, shown] of Object.entries(hidden)) {
    const error = await said(text, { password: "at" });
    assert.equal(error.message, shown);
    assert.ok(inspect(error).includes(shown), inspect(error));
  }
  const kept = 'look at that: at 3 "at home", bat=cat, at: flat, date=at-3';
  assert.equal((await said(kept, { password: "at" })).message, kept);
  const number = await said('{"code":123456} is not 123456789', { totp_code: 123456 });
  assert.equal(number.message, '{"code":[redacted]} is not 123456789');
  assert.equal((await said('no "", no text', { password: "" })).message, 'no "", no text');
  const both = await said("hunter2-hunter2-long and hunter2-", { password: "hunter2-", csrf_token: "hunter2-hunter2-long" });
  assert.equal(both.message, "[redacted] and [redacted]");
});

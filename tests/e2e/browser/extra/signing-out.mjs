// Signing out and what is told of it: with a session token, in other tabs, where the server gives no further answer.

import assert from "node:assert/strict";

import { createOry } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const URL = "http://localhost:4433";
const NATIVE = { kratosPublicUrl: URL, sessionToken: "ory_st_x", maxRetries: 0 };
const WITH_COOKIE = { kratosPublicUrl: URL, cookie: "ory_kratos_session=x", maxRetries: 0 };
const NOBODY = { status: 401, json: { error: { code: 401 } } };
const FORM = { json: { id: "f1", ui: { nodes: [] } } };

const sent = ({ requests }) => requests.map(({ method, url }) => `${method} ${url.slice(URL.length)}`);
const turn = () => new Promise((done) => setTimeout(done, 20));
const remembered = (id) => ({ json: { id }, headers: { "ory-session-cache-for": "60" } });

extraTest("signing-out-with-a-session-token-revokes-it", async () => {
  const calls = [
    [NATIVE, (ory) => ory.logout(), "ory_st_x"],
    [NATIVE, (ory) => ory.selfService("logout").start(), "ory_st_x"],
    [NATIVE, (ory) => ory.selfService("logout", { sessionToken: "ory_st_y" }).start(), "ory_st_y"],
    [WITH_COOKIE, (ory) => ory.logout({ sessionToken: "ory_st_y" }), "ory_st_y"],
  ];
  for (const [config, signOut, token] of calls) {
    const fetch = scriptedFetch([{ status: 204 }]);
    assert.equal((await signOut(createOry({ ...config, fetch }))).kind, "signedOut");
    assert.deepEqual(sent(fetch), ["DELETE /self-service/logout/api"]);
    assert.deepEqual(fetch.requests[0].body, { session_token: token });
  }
});

extraTest("signing-a-visitor-out-leaves-the-token-of-the-client", async () => {
  const fetch = scriptedFetch([{ json: { logout_token: "t" } }, { status: 204 }]);
  const ory = createOry({ ...NATIVE, fetch });
  assert.equal((await ory.logout({ cookie: WITH_COOKIE.cookie })).kind, "signedOut");
  assert.deepEqual(sent(fetch), ["GET /self-service/logout/browser", "GET /self-service/logout?token=t"]);
  assert.equal((await ory.logout({ cookie: null, native: true })).kind, "signedOut");
  assert.equal(fetch.requests.length, 2, "a visitor without cookies has no token of the client");
});

extraTest("a-session-token-means-a-native-flow", async () => {
  for (const [config, options] of [[NATIVE, undefined], [WITH_COOKIE, { sessionToken: "ory_st_y" }]]) {
    const fetch = scriptedFetch([FORM]);
    const settings = createOry({ ...config, fetch }).selfService("settings", options);
    assert.equal((await settings.start()).kind, "form");
    assert.deepEqual(sent(fetch), ["GET /self-service/settings/api"]);
    assert.equal(fetch.requests[0].headers["x-session-token"], options?.sessionToken ?? NATIVE.sessionToken);
  }
  const fetch = scriptedFetch([FORM]);
  await createOry({ ...NATIVE, fetch }).selfService("login", { native: false }).start();
  assert.deepEqual(sent(fetch), ["GET /self-service/login/browser"], "the option decides");
});

extraTest("signing-out-is-told-although-the-server-then-fails", async () => {
  const fetch = scriptedFetch([remembered("s1"), { json: { logout_token: "t" } }, { status: 204 }, { status: 503, text: "" }, { status: 503, text: "" }]);
  const ory = createOry({ ...WITH_COOKIE, fetch });
  const seen = [];
  ory.onSession((session) => seen.push(session?.id));
  await turn();
  assert.equal((await ory.logout()).kind, "signedOut");
  await turn();
  assert.deepEqual(seen, ["s1", undefined]);
  await assert.rejects(ory.session(), { status: 503 }, "nobody is not remembered for it");
});

extraTest("signing-another-one-out-is-not-told-as-ones-own", async () => {
  for (const options of [{ cookie: "ory_kratos_session=y" }, { sessionToken: "ory_st_y" }]) {
    const own = ({ url }) => (url.endsWith("whoami") ? remembered("s1") : url.endsWith("browser") ? { json: { logout_token: "t" } } : { status: 204 });
    const ory = createOry({ ...WITH_COOKIE, fetch: scriptedFetch(own) });
    const seen = [];
    ory.onSession((session) => seen.push(session?.id));
    await turn();
    assert.equal((await ory.logout(options)).kind, "signedOut");
    await turn();
    assert.deepEqual(seen, ["s1"]);
  }
});

/** Runs with what a page has for its tabs. */
const inTabs = async (run) => {
  const { BroadcastChannel } = globalThis;
  const open = [];
  globalThis.document = {};
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(name);
      open.push(this);
    }
  };
  try {
    await run();
  } finally {
    for (const channel of open) channel.close();
    delete globalThis.document;
    globalThis.BroadcastChannel = BroadcastChannel;
  }
};

extraTest("a-change-that-a-refresh-finds-is-told-to-other-tabs", async () => {
  for (const [found, id] of [[NOBODY, undefined], [remembered("s2"), "s2"]]) {
    await inTabs(async () => {
      let answer = remembered("s1");
      const fetches = [0, 1].map(() => scriptedFetch(() => answer));
      const [one, other] = fetches.map((fetch) => createOry({ ...WITH_COOKIE, fetch }));
      const seen = [];
      other.onSession((session) => seen.push(session?.id));
      assert.equal((await one.session()).id, "s1");
      await turn();
      assert.deepEqual(fetches.map(({ requests }) => requests.length), [1, 1], "a first session is no change");
      answer = found;
      assert.equal((await one.session({ refresh: true }))?.id, id);
      await turn();
      assert.deepEqual(seen, ["s1", id]);
      assert.equal((await other.session())?.id, id);
      await one.session({ refresh: true });
      await turn();
      assert.deepEqual(fetches.map(({ requests }) => requests.length), [3, id ? 2 : 3], "who was told tells nobody");
    });
  }
});

extraTest("signing-out-is-told-to-other-tabs-although-the-server-then-fails", async () => {
  await inTabs(async () => {
    let isUp = true;
    const fetch = scriptedFetch(({ url }) => (!url.endsWith("whoami") ? { status: 204 } : isUp ? remembered("s1") : { status: 503, text: "" }));
    const [one, other] = [0, 1].map(() => createOry({ ...NATIVE, fetch }));
    const seen = [];
    other.onSession((session) => seen.push(session?.id));
    await turn();
    isUp = false;
    await one.logout();
    await turn();
    assert.deepEqual(seen, ["s1", undefined]);
  });
});

extraTest("a-session-that-is-changed-by-who-got-it-is-not-the-one-remembered", async () => {
  const ory = createOry({ ...WITH_COOKIE, fetch: scriptedFetch([remembered("s1")]) });
  for (let asked = 0; asked < 3; asked++) {
    const session = await ory.session();
    assert.equal(session.id, "s1");
    session.id = "changed";
  }
});

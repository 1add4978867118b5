// `ory-hub/client-fetch`: in Node over a scripted server; under Ory's own login page, built by Vite, over the real Kratos.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { createOry } from "ory-hub";
import * as adapter from "ory-hub/client-fetch";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";
import { signedInAs, viteProject } from "../lib/project.mjs";
import { fill, person } from "../pages/person.mjs";

const { Configuration, FetchError, FrontendApi, RequiredError, ResponseError, isResponseError } = adapter;
const BASE = "http://localhost:4433";

const api = (script, more) => {
  const fetchApi = scriptedFetch(script);
  const headers = { Accept: "application/json", Cookie: "ory_kratos_session=x", "X-Session-Token": undefined };
  return { frontend: new FrontendApi(new Configuration({ basePath: BASE, credentials: "include", headers, fetchApi, ...more })), fetchApi };
};

// Each method of the declarations: its name, and its arguments before the options.
const declared = async (root) => {
  const text = await readFile(join(root, "node_modules/ory-hub/types/operations.d.ts"), "utf8");
  const methods = [...text.matchAll(/^ {2}(\w+)\((.*)\): Promise</gm)];
  return methods.map(([, name, given]) => [name, [...given.matchAll(/(\w+): /g)].map(([, key]) => key)]);
};

extraTest("client-fetch-has-every-operation", async ({ root }) => {
  const operations = await declared(root);
  assert.equal(operations.length, 35);
  for (const [name, needed] of operations) {
    const { frontend, fetchApi } = api(() => ({ json: {} }));
    const direct = scriptedFetch(() => ({ json: {} }));
    const ory = createOry({ kratosPublicUrl: BASE, cookie: "ory_kratos_session=x", fetch: direct });
    const value = (key) => (key === "body" ? { method: "x" } : `the ${key}`);
    const named = Object.fromEntries(needed.map((key) => [key === "body" ? `${name}Body` : key, value(key)]));
    const outcomes = await Promise.allSettled([frontend[name](named), ory[name](...needed.map(value))]);
    assert.equal(outcomes[0].status, outcomes[1].status, name);
    assert.deepEqual(fetchApi.requests, direct.requests, name);
    assert.equal(typeof frontend[`${name}Raw`], "function");
    for (const key of Object.keys(named)) {
      await assert.rejects(() => frontend[name]({ ...named, [key]: undefined }), (error) => error instanceof RequiredError && error.field === key);
    }
  }
});

extraTest("client-fetch-values-and-responses", async () => {
  const session = { id: "s", expires_at: "2030-01-02T03:04:05Z", identity: { traits: { born_at: "2000-01-01" } } };
  const { frontend } = api([{ json: session, headers: { "x-request-id": "r1", "content-type": "application/json" } }, { status: 204 }]);
  const { raw, value } = await frontend.toSessionRaw();
  assert.equal(`${raw.status} ${raw.headers.get("x-request-id")}`, "200 r1");
  assert.deepEqual(await raw.json(), session);
  const { expires_at: expires, identity } = await value();
  assert.equal(expires.toISOString(), "2030-01-02T03:04:05.000Z");
  assert.equal(identity.traits.born_at, "2000-01-01", "what only the application knows stays");
  assert.equal(await frontend.updateLogoutFlow({ token: "t" }), undefined);
});

extraTest("client-fetch-errors", async () => {
  const form = { id: "f", ui: { nodes: [] } };
  const failing = [
    { status: 400, json: form, headers: { "content-type": "application/json" } },
    { status: 422, json: { error: { id: "browser_location_change_required" }, redirect_browser_to: "/x" }, headers: { "content-type": "application/json" } },
    { status: 502, text: "<html>", headers: { "content-type": "text/html" } },
  ];
  for (const answer of failing) {
    const error = await api([answer], { maxRetries: 0 }).frontend.updateLoginFlow({ flow: "f", updateLoginFlowBody: {} }).catch((caught) => caught);
    assert.ok(error instanceof ResponseError && isResponseError(error), error.stack);
    assert.equal(error.response.status, answer.status);
    assert.equal(error.response.headers.get("content-type"), answer.headers["content-type"]);
    assert.equal(await error.response.clone().text(), answer.text ?? JSON.stringify(answer.json));
  }
  const lost = new TypeError("fetch failed");
  const error = await api([{ error: lost }]).frontend.updateLoginFlow({ flow: "f", updateLoginFlowBody: {} }).catch((caught) => caught);
  assert.ok(error instanceof FetchError && error.cause.kind === "transport", error.stack);
  const nobody = await api([], { headers: {} }).frontend.toSession().catch((caught) => caught);
  assert.ok(nobody instanceof ResponseError, nobody.stack);
  assert.equal(`${nobody.response.status} ${(await nobody.response.json()).error.id}`, "401 session_inactive");
  assert.throws(() => new adapter.OAuth2Api(), ({ kind }) => kind === "config");
});

extraTest("client-fetch-middleware", async () => {
  const seen = [];
  const middleware = [
    {
      pre: async ({ url, init }) => ({ url: `${url}?traced`, init }),
      post: async ({ url, response }) => void seen.push(`${response.status} ${url}`),
      onError: async ({ error }) => void seen.push(error.message),
    },
  ];
  const fetchApi = async (url) => {
    if (seen.length > 0) throw new Error("lost");
    assert.ok(url.endsWith("?traced"));
    return Response.json({ id: "s" });
  };
  const { frontend } = api([], { fetchApi, middleware });
  assert.equal((await frontend.createBrowserLoginFlow()).id, "s");
  await assert.rejects(() => frontend.updateLoginFlow({ flow: "f", updateLoginFlowBody: {} }), FetchError);
  assert.deepEqual(seen, [`200 ${BASE}/self-service/login/browser?traced`, "lost"]);
});

extraTest("client-fetch-where-to-go-next", () => {
  const went = (actions) => {
    const gone = [];
    const handled = adapter.handleContinueWith(actions, { onRedirect: (...to) => gone.push(to) });
    assert.equal(handled, gone.length === 1);
    return gone.flat();
  };
  const redirect = { action: "redirect_browser_to", redirect_browser_to: "https://app.example/" };
  const verification = { action: "show_verification_ui", flow: { id: "v", url: "https://app.example/v" } };
  assert.deepEqual(went([redirect, { action: "of_tomorrow" }, verification]), ["https://app.example/v", true]);
  assert.deepEqual(went([redirect, { action: "show_settings_ui", flow: { id: "s" } }]), ["/settings?flow=s", false]);
  assert.deepEqual(went([redirect]), ["https://app.example/", true]);
  for (const nothing of [undefined, null, [], [{ action: "set_ory_session_token" }]]) assert.deepEqual(went(nothing), []);
});

const MAIN = (kratos, ui) => `
  import { createRoot } from "react-dom/client";
  import { Configuration, FrontendApi } from "@ory/client-fetch";
  import { Login } from "@ory/elements-react/theme";
  import "@ory/elements-react/theme/styles.css";
  const url = ${JSON.stringify(kratos)};
  const pages = Object.fromEntries(["error", "login", "recovery", "registration", "settings", "verification"].map((name) => [name + "_ui_url", "${ui}/" + name]));
  const project = { name: "tests", default_redirect_url: "${ui}/", registration_enabled: true, recovery_enabled: true, verification_enabled: true, ...pages };
  const flow = await new FrontendApi(new Configuration({ basePath: url, credentials: "include" })).createBrowserLoginFlow({});
  createRoot(document.querySelector("main")).render(<Login flow={flow} config={{ sdk: { url }, project }} />);
`;

extraTest("client-fetch-under-elements", async (support) => {
  const { root, browser, kratos, ui } = support;
  const files = {
    "index.html": '<!doctype html><html lang="en"><title>-</title><main></main><script type="module" src="./main.jsx"></script></html>',
    "main.jsx": MAIN(kratos, ui),
  };
  const alias = { "@ory/client-fetch": "ory-hub/client-fetch" };
  // An import that the adapter lacks would be an error of the build.
  const { address, outDir } = await viteProject(support, "elements", files, { resolve: { alias } });
  const scripts = (await readdir(join(outDir, "assets"))).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(scripts.map((name) => readFile(join(outDir, "assets", name), "utf8")));
  assert.ok(texts.some((text) => text.includes("/self-service/login/browser?refresh?aal")), "our client is in it");
  assert.ok(!texts.some((text) => text.includes("playground.projects.oryapis.com")), "the other one is not");

  const { email, password } = await person(support);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(address);
  const submit = page.locator('button[type="submit"][value="password"]');
  await fill(page, { identifier: email, password: "not the one" });
  await submit.click();
  await page.getByText("credentials are invalid").waitFor();
  await page.screenshot({ path: join(root, "screenshots/elements.png"), fullPage: true });
  await fill(page, { identifier: email, password });
  await submit.click();
  await page.waitForURL(`${ui}/`);
  assert.equal(await signedInAs(support, context), email);
  await context.close();
});

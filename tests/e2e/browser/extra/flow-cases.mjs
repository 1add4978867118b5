// The cases of tests/flow, over the whole package: the engine with JavaScript's values, the loop around it, `fetch`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { createOry } from "ory-hub";
import { scriptedFetch } from "ory-hub/testing";

import { extraTest } from "../lib/harness.mjs";

const BASE = "http://localhost:4433";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const merge = (into, value) => {
  if (!isObject(into) || !isObject(value)) return value;
  const merged = { ...into };
  for (const [key, member] of Object.entries(value)) merged[key] = merge(merged[key], member);
  return merged;
};

/** A value of a case, its named bodies filled in. */
const filled = (bodies, value) => {
  if (Array.isArray(value)) return value.map((item) => filled(bodies, item));
  if (!isObject(value)) return value;
  const { $: name, ...members } = value;
  const body = name ? filled(bodies, bodies[name]) : {};
  return Object.entries(members).reduce((whole, [key, member]) => merge(whole, { [key]: filled(bodies, member) }), body);
};

const assertPart = (whole, part, context) => {
  if (isObject(part)) {
    for (const [key, value] of Object.entries(part)) assertPart(whole?.[key], value, `${context} ${key}`);
  } else if (Array.isArray(part)) {
    assert.equal(whole?.length, part.length, context);
    part.forEach((item, index) => assertPart(whole[index], item, `${context} ${index}`));
  } else {
    assert.deepEqual(whole ?? null, part, context);
  }
};

/** A server that answers when the case says so; `hasSession` says whether there is one to send to it. */
const server = (mode, hasSession) => {
  const waiting = [];
  const fetch = scriptedFetch(() => new Promise((answer) => waiting.push(answer)));
  const cookie = mode === "browser" && hasSession ? "ory_kratos_session=x" : undefined;
  const ory = createOry({ kratosPublicUrl: BASE, cookie, maxRetries: 0, fetch });
  const until = async (ready) => {
    for (let turns = 0; !ready(); turns++) {
      assert.ok(turns < 1000, "nothing was asked");
      await new Promise((done) => setImmediate(done));
    }
  };
  return {
    ory,
    asked: () => fetch.requests.length,
    request: async () => {
      await until(() => waiting.length > 0);
      return fetch.requests.at(-1);
    },
    respond: async (answer) => {
      await until(() => waiting.length > 0);
      waiting.shift()(answer);
    },
  };
};

const camel = (name) => name.replace(/_./g, (pair) => pair[1].toUpperCase());

// How each operation goes over the wire, as far as the engine uses it.
const path = (operation) => {
  const name = operation.match(/(Login|Registration|Recovery|Verification|Settings|Logout)/)?.[1].toLowerCase();
  if (operation === "toSession") return "GET /sessions/whoami";
  if (operation === "exchangeSessionToken") return "GET /sessions/token-exchange";
  if (operation === "performNativeLogout") return "DELETE /self-service/logout/api";
  if (operation === "updateLogoutFlow") return "GET /self-service/logout";
  if (operation.startsWith("update")) return `POST /self-service/${name}`;
  if (operation.startsWith("get")) return `GET /self-service/${name}/flows`;
  return `GET /self-service/${name}/${operation.startsWith("createNative") ? "api" : "browser"}`;
};

const checkCall = (request, [, operation, given = {}, body], context) => {
  const url = new URL(request.url);
  assert.equal(`${request.method} ${url.pathname}`, path(operation), context);
  for (const [name, value] of Object.entries(given ?? {})) {
    const found = name.startsWith("X-") ? request.headers[name.toLowerCase()] : url.searchParams.get(name);
    assert.equal(found ?? null, value, `${context} ${name}`);
  }
  if (body) assert.deepEqual(request.body, body, context);
};

const expected = ({ form, url, ...outcome }) => {
  if (form !== undefined) outcome.form = form && { flow: form };
  const [, operation, query] = url?.match(/^(create\w+)\?(.*)$/) ?? [];
  if (url !== undefined) outcome.url = operation ? `${BASE}${path(operation).slice(4)}?${query}` : url;
  return outcome;
};

const runCase = async ({ bodies }, described) => {
  const { name, kind, mode, set = {}, steps, flow, page, session_token: sessionToken } = described;
  const isUnsent = (step) => step?.[0] === "lacks_session";
  const { ory, request, respond, asked } = server(mode, !steps.some(isUnsent));
  const options = Object.fromEntries(Object.entries(set).map(([key, value]) => [camel(key), value]));
  const machine = ory.selfService(kind, { ...options, flow, page, native: mode === "native", sessionToken });
  let outcome;
  for (const [index, given] of steps.entries()) {
    const context = `${name}, step ${index}`;
    const step = filled(bodies, given);
    const [action, value] = step;
    if (action === "respond") await respond({ status: value, json: step[2], headers: step[3] });
    else if (isUnsent(step)) assert.equal(asked(), 0, context);
    else if (action === "call") isUnsent(steps[index + 1]) || checkCall(await request(), step, context);
    else if (action === "outcome") assertPart(await outcome, expected(value), context);
    else outcome = machine[action](value);
  }
};

for (const name of ["login", "registration", "recovery", "verification", "settings", "logout"]) {
  extraTest(`flow-cases-${name}`, async ({ root }) => {
    const file = JSON.parse(await readFile(join(root, "flow", `${name}.json`), "utf8"));
    assert.ok(file.cases.length > 0);
    for (const described of file.cases) await runCase(file, described);
  });
}

// One flow with these nodes, shown.
const shown = async (kind, flow) => {
  const requests = [];
  const fetch = scriptedFetch((request) => {
    requests.push(request);
    return { json: flow };
  });
  const ory = createOry({ kratosPublicUrl: BASE, cookie: "ory_kratos_session=x", fetch });
  const machine = ory.selfService(kind);
  assert.equal((await machine.start()).kind, "form");
  return { machine, requests };
};

extraTest("flow-cases-answers", async ({ root }) => {
  const { bodies, cases } = JSON.parse(await readFile(join(root, "flow/answers.json"), "utf8"));
  const form = { id: "f1", ...filled(bodies, { $: "nodes" }) };
  for (const { name, kind, answers, body, part } of cases) {
    const { machine, requests } = await shown(kind, form);
    const before = structuredClone(answers);
    const { error } = await machine.submit(answers);
    // The engine drops a list; this package lets none come so far.
    if (Array.isArray(answers)) assert.equal(error.kind, "input", name);
    else if (body) assert.deepEqual(requests.at(-1).body, body, name);
    else assertPart(requests.at(-1).body, part, name);
    assert.deepEqual(answers, before, `${name}: the answers are the caller's`);
  }
});

extraTest("flow-cases-credentials", async ({ root }) => {
  const { cases } = JSON.parse(await readFile(join(root, "flow/credentials.json"), "utf8"));
  for (const { name, answers, nodes, requests } of cases) {
    const { machine } = await shown("login", { id: "f1", ui: { nodes } });
    assertPart(machine.credentials(answers), requests, name);
  }
});

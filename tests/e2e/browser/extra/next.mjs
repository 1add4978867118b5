// The page of examples/react in Next.js, its first form rendered on the server, against the real Kratos.

import assert from "node:assert/strict";
import { createServer, request as send } from "node:http";

import { extraTest } from "../lib/harness.mjs";
import { signedInAs } from "../lib/project.mjs";
import { startNext } from "../matrix/next.mjs";
import { fill, person, press } from "../pages/person.mjs";
import { ready } from "./loaders.mjs";

// Kratos lets pages of one origin call it, and the pages of examples/login-ui are there: this puts Next's in their place.
const proxy = async (ui, next) => {
  const isNext = ({ origin, pathname }) => origin === ui && /^\/(login$|_next\/)/.test(pathname);
  const server = createServer((request, response) => {
    const url = new URL(request.url);
    const target = isNext(url) ? new URL(url.pathname + url.search, next) : url;
    const passed = send(target, { method: request.method, headers: request.headers }, (got) => {
      response.writeHead(got.statusCode, got.rawHeaders);
      got.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server: `http://127.0.0.1:${server.address().port}`, close: () => (server.close(), server.closeAllConnections()) };
};

extraTest("page-next", async (support) => {
  const { browser, kratos, ui } = support;
  const next = await startNext(await ready(support), "turbopack", kratos);
  const { server, close } = await proxy(ui, next.url);
  const context = await browser.newContext({ proxy: { server, bypass: "<-loopback>" } });
  try {
    await next.visit("/login");
    const somebody = await person(support);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    const sent = [];
    page.on("request", (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    const first = await page.goto(`${ui}/login?return_to=${encodeURIComponent(`${ui}/?next`)}`);
    const html = await first.text();
    for (const part of ['name="identifier"', 'name="password"', 'value="password"']) assert.ok(html.includes(part), html);
    assert.ok(new URL(page.url()).searchParams.has("flow") && page.url().startsWith(ui), page.url());
    await fill(page, { identifier: somebody.email, password: "not the one" });
    await press(page, "method", "password");
    await page.getByRole("alert").filter({ hasText: "credentials" }).waitFor();
    await fill(page, { identifier: somebody.email, password: somebody.password });
    await press(page, "method", "password");
    await page.waitForURL(`${ui}/?next`);
    assert.equal(await signedInAs(support, context), somebody.email);
    const asked = sent.filter((line) => line.includes("/self-service/"));
    assert.ok(asked.length > 0 && !asked.some((line) => line.includes("/browser")), `the browser started no flow: ${asked}`);
    // Somebody is signed in: the server sends the browser on.
    await page.goto(`${ui}/login`);
    await page.waitForURL(`${ui}/`);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    close();
    await next.close();
  }
});

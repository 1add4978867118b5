// The pages of examples/login-ui where the server is away, slow or strange.

import { createServer } from "node:net";

import { fill, inspect, pageTest, person, press, titled } from "./person.mjs";

const alert = (page, text) => page.getByRole("alert").filter({ hasText: text }).waitFor();

const answering = (page, kratos, answer) => page.route(`${kratos}/self-service/login**`, answer);

/** An address at which nothing listens, for now. */
const nowhere = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(`http://localhost:${port}`));
    });
  });

pageTest("server-down", async (support) => {
  const { page, context, ui } = support;
  const config = `${ui}/config.json`;
  const kratosPublicUrl = await nowhere();
  await context.route(config, (route) => route.fulfill({ json: { kratosPublicUrl } }));
  for (const path of ["/login", "/"]) {
    await page.goto(`${ui}${path}`);
    await alert(page, "cannot be reached");
    await inspect(support, path === "/" ? "home-server-down" : "login-server-down");
  }
});

pageTest("error", async (support) => {
  const { page, ui } = support;
  await page.goto(`${ui}/error?id=stub:500`);
  await titled(page, "Something went wrong");
  await alert(page, "stub");
  await inspect(support, "error");
  await page.goto(`${ui}/error?id=unknown`);
  await titled(page, "Something went wrong");
  await page.getByRole("alert").filter({ hasText: /\S/ }).waitFor();
});

pageTest("server-strange", async (support) => {
  const { page, ui, kratos } = support;
  const headers = { "access-control-allow-origin": ui, "access-control-allow-credentials": "true" };
  const html = { status: 502, headers, contentType: "text/html", body: "<html><title>Bad Gateway</title></html>" };
  const limit = { status: 429, headers: { ...headers, "retry-after": "60" }, json: { error: { code: 429, message: "too many requests" } } };
  for (const [answer, text] of [[html, "has a problem"], [limit, "wait 60 seconds"]]) {
    await answering(page, kratos, (route) => route.fulfill(answer));
    await page.goto(`${ui}/login`);
    await alert(page, text);
    await page.unroute(`${kratos}/self-service/login**`);
    await page.getByRole("button", { name: "Try again" }).click();
    await titled(page, "Sign in");
    await page.locator('[name="password"]').waitFor();
  }
});

pageTest("offline-and-back", async (support) => {
  const { page, context, ui } = support;
  const { email, password } = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  await context.setOffline(true);
  await fill(page, { identifier: email, password });
  await press(page, "method", "password");
  await alert(page, "cannot be reached");
  await context.setOffline(false);
  await press(page, "method", "password");
  await titled(page, "You are signed in");
});

pageTest("server-slow", async (support) => {
  const { page, ui, kratos } = support;
  const { email, password } = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  let submits = 0;
  await page.route(`${kratos}/self-service/login?**`, async (route) => {
    if (route.request().method() === "POST") submits += 1;
    await new Promise((done) => setTimeout(done, 1000));
    await route.continue();
  });
  await fill(page, { identifier: email, password });
  await press(page, "method", "password");
  await press(page, "method", "password");
  await titled(page, "You are signed in");
  if (submits !== 1) throw new Error(`${submits} submits`);
});

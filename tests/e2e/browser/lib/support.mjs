// What every test receives: the servers' addresses, a page of the allowed origin, and functions that call it.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { pagesOf } from "./provider.mjs";
import { serve } from "./serve.mjs";

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; see tests/README.md`);
  return value;
};

export const openSupport = async (root) => {
  const ui = need("ORY_HUB_UI");
  const tools = need("ORY_HUB_NODE_TOOLS");
  const playwright = createRequire(pathToFileURL(join(tools, "package.json"))).resolve("playwright-core");
  const { chromium } = (await import(pathToFileURL(playwright))).default;
  const kratos = need("ORY_HUB_KRATOS_PUBLIC");
  const servers = JSON.parse(process.env.ORY_HUB_PAGE_SERVERS ?? "{}");
  const server = await serve(ui, root, { kratosPublicUrl: kratos }, pagesOf(ui, servers.social?.hydra_admin_url));
  const browser = await chromium.launch({
    executablePath: need("ORY_HUB_CHROMIUM"),
    args: (process.env.ORY_HUB_CHROMIUM_ARGUMENTS ?? "--no-sandbox").split(" "),
  });
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${ui}/hub/`);
  await page.waitForFunction(() => globalThis.hub !== undefined);

  const faults = need("ORY_HUB_FAULTS");
  const getJson = async (url) => (await fetch(url)).json();
  return {
    root,
    tools,
    ui,
    page,
    browser,
    faults,
    kratos,
    admin: need("ORY_HUB_KRATOS_ADMIN"),
    servers,
    screenshots: need("ORY_HUB_SCREENSHOTS"),
    count: (fault) => getJson(`${faults}/${fault}/_count`),
    seen: (fault) => getJson(`${faults}/${fault}/_seen`),
    trapped: () => getJson(`${need("ORY_HUB_FAULTS_OTHER")}/_trapped`),
    /** Calls an operation in the page: `{ value }` or `{ error, printed, body, is }`. */
    call: (config, operation, ...values) =>
      page.evaluate(([config, operation, values]) => globalThis.attempt(config, operation, values), [config, operation, values]),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
};

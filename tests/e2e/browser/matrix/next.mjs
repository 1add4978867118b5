// Next.js: a project with the probe and the page of examples/react, built by either of its bundlers.

import { spawn } from "node:child_process";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expectProbe, probePage, project, run } from "./lib.mjs";

const NEXT = {
  "app/page.js": 'import { probe } from "../probe.js";\nimport { Client } from "./client.js";\nexport const dynamic = "force-dynamic";\nexport default async function Page() { return <><p id="server">{await probe(process.env.API)}</p><Client api={process.env.API} /></>; }',
  "app/client.js": '"use client";\nimport { useEffect } from "react";\nimport { probe } from "../probe.js";\nexport function Client({ api }) { useEffect(() => { probe(api).then((text) => (document.title = text), (e) => (document.title = "probe: " + e)); }, [api]); return null; }',
  "app/route/route.js": 'import { probe } from "../../probe.js";\nexport const dynamic = "force-dynamic";\nexport const GET = async () => new Response(await probe(process.env.API));',
  "app/edge/route.js": 'import { probe } from "../../probe.js";\nexport const runtime = "edge";\nexport const GET = async (request) => new Response(await probe(new URL(request.url).searchParams.get("api")));',
};

// examples/react: its proxy starts the flow and gives the cookies, its server renders the form.
const expectForm = async (visit) => {
  const started = await visit("/login");
  const cookies = started.headers.getSetCookie();
  const to = new URL(started.headers.get("location") ?? "none:", "http://localhost");
  if (`${to.pathname}${to.search}` !== "/login?flow=f1" || cookies.length !== 2) throw new Error(`${started.status} ${to} ${cookies}`);
  const page = await (await visit("/login?flow=f1", { cookie: "csrf_token_1=a; other=1" })).text();
  const form = page.match(/<form.*<\/form>/s)?.[0] ?? page;
  for (const part of ['name="identifier"', 'type="password"', "E-Mail &amp; more</label>"]) {
    if (!form.includes(part)) throw new Error(`no ${part} in ${form}`);
  }
};

const built = new Map();

const environment = (api) => ({ ...process.env, API: api, KRATOS_PUBLIC_URL: api, NEXT_TELEMETRY_DISABLED: "1", CI: "1" });

const build = async (world, bundler) => {
  const folder = await project(world, `next-${bundler}`);
  for (const file of ["app", "login-page.jsx", "proxy.js", "use-self-service.js"]) {
    await cp(join(world.examples, "react", file), join(folder, file), { recursive: true });
  }
  for (const [file, text] of Object.entries(NEXT)) {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await writeFile(join(folder, "package.json"), '{ "name": "project", "private": true }');
  await writeFile(join(folder, "next.config.mjs"), `export default { outputFileTracingRoot: ${JSON.stringify(world.work)}, turbopack: { root: ${JSON.stringify(world.work)} } };`);
  const program = join(world.work, "node_modules/next/dist/bin/next");
  await run("node", [program, "build", `--${bundler}`], { cwd: folder, env: environment(world.api) });
  return { folder, program };
};

/** Starts the project, which is built once, over the Kratos at that address. */
export const startNext = async (world, bundler, api) => {
  if (!built.has(bundler)) built.set(bundler, build(world, bundler));
  const { folder, program } = await built.get(bundler);
  const port = 20_000 + (process.pid % 20_000);
  const url = `http://localhost:${port}`;
  const server = spawn("node", [program, "start", "-p", `${port}`], { cwd: folder, env: environment(api), stdio: "ignore" });
  const ended = new Promise((done) => server.once("exit", done));
  const until = Date.now() + 30_000;
  const visit = async (path, headers) => {
    for (;;) {
      const response = await fetch(url + path, { redirect: "manual", headers }).catch(() => undefined);
      if (response) return response;
      if (Date.now() > until) throw new Error("next does not start");
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const close = async () => {
    server.kill();
    await ended;
  };
  return { url, visit, close };
};

export const next = (bundler) => async (world) => {
  const { url, visit, close } = await startNext(world, bundler, world.api);
  try {
    const text = async (path) => (await visit(path)).text();
    expectProbe((await text("/")).replaceAll("&#x27;", "'"));
    expectProbe(await text("/route"));
    expectProbe(await text(`/edge?api=${encodeURIComponent(world.api)}`));
    expectProbe(await probePage(world.browser, url));
    await expectForm(visit);
  } finally {
    await close();
  }
};

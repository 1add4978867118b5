// Serves the login pages of examples/login-ui, the test page (/hub/) and, under /node_modules/, the installed package, from
// the origin that Kratos allows.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

// These folders are in the root; all else is in page/.
const TOP = /^\/(node_modules|bundled|examples)\//;

// What Kratos' configuration calls pages, and their parts.
const LOGIN_UI = /^\/(login|registration|recovery|verification|settings|error)?$/;
const PARTS = /^\/(main|form)\.js$|^\/style\.css$/;

const mapped = (path) => {
  if (LOGIN_UI.test(path)) return "/examples/login-ui/index.html";
  if (PARTS.test(path)) return `/examples/login-ui${path}`;
  if (path === "/hub/") return "/index.html";
  if (path === "/untyped/ory-hub.wasm") return "/node_modules/ory-hub/dist/ory-hub.wasm";
  return path.endsWith("/") ? `${path}index.html` : path.replace(/^\/ory-hub\//, "/node_modules/ory-hub/");
};

/** `elsewhere` says where the provider's pages, `/hydra-…`, send a visitor. */
export const serve = async (origin, root, config, elsewhere) => {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, origin);
    const path = normalize(url.pathname);
    if (path.startsWith("/hydra-")) return response.writeHead(303, { location: await elsewhere(url, request.headers.cookie) }).end();
    const file = mapped(path);
    if (path === "/config.json") return response.end(JSON.stringify(config));
    try {
      const bytes = await readFile(join(root, TOP.test(file) ? "." : "page", file));
      // Streaming compilation refuses a module with a wrong content type.
      response.setHeader("content-type", (!path.startsWith("/untyped/") && TYPES[extname(file)]) || "text/plain");
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end("not here");
    }
  });
  await new Promise((done, fail) => server.once("error", fail).listen(new URL(origin).port, "127.0.0.1", done));
  return server;
};

// The origin that Kratos knows: the test pages, and the installed package under /node_modules/.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

const folders = (path) => (path.startsWith("/node_modules/") || path.startsWith("/bundled/") ? "." : "page");

export const serve = async (origin, root) => {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, origin).pathname);
    // The same module under a type that streaming compilation refuses.
    const plain = path === "/untyped/ory-hub.wasm";
    const file = plain ? "/node_modules/ory-hub/dist/ory-hub.wasm" : path === "/" ? "/index.html" : path;
    try {
      const bytes = await readFile(join(root, folders(file), file));
      response.setHeader("content-type", plain ? "application/octet-stream" : (TYPES[extname(file)] ?? "text/plain"));
      response.end(bytes);
    } catch {
      response.statusCode = 404;
      response.end("not here");
    }
  });
  await new Promise((done, fail) => server.once("error", fail).listen(new URL(origin).port, "127.0.0.1", done));
  return server;
};

// One call of each client against a server on loopback; prints `name TAB nanoseconds a round …`, the peer's first.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [home] = process.argv.slice(2);
const require = createRequire(`${home}/package.json`);
const { Configuration, FrontendApi } = require("@ory/client-fetch");
const { createOry } = await import(pathToFileURL(require.resolve("ory-hub")));
const peer = JSON.parse(await readFile(`${home}/node_modules/@ory/client-fetch/package.json`, "utf8"));

const ROUNDS = 30;
const CALLS = 200;

const session = JSON.stringify({
  id: "9f425a8d-7efc-4768-8f23-7647a74fdf13",
  active: true,
  identity: { id: "i", schema_id: "person", schema_url: "http://localhost", traits: { email: "a@b.example" } },
});
const server = createServer((_, response) => {
  response.setHeader("content-type", "application/json");
  response.end(session);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const url = `http://127.0.0.1:${server.address().port}`;

const theirs = new FrontendApi(new Configuration({ basePath: url }));
const ours = createOry({ kratosPublicUrl: url });
const contestants = [
  [`@ory/client-fetch ${peer.version}`, () => theirs.toSession({ xSessionToken: "t" })],
  ["fetch and JSON.parse", async () => (await fetch(`${url}/sessions/whoami`, { headers: { "x-session-token": "t" } })).json()],
  ["ory-hub", () => ours.toSession({ xSessionToken: "t" })],
];
const times = contestants.map(() => []);
for (let round = -3; round < ROUNDS; round++) {
  for (const [index, [, call]] of contestants.entries()) {
    const since = process.hrtime.bigint();
    for (let calls = 0; calls < CALLS; calls++) await call();
    if (round >= 0) times[index].push(Number(process.hrtime.bigint() - since) / CALLS);
  }
}
server.close();
server.closeAllConnections();
contestants.forEach(([name], index) => console.log([name, ...times[index].map(Math.round)].join("\t")));

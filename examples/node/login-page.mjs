// A login page that a server renders: no script in the browser, no state between two requests.
//
// Arguments: the public URL of Kratos, the port to listen on.

import { text } from "node:stream/consumers";
import { createServer } from "node:http";

import { createOry } from "ory-hub";

const [, , kratosPublicUrl, port] = process.argv;
const ory = createOry({ kratosPublicUrl });

const safe = (value) => `${value ?? ""}`.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const lines = (messages = []) => messages.map((message) => `<p role="alert">${safe(message.text)}</p>`).join("");

const field = ({ attributes: { name, type, value }, meta, messages }) => {
  const label = safe(meta.label?.text ?? name);
  if (type === "hidden") return `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`;
  if (type === "submit") return `<button name="${safe(name)}" value="${safe(value)}">${label}</button>`;
  return `<label>${label} <input type="${safe(type)}" name="${safe(name)}" value="${safe(value)}"></label>${lines(messages)}`;
};

const page = ({ id, nodes, messages }) => {
  const inputs = nodes.filter(({ type }) => type === "input").map(field);
  return `<!doctype html><title>Sign in</title>${lines(messages)}<form method="post" action="/login?flow=${safe(id)}">${inputs.join("")}</form>`;
};

const server = createServer(async (request, response) => {
  const parameters = new URL(request.url, "http://localhost").searchParams;
  const login = ory.selfService("login", { flow: parameters.get("flow"), cookie: request.headers.cookie ?? null });
  const outcome =
    request.method === "POST" ? await login.submit(new URLSearchParams(await text(request))) : await login.start();
  response.setHeader("set-cookie", outcome.setCookie);
  const goTo = (address) => response.writeHead(303, { location: address }).end();
  switch (outcome.kind) {
    case "form":
    case "linkAccount":
      return response.setHeader("content-type", "text/html; charset=utf-8").end(page(outcome.form));
    case "complete":
    case "verifyAddress":
    case "stepUp":
    case "reauthenticate":
      return goTo(outcome.redirectTo ?? "/");
    case "redirect":
      return goTo(outcome.url);
    case "alreadySignedIn":
      return goTo("/");
    case "signedOut":
      return goTo("/login");
    default:
      response.statusCode = 502;
      return response.end(`Signing in does not work at the moment (${outcome.error.kind})`);
  }
});

server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/login`));

// The same page with `@ory/elements-react`, which brings its own form; a program gives it the flow.

import { Configuration, FrontendApi, ResponseError } from "@ory/client-fetch";
import type { LoginFlow } from "@ory/client-fetch";
import { Login } from "@ory/elements-react/theme";
import "@ory/elements-react/theme/styles.css";
import { createRoot } from "react-dom/client";

const url = "http://localhost:4433";
const headers = { Accept: "application/json" };
const frontend = new FrontendApi(new Configuration({ basePath: url, credentials: "include", headers }));
const params = new URLSearchParams(location.search);
const root = createRoot(document.querySelector("main") as HTMLElement);
const project = {
  name: "Sign in",
  default_redirect_url: "/",
  error_ui_url: "/error",
  login_ui_url: location.pathname,
  recovery_ui_url: "/recovery",
  registration_ui_url: "/registration",
  settings_ui_url: "/settings",
  verification_ui_url: "/verification",
  recovery_enabled: true,
  registration_enabled: true,
  verification_enabled: true,
};

async function flowOf(id: string | null): Promise<LoginFlow> {
  const [aal, returnTo] = [params.get("aal") ?? undefined, params.get("return_to") ?? undefined];
  return id ? frontend.getLoginFlow({ id }) : frontend.createBrowserLoginFlow({ aal, returnTo });
}

async function open(id: string | null): Promise<void> {
  try {
    root.render(<Login flow={await flowOf(id)} config={{ sdk: { url }, project }} />);
  } catch (error) {
    if (!(error instanceof ResponseError)) return root.render(<p role="alert">The server cannot be reached.</p>);
    const body = await error.response.json().catch(() => undefined);
    if (body?.error?.id === "session_already_available") return location.assign("/");
    if (body?.redirect_browser_to) return location.assign(body.redirect_browser_to);
    if (id) return open(body?.use_flow_id ?? null); // too old, or replaced by another one
    root.render(<p role="alert">{body?.error?.reason ?? "The server has a problem."}</p>);
  }
}

await open(params.get("flow"));

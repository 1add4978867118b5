// The pages of a sign-in provider over Hydra. It takes a visitor for whoever the cookie `provider_account` names: an
// address, somebody without one, or somebody who refuses. Clients other than Kratos are sent to our own login page.

const json = async (url, method = "GET", body = undefined) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
};

const accountOf = (cookie) => decodeURIComponent(cookie?.match(/provider_account=([^;]*)/)?.[1] ?? "nobody");

/** Where the pages of a provider send a visitor. */
export const pagesOf = (ui, hydraAdmin) => async (url, cookie) => {
  const requests = `${hydraAdmin}/admin/oauth2/auth/requests`;
  const account = accountOf(cookie);
  const [kind, challenge] = url.pathname === "/hydra-login" ? ["login", "login_challenge"] : ["consent", "consent_challenge"];
  const query = `${challenge}=${encodeURIComponent(url.searchParams.get(challenge) ?? "")}`;
  const asked = await json(`${requests}/${kind}?${query}`);
  const put = (verdict, body) => json(`${requests}/${kind}/${verdict}?${query}`, "PUT", body);
  if (kind === "consent") {
    const claims = asked.subject.includes("@") ? { email: asked.subject, email_verified: true } : {};
    const accepted = { grant_scope: asked.requested_scope, session: { id_token: claims } };
    return (await put("accept", accepted)).redirect_to;
  }
  if (asked.client.client_id !== "kratos") return `${ui}/login?${query}`;
  const verdict = account === "refuses" ? put("reject", { error: "access_denied" }) : put("accept", { subject: account });
  return (await verdict).redirect_to;
};

/** The visitor's account at the provider. */
export const useAccount = ({ context, ui }, account) =>
  context.addCookies([{ name: "provider_account", value: encodeURIComponent(account), url: ui }]);

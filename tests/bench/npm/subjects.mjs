// What is measured, of each client: runs in Node and in a page. `theirs` and `ours` are the packages' modules.

/** A session, and a login flow of fifteen nodes as a 400 shows it. */
export const SESSION = {
  id: "9f425a8d-7efc-4768-8f23-7647a74fdf13",
  active: true,
  identity: { id: "i", schema_id: "person", schema_url: "http://localhost", traits: { email: "a@b.example" } },
};

const node = (group, name, type, value) => ({
  type: "input",
  group,
  attributes: { name, type, value, disabled: false, node_type: "input" },
  messages: [],
  meta: { label: { id: 1070001, text: name, type: "info", context: { title: name } } },
});

export const FLOW = {
  id: "f3b2d1c0-0000-4000-8000-000000000001",
  type: "browser",
  state: "choose_method",
  issued_at: "2030-01-01T00:00:00Z",
  expires_at: "2030-01-01T01:00:00Z",
  request_url: "http://localhost/self-service/login/browser",
  ui: {
    action: "http://localhost/self-service/login",
    method: "POST",
    messages: [{ id: 4000006, text: "The provided credentials are invalid.", type: "error" }],
    nodes: [
      node("default", "csrf_token", "hidden", "a token of the form"),
      node("default", "identifier", "text", "a@b.example"),
      node("password", "password", "password"),
      node("password", "method", "submit", "password"),
      node("code", "method", "submit", "code"),
      node("passkey", "passkey_login", "hidden"),
      node("webauthn", "webauthn_login", "hidden"),
      node("totp", "totp_code", "text"),
      node("lookup_secret", "lookup_secret", "text"),
      ...["apple", "facebook", "github", "google", "microsoft", "x"].map((provider) => node("oidc", "provider", "submit", provider)),
    ],
  },
};

const PLAIN = "fetch and JSON.parse";

// What every client is made with; a test of loading has a `fetch` of its own.
export const clients = {
  theirs: ({ Configuration, FrontendApi }, basePath, fetchApi) => new FrontendApi(new Configuration({ basePath, credentials: "include", fetchApi })),
  ours: ({ createOry }, kratosPublicUrl, fetch) => createOry({ kratosPublicUrl, cookie: "ory_kratos_session=x", fetch }),
};

/** One `toSession`. */
const call = async ({ theirs, ours }, url) => {
  const [their, our] = [clients.theirs(theirs, url), clients.ours(ours, url)];
  const headers = { "x-session-token": "t" };
  return {
    theirs: () => their.toSession({ xSessionToken: "t" }),
    [PLAIN]: async () => (await fetch(`${url}/sessions/whoami`, { headers })).json(),
    ours: () => our.toSession({ xSessionToken: "t" }),
  };
};

// What a page does by hand: the fields that the form has already, what was entered, and the method.
const bodyByHand = (nodes, entered) => {
  const body = {};
  for (const { group, attributes } of nodes) {
    const { name, type, value } = attributes;
    if ((group === "default" || group === "password") && type !== "submit" && value !== undefined) body[name] = value;
  }
  return { ...body, ...entered, method: "password" };
};

/** One submit of a wrong password: the body out of the form, the call, the next form out of the 400. */
const submit = async ({ theirs, ours }, url) => {
  const their = clients.theirs(theirs, url);
  const login = clients.ours(ours, url).selfService("login");
  let flow = await their.createBrowserLoginFlow();
  await login.start();
  const entered = { identifier: "a@b.example", password: "wrong" };
  return {
    theirs: async () => {
      try {
        await their.updateLoginFlow({ flow: flow.id, updateLoginFlowBody: bodyByHand(flow.ui.nodes, entered) });
      } catch (error) {
        flow = await error.response.json();
      }
    },
    ours: async () => {
      const outcome = await login.submit(entered);
      if (outcome.reason !== "invalid") throw new Error(`${outcome.kind} ${outcome.error}`);
    },
  };
};

const WHAT = { call, submit };
const CALLS = 100;

/** Nanoseconds of one call of each, for every round. */
export const measure = async (what, modules, url, rounds = 30) => {
  const subjects = Object.entries(await WHAT[what](modules, url));
  const times = Object.fromEntries(subjects.map(([name]) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    for (const [name, run] of subjects) {
      const since = performance.now();
      for (let calls = 0; calls < CALLS; calls++) await run();
      if (round >= 0) times[name].push(((performance.now() - since) * 1e6) / CALLS);
    }
  }
  return times;
};

/** Nanoseconds from the start of loading a module to the request of the first call. */
export const load = async (name, importModule) => {
  const since = performance.now();
  const module = await importModule();
  return new Promise((done, fail) => {
    const fetch = () => {
      done((performance.now() - since) * 1e6);
      return new Promise(() => {});
    };
    clients[name](module, "http://localhost:4433", fetch).toSession({ xSessionToken: "t" }).catch(fail);
  });
};

// A self-service flow: the engine says what to call and what came out, this calls it.

import { settled } from "./attempt.js";
import { jsonOf, known, optional, refuse } from "./check.js";
import { OryError, isOryError } from "./error.js";
import { advanceFlow, credentialRequests, openFlow } from "./host.js";
import { camel, snake } from "./names.js";
import { ROWS } from "./operations.js";
import { knownHeaders } from "./response.js";
import { isMap, isSet } from "./values.js";
import { useCredential } from "./webauthn.js";

// What `advanceFlow` takes.
const [START, SUBMIT, RESUME, RETURNED, RESPOND, LACKS_SESSION, ABANDON] = [0, 1, 2, 3, 4, 5, 6];

// Outcomes after which somebody else may be signed in.
const CHANGES = ["complete", "signedOut", "stepUp"];

// Data only: the module must not run code of the caller.
const data = (answers) => {
  const isForm = typeof answers?.entries === "function" && !Array.isArray(answers);
  return JSON.parse(jsonOf("what was answered", isForm ? Object.fromEntries(answers.entries()) : answers ?? {}));
};

// Arguments of the engine as options of a call.
const argumentsOf = (given) => Object.fromEntries(Object.entries(given).map(([key, text]) => [camel(key), text]));

const listAt = (path, value) => (Array.isArray(value) ? value : refuse("decode", `${path} of the flow is not a list`));

const formOf = (flow) => {
  const { ui, id } = flow;
  const nodes = listAt("ui.nodes", ui.nodes);
  const groups = [];
  for (const node of nodes.filter(isMap)) {
    let group = groups.find(({ name }) => name === node.group);
    if (!group) groups.push((group = { name: node.group, nodes: [] }));
    group.nodes.push(node);
  }
  return { id, ui, nodes, groups, messages: listAt("ui.messages", ui.messages ?? []), flow };
};

/** `host` calls operations by their names; its `changed` is told when somebody signed in or out. */
export const selfService = (host, kind, given) => {
  const { signal, headers, timeoutMs, deadlineMs, cookie, native: wanted, ...options } = optional("the last argument of selfService", given);
  const fixed = { headers, timeoutMs, deadlineMs, cookie };
  const { operationOf, config } = host;
  const name = `${kind}Flow`.replace(/^./, (letter) => letter.toUpperCase());
  const create = operationOf(`createBrowser${name}`);
  if (!create) refuse("input", `there is no flow \`${kind}\``);
  const texts = { kind };
  // A visitor's cookies stand for another person than the client's token.
  const token = options.sessionToken || (cookie === undefined ? config.sessionToken : undefined);
  const native = wanted ?? Boolean(token);
  if (native && token) texts.session_token = token;
  if (!native && typeof document === "object") texts.page = location.href;
  // A page gives all that its address may say to whatever flow it shows; signing out is no such flow.
  const words = kind === "logout" ? create.packed.names : ROWS.split(/\W/);
  known(options, (key) => key === "sessionToken" || words.includes(snake(key)));
  for (const [key, value] of Object.entries(options)) {
    if (isSet(value) && !/^(st|bo)/.test(typeof value)) refuse("input", `${key} is not a text`);
    if (isSet(value) && value !== false && value !== "") texts[snake(key)] = `${value}`;
  }
  const created = native ? operationOf(`createNative${name}`) : create;
  const engine = openFlow((created ?? create).packed, texts, native);

  let shown;
  let running;

  const drive = async (action, value, options) => {
    const own = optional("the last argument of a step", options);
    known(own, (key) => key === "signal");
    const setCookie = [];
    let failure;
    let last;
    let step = advanceFlow(engine, action, value, 0, undefined);
    const call = { ...fixed, signal: own.signal ?? signal };
    while (step?.call && !step.kind) {
      const result = await host.execute(operationOf(step.call), { ...call, body: step.body, ...argumentsOf(step.arguments) });
      setCookie.push(...(result.setCookie ?? []));
      failure = result.error;
      last = { operation: step.call, status: result.status };
      step = result.headers
        ? advanceFlow(engine, RESPOND, result.value, result.status, knownHeaders(result.headers))
        : advanceFlow(engine, failure.lacksSession ? LACKS_SESSION : ABANDON, undefined, 0, undefined);
    }
    const { call: target, arguments: given, ...outcome } = step ?? { kind: "failed" };
    if (target) outcome.url = host.urlOf(operationOf(target), { ...call, ...argumentsOf(given) });
    // A server speaks of its own addresses.
    if (outcome.url && !/^[\w+.-]+:/.test(outcome.url)) outcome.url = new URL(outcome.url, config.kratosPublicUrl ?? config.projectUrl).href;
    if (outcome.kind === "failed") {
      outcome.error = failure ?? new OryError({ kind: "decode", ...last, message: "the answer is neither a flow nor its result" });
    }
    if (outcome.form) outcome.form = shown = formOf(outcome.form);
    if (CHANGES.includes(outcome.kind) && kind !== "verification") {
      // Another one's session ended for nobody who listens here.
      host.changed(kind === "logout" && cookie === undefined && token === config.sessionToken);
    }
    return { ...outcome, setCookie };
  };

  // One after the other: the engine knows one call at a time.
  const run = (action, value, own) => {
    const before = running;
    const step = async () => {
      if (before) await settled(before, own?.signal ?? signal);
      return drive(action, value?.(), own);
    };
    const result = step().catch((error) => failed(error));
    running = Promise.all([before, result]);
    return result;
  };

  const failed = (cause) => ({
    kind: "failed",
    error: isOryError(cause) ? cause : new OryError({ kind: "input", message: `${cause?.message ?? cause}` }, {}, cause),
    setCookie: [],
  });

  const flow = {
    start: (own) => run(START, undefined, own),
    submit: (answers, own) => run(SUBMIT, () => data(answers), own),
    resume: (own) => run(RESUME, undefined, own),
    returned: (address, own) => run(RETURNED, () => `${address}`, own),
    credentials: (answers) => (shown ? credentialRequests(shown.flow, data(answers)) : []),
    submitCredential: async (answers, options) => {
      try {
        const { method, mediation, ...own } = optional("the last argument of submitCredential", options);
        const given = data(answers);
        const request = flow.credentials(given).find((known) => (method ?? known.method) === known.method);
        const answer = await useCredential(request, { signal, mediation, ...own });
        return await flow.submit({ ...given, ...answer }, own);
      } catch (error) {
        return failed(error);
      }
    },
  };
  return flow;
};

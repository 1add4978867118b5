// Makes a client: checks the configuration, then one method per operation.

import { caller } from "./call.js";
import { check, known, optional, refuse } from "./check.js";
import { oryCookies } from "./cookies.js";
import { checkConfig } from "./host.js";
import { camel, inCamel, snake } from "./names.js";
import { CONFIG, ROWS } from "./operations.js";
import { selfService } from "./self-service.js";
import { sessions } from "./session.js";
import { isSet } from "./values.js";

// The configuration as the module reads it: text by the names of the other languages.
const textFields = ({ cookie, cookieNames, ...config }) => {
  const fields = {};
  for (const [key, value] of Object.entries({ ...config, cookie: cookie && oryCookies(cookie, cookieNames) })) {
    if (isSet(value) && (value !== "" || key.endsWith("Url"))) fields[snake(key)] = `${value}`;
  }
  return fields;
};

// An operation's row of the table: its name, four marks, the path, then each parameter after the mark of its kind.
const describe = (name, row) => {
  const params = row.match(/[?!+:=][\w-]+/g) ?? [];
  const positional = params.filter((param) => /[!=]/.test(param[0])).map((param) => camel(param.slice(1)));
  if (row[2] !== "-") positional.push("body");
  const names = params.map((param) => param.slice(1));
  return {
    name,
    params: names.map(camel),
    positional,
    // For the module.
    packed: { row, names, kinds: params.map(([kind]) => kind).join(""), path: row.slice(4).split(/[?!+:=]/)[0].split(/\{.*?\}/) },
  };
};

const rows = new Map(ROWS.split("\n").map((line) => line.split(" ")));
const described = new Map();

// An operation is taken apart when it is used first.
const operationOf = (name) => {
  if (!described.has(name) && rows.has(name)) described.set(name, describe(name, rows.get(name)));
  return described.get(name);
};

// Methods take the required parameters, the body, then one object with the rest.
const named = ({ name, params, positional }, values) => {
  const given = { ...optional(`the last argument of ${name}`, values[positional.length]), body: undefined };
  positional.forEach((key, index) => (given[key] = values[index]));
  known(given, (key) => params.includes(key) || /^(body|cookie|deadlineMs|headers|signal|timeoutMs)$/.test(key));
  return given;
};

// An operation and its options, from the values of a call.
const asked = (name, values) => {
  const operation = operationOf(name);
  return [operation, named(operation, values)];
};

const methods = (execute, read, urlOf, called) => {
  const client = {};
  for (const [name, row] of rows) {
    const call = async (...values) => {
      const [operation, given] = asked(name, values);
      const result = await execute(operation, given);
      called(name, given, result.error);
      if (result.error) throw result.error;
      return read(result);
    };
    client[name] = row[3] === "u" ? (...values) => urlOf(...asked(name, values)) : call;
  }
  return client;
};

// Besides those, as `OryConfig` declares them.
const OWN = "cookieNames deadlineMs headers observer fetch";
const KNOWN = `${CONFIG} ${OWN}`.split(" ");

export const createClient = (config) => {
  const own = { ...config };
  check("config", own);
  const fields = textFields(own);
  const wrong = checkConfig(fields);
  if (wrong) refuse(wrong.kind, inCamel(wrong.message));
  known(own, (key) => KNOWN.includes(key), "config");
  own.headers = { ...own.headers };
  const { execute, urlOf } = caller(own, fields);
  const { changed, called, ...watch } = sessions(
    async (options) => execute(...asked("toSession", [options])),
    own.kratosPublicUrl ?? own.projectUrl,
  );
  const client = methods(execute, ({ value }) => value, urlOf, called);
  const host = { operationOf, config: own, execute, urlOf, changed };
  const further = {
    ...watch,
    selfService: (kind, options) => selfService(host, kind, options),
    logout: async (options) => selfService(host, "logout", optional("the argument of logout", options)).start(),
  };
  // They are no operations, so they are not listed among them.
  for (const [key, value] of Object.entries(further)) Object.defineProperty(client, key, { value });
  let responses;
  Object.defineProperty(client, "withResponse", { get: () => (responses ??= methods(execute, (result) => result, urlOf, called)) });
  return client;
};

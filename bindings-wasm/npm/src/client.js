// Makes a client: checks the configuration, then one method per operation.

import { caller } from "./call.js";
import { check, optional, refuse } from "./check.js";
import { oryCookies } from "./cookies.js";
import { checkConfig } from "./host.js";
import { camel, inCamel, snake } from "./names.js";
import { ROWS } from "./operations.js";
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
const describe = (line) => {
  const [name, row] = line.split(" ");
  const params = row.match(/[?!+:=][\w-]+/g) ?? [];
  const positional = params.filter((param) => /[!=]/.test(param[0])).map((param) => camel(param.slice(1)));
  if (row[2] !== "-") positional.push("body");
  const names = params.map((param) => param.slice(1));
  return {
    name,
    isAddress: row[3] === "u",
    params: names.map(camel),
    positional,
    // For the module.
    packed: { row, names, kinds: params.map(([kind]) => kind).join(""), path: row.slice(4).split(/[?!+:=]/)[0].split(/\{.*?\}/) },
  };
};

let all;

// Methods take the required parameters, the body, then one object with the rest.
const named = ({ name, positional }, values) => {
  const given = { ...optional(`the last argument of ${name}`, values[positional.length]), body: undefined };
  positional.forEach((key, index) => (given[key] = values[index]));
  return given;
};

const methods = (execute, read, urlOf, called) => {
  const client = {};
  for (const operation of all.values()) {
    const call = async (...values) => {
      const given = named(operation, values);
      const result = await execute(operation, given);
      called(operation.name, given, result.error);
      if (result.error) throw result.error;
      return read(result);
    };
    client[operation.name] = operation.isAddress ? (...values) => urlOf(operation, named(operation, values)) : call;
  }
  return client;
};

export const createClient = (config) => {
  const own = { ...config };
  check("config", own);
  const fields = textFields(own);
  const wrong = checkConfig(fields);
  if (wrong) refuse(wrong.kind, inCamel(wrong.message));
  all ??= new Map(ROWS.split("\n").map(describe).map((operation) => [operation.name, operation]));
  const { execute, urlOf } = caller(own, fields);
  const { changed, called, ...watch } = sessions(
    (options) => execute(all.get("toSession"), options),
    own.kratosPublicUrl ?? own.projectUrl,
  );
  const client = methods(execute, ({ value }) => value, urlOf, called);
  const host = { operations: all, config: own, execute, urlOf, changed };
  const further = {
    ...watch,
    selfService: (kind, options) => selfService(host, kind, options),
    logout: async (options) => selfService(host, "logout", optional("the argument of logout", options)).start(),
    withResponse: methods(execute, (result) => result, urlOf, called),
  };
  // They are no operations, so they are not listed among them.
  for (const [key, value] of Object.entries(further)) Object.defineProperty(client, key, { value });
  return client;
};

// Makes a client: checks the configuration, then one method per operation.

import { caller } from "./call.js";
import { oryCookies } from "./cookies.js";
import { OryError } from "./error.js";
import { addOperation, checkConfig } from "./module.js";
import { ROWS } from "./operations.js";

const camel = (name) => name.toLowerCase().replace(/[-_]./g, (pair) => pair[1].toUpperCase());
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

// What is read by JavaScript alone, and not by the module.
const NUMBERS = ["timeoutMs", "deadlineMs", "maxRetries"];

const fail = (kind, message) => {
  // The module names fields as the other languages do.
  throw new OryError({ kind, message: message.replace(/[a-z]+(_[a-z]+)+/g, camel) });
};

// The configuration as the module reads it: text by the names of the other languages.
const textFields = ({ cookie, cookieNames, ...config }) => {
  const fields = {};
  for (const [key, value] of Object.entries({ ...config, cookie: cookie && oryCookies(cookie, cookieNames) })) {
    if (value !== undefined && value !== null && (value !== "" || key.endsWith("Url"))) fields[snake(key)] = `${value}`;
  }
  return fields;
};

// An operation's row of the table: its name, four marks, the path, then each parameter after the mark of its kind.
const describe = (line, index) => {
  const [name, row] = line.split(" ");
  const params = row.match(/[?!+:=][\w-]+/g) ?? [];
  const positional = params.filter((param) => /[!=]/.test(param[0])).map((param) => camel(param.slice(1)));
  if (row[2] !== "-") positional.push("body");
  addOperation(index, row);
  return { index, name, params: params.map((param) => camel(param.slice(1))), positional };
};

let all;

const methods = (call) => {
  const client = {};
  all ??= ROWS.split("\n").map(describe);
  for (const operation of all) client[operation.name] = (...values) => call(operation, values);
  return client;
};

export const createClient = (config) => {
  const own = { ...config };
  for (const field of NUMBERS) {
    const value = own[field] ?? 0;
    // A number that is not one would mean no limit, or retries for ever.
    if (!(Number.isInteger(value) && value >= 0 && value < 2 ** 31)) {
      fail("config", `${field} is not a whole number from 0 to 2147483647`);
    }
  }
  const fields = textFields(own);
  const wrong = checkConfig(fields);
  if (wrong) fail(wrong.kind, wrong.message);
  const call = caller(own, fields, camel);
  const client = methods(async (...given) => (await call(...given)).value);
  // It is no operation, so it is not listed among them.
  return Object.defineProperty(client, "withResponse", { value: methods(call) });
};

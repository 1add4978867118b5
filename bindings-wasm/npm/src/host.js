// What the WebAssembly module asks of JavaScript: to read a value, and to note a fact. One line each.

const kinds = ["string", "number", "boolean"];
const camel = (name) => name.toLowerCase().replace(/[-_]./g, (pair) => pair[1].toUpperCase());

let noted;

// Runs what notes facts, and gives them as one object.
export const collect = (work) => {
  noted = {};
  work();
  return noted;
};

export const get = (value, key) => value?.[key] ?? undefined;
export const size = (value) => (Array.isArray(value) ? value.length : -(typeof value === "object"));
export const text = (value, kind) => (typeof value === kinds[kind] ? `${value}` : undefined);
export const json = (value) => JSON.stringify(value);
export const argument = (values, name, index) => {
  const value = [values[camel(name)]].flat()[index];
  return value == null ? undefined : `${value}`;
};
export const note = (key, value) => void (noted[key] = value);
export const header = (name, value) => void ((noted.headers ??= {})[name] = value);

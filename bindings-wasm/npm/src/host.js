// What the WebAssembly module asks of JavaScript: to read a value, and to note a fact. One line each.
// Values stay here: the module knows them by their place in a list that lasts for one question.

const kinds = ["string", "number", "boolean"];
const camel = (name) => name.toLowerCase().replace(/[-_]./g, (pair) => pair[1].toUpperCase());

let values, noted;

// Asks the module about these values (their places begin at 1), and gives what it noted: facts, headers.
export const ask = (about, question) => {
  values = [undefined, ...about];
  noted = [{}, {}];
  question();
  return noted;
};

export const get = (place, key) => (values[place]?.[key] == null ? 0 : values.push(values[place][key]) - 1);
export const size = (place) => (Array.isArray(values[place]) ? values[place].length : -(typeof values[place] === "object"));
export const text = (place, kind) => (typeof values[place] === kinds[kind] ? `${values[place]}` : undefined);
export const json = (place) => JSON.stringify(values[place]);
export const named = (place, name, index) => {
  const value = [values[place][camel(name)]].flat()[index];
  return value == null ? undefined : `${value}`;
};
export const note = (about, key, value) => void (noted[about][key] = value);

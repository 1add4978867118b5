// What the WebAssembly module asks of JavaScript: to read a value, and to note a fact. One line each.
// Values stay here: the module knows them by their place in a list that lasts for one question.

export const camel = (name) => name.toLowerCase().replace(/[-_]./g, (pair) => pair[1].toUpperCase());

let values, noted;

// Asks the module about these values (their places begin at 1), and gives what it noted: facts, headers.
export const ask = (about, question) => {
  values = [undefined, ...about];
  noted = [{}, {}];
  question();
  return noted;
};

const plain = (value) => typeof value === "object" && !Array.isArray(value);

export const get = (place, key) => (values[place]?.[key] == null ? 0 : values.push(values[place][key]) - 1);
export const object = (place) => plain(values[place]);
export const first = (place, key, numbers) =>
  [values[place][key]].find((value) => (typeof value === "string" ? value : numbers && typeof value === "number"));
export const named = (place, name, index) => [values[place][camel(name)]].flat()[index];
export const note = (about, key, value) => void (noted[about][key] = (noted[about][key] ?? "") + value);
export const wait = (seconds) => void (noted[0].retryAfter = seconds);
export const details = (place, beside, names) => {
  let whole = values[place];
  for (const name of names.split(" ")) {
    const fact = values[beside][name];
    if (fact != null && whole?.[name] == null) {
      whole = { ...(whole === undefined || plain(whole) ? whole : { details: whole }), [name]: fact };
    }
  }
  noted[0].details ??= whole;
};

// What the WebAssembly module asks of JavaScript: to read and to write a value. One line each.

const some = (value) => value ?? undefined;

export const get = (value, key) => some(value?.[key]);
export const at = (value, index) => some(value?.[index]);
export const len = (value) => (Array.isArray(value) ? value.length : 0);
export const text = (value) => (typeof value === "string" ? value : undefined);
export const bool = (value) => (typeof value === "boolean" ? value : undefined);
export const number = (value) => (typeof value === "number" || typeof value === "bigint" ? `${value}` : undefined);
export const isObject = (value) => !!value && typeof value === "object" && !Array.isArray(value);
export const isValue = (value) => value != null;
export const json = (value) => JSON.stringify(value);
export const header = (headers, name) => some(headers.get(name));
export const same = (value) => value;
export const object = () => ({});
export const setText = (object, key, value) => void (object[key] = value);
export const setNumber = setText;
export const setValue = setText;
export const setJson = (object, key, value) => void (object[key] = JSON.parse(value));

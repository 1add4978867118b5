// Names of options and fields, as JavaScript spells them and as the module does, which follows the other languages.

export const camel = (name) => name.toLowerCase().replace(/[-_]./g, (pair) => pair[1].toUpperCase());
export const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A message of the module, with its names as JavaScript spells them. */
export const inCamel = (message) => message.replace(/[a-z]+(_[a-z]+)+/g, camel);

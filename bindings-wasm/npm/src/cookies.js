// A visitor's cookies of which only Ory's are passed on.

const OWN = /^(__host-|__secure-)?(ory_|csrf_token_)|_csrf_token$/i;

/** The cookies of a `Cookie` header that Ory's servers set, and those of these names. */
export const oryCookies = (header, names) =>
  `${header ?? ""}`
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => {
      const name = pair.split("=", 1)[0];
      return OWN.test(name) || names?.includes(name);
    })
    .join("; ");

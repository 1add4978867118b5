// Which base URLs may be used: core's rules (`core/src/request/base_url.rs`), where regular expressions weigh nothing.

const RULES = [
  [/^$/, "is empty"],
  [/^(?!https?:\/\/)/i, "needs to begin with https:// or http://"],
  [/[\0- \x7f\\]/, "holds a space, a backslash or a control character"],
  [/[?#]/, "holds a query or a fragment"],
  [/(?<!:\/)\/(\.|%2e){1,2}(\/|$)/i, "holds a dot segment"],
  [/^\w+:\/\/[^/]*@/, "holds a user name or a password; use the fields for credentials"],
  [/^\w+:\/\/(?!(\[[^/\]]*]|[^/:[][^/:]*)(:(?!0+(\/|$))\d{1,5})?(\/|$))/, "has no valid host and port"],
];
const REMOTE = /^http:\/\/(?!(\[::1]|localhost|127(\.\d{1,3}){3})(:\d+)?(\/|$))/i;

// What is wrong with a URL. The URL itself is not repeated: it may hold a password.
export const fault = (url, insecure) => {
  for (const [wrong, words] of RULES) if (wrong.test(url)) return words;
  if (!insecure && REMOTE.test(url)) return "uses http:// towards another machine; use https:// or set allowInsecureHttp";
  if (!URL.canParse(url)) return RULES.at(-1)[1];
};

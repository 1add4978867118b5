// The rules for JavaScript and TypeScript that is written by hand or generated here.

import js from "@eslint/js";
import globals from "globals";
import tseslint from "typescript-eslint";

export default tseslint.config(
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { eqeqeq: ["error", "always", { null: "ignore" }], "no-var": "error", "prefer-const": "error" },
  },
  {
    files: ["tests/e2e/browser/{cases,extra}/*.mjs"],
    languageOptions: { globals: { hub: "readonly", controller: "readonly", pending: "readonly" } },
  },
  { files: ["examples/react/**"], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
  { files: ["**/*.{ts,tsx}"], extends: [tseslint.configs.strict] },
);

// Runs all tests, in this order: the login cases share one browser session.

import "./cases/login.mjs";
import "./cases/errors.mjs";
import "./extra/page.mjs";
import "./extra/node.mjs";
import "./extra/rules.mjs";
import "./extra/comforts.mjs";
import "./extra/arguments.mjs";
import "./extra/redaction.mjs";
import "./extra/flow-cases.mjs";
import "./extra/self-service.mjs";
import "./extra/signing-out.mjs";
import "./extra/watching.mjs";
import "./pages/login.mjs";
import "./pages/account.mjs";
import "./pages/faults.mjs";
import "./pages/setups.mjs";
import "./pages/social.mjs";
import "./pages/tabs.mjs";
import "./extra/examples.mjs";
import "./extra/react.mjs";
import "./extra/client-fetch.mjs";
import "./extra/login-pages.mjs";
import "./cases/faults.mjs";
import "./cases/client_guarantees.mjs";
import "./extra/package.mjs";
import "./extra/loaders.mjs";
import "./extra/next.mjs";
import { runAll } from "./lib/harness.mjs";
import { openSupport } from "./lib/support.mjs";

const support = await openSupport(import.meta.dirname);
try {
  const failed = await runAll(support);
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  await support.close();
}

// Errors of a real Kratos.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { driverCase } from "../lib/harness.mjs";

driverCase("error-missing", async ({ call, kratos }) => {
  const { is, printed, error } = await call({ kratosPublicUrl: kratos }, "getLoginFlow", randomUUID());
  assert.ok(is);
  assert.equal(error.kind, "api");
  assert.equal(error.operation, "getLoginFlow");
  assert.equal(error.status, 404);
  assert.equal(error.code, "404");
  assert.ok(error.message.length > 0);
  for (const field of ["id", "retryAfter", "details"]) assert.equal(error[field], undefined, field);
  assert.equal(JSON.parse(error.body).error.code, 404);
  assert.match(printed, /getLoginFlow.*404/);
  assert.ok(!printed.includes("\n"));
});

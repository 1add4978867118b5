// One browser, two tabs of examples/login-ui.

import assert from "node:assert/strict";

import { fill, pageTest, person, press, signIn, signOut, titled } from "./person.mjs";

const submit = async (page, { email, password }) => {
  await fill(page, { identifier: email, password });
  await press(page, "method", "password");
};

/** A login page in a first tab, and a second tab. */
const twoTabs = async (support) => {
  const { page, context, ui } = support;
  const somebody = await person(support);
  await page.goto(`${ui}/login`);
  await titled(page, "Sign in");
  return { somebody, other: { ...support, page: await context.newPage() } };
};

pageTest("other-tab-signs-in", async (support) => {
  const { page } = support;
  const { somebody, other } = await twoTabs(support);
  await signIn(other, somebody);
  await titled(other.page, "You are signed in");
  // The cookie has turned, and the person is signed in already: nothing more to ask.
  await submit(page, somebody);
  await titled(page, "You are signed in");
});

pageTest("other-tab-signs-in-and-out", async (support) => {
  const { page } = support;
  const { somebody, other } = await twoTabs(support);
  await signIn(other, somebody);
  await titled(other.page, "You are signed in");
  await signOut(other);
  // The first tab's form is void, and a new one takes its place.
  await submit(page, somebody);
  await page.getByRole("alert").filter({ hasText: "too long" }).waitFor();
  await submit(page, somebody);
  await titled(page, "You are signed in");
});

pageTest("used-flow", async (support) => {
  const { page, kratos } = support;
  const somebody = await person(support);
  await page.goto(`${kratos}/self-service/login/browser`);
  await titled(page, "Sign in");
  const used = page.url();
  assert.match(used, /flow=/);
  await submit(page, somebody);
  await titled(page, "You are signed in");
  // The address of the flow, from the history or from a mail.
  await page.goto(used);
  await titled(page, "You are signed in");
  await signOut(support);
  await page.goto(used);
  await page.getByRole("alert").filter({ hasText: "too long" }).waitFor();
  await submit(page, somebody);
  await titled(page, "You are signed in");
});

// Registers somebody, signs in without a browser, asks who is signed in, signs out, and handles an error.
//
// Argument: the public URL of Kratos.

import { createOry, isOryError } from "ory-hub";

const ory = await createOry({ kratosPublicUrl: process.argv[2] });
const identifier = `ada-${crypto.randomUUID()}@example.com`;
const password = crypto.randomUUID();

const registration = await ory.createNativeRegistrationFlow();
await ory.updateRegistrationFlow(registration.id, { method: "password", password, traits: { email: identifier } });

const login = await ory.createNativeLoginFlow();
const { session_token } = await ory.updateLoginFlow(login.id, { method: "password", identifier, password });
const session = await ory.toSession({ xSessionToken: session_token });
console.log("signed in", session.identity.traits.email);

await ory.performNativeLogout({ session_token });
try {
  await ory.toSession({ xSessionToken: session_token });
} catch (error) {
  if (!isOryError(error) || error.status !== 401) throw error;
  console.log("signed out:", error.message);
}

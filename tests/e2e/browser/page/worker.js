// The package in a worker.

import { createOry } from "/node_modules/ory-hub/dist/ory-hub.js";

addEventListener("message", async ({ data }) => {
  const ory = await createOry(data.config);
  postMessage(await ory.toSession().then((session) => session.identity.traits.email, (error) => `${error}`));
});

// What every environment runs: a value, an error, and that the error is known as ours.

import { createOry, isOryError } from "ory-hub";

export const probe = async (kratosPublicUrl) => {
  const ory = createOry({ kratosPublicUrl, sessionToken: "ory_st_probe" });
  const session = await ory.toSession();
  const error = await ory.getLoginFlow("missing").catch((caught) => caught);
  return `probe: ${session.id} | ${error.kind} ${error.status} ${error.operation} ${error.requestId} | ${isOryError(error)}`;
};

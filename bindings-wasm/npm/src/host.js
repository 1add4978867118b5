// What the rest of the package calls of the Rust module: its functions, with values where the module knows numbers.

import {
  advanceFlow as moduleAdvanceFlow,
  checkConfig as moduleCheckConfig,
  credentialRequests as moduleCredentialRequests,
  nextDelay as moduleNextDelay,
  openFlow as moduleOpenFlow,
  parseError as moduleParseError,
  plan as modulePlan,
} from "./module.js";
import { run } from "./values.js";

export const checkConfig = (...given) => run(moduleCheckConfig, [0], given);
export const nextDelay = (...given) => run(moduleNextDelay, [0, 3], given);
export const parseError = (...given) => run(moduleParseError, [0, 2, 3], given);
export const plan = (...given) => run(modulePlan, [0, 1, 2], given);
export const credentialRequests = (...given) => run(moduleCredentialRequests, [0, 1], given);

/** Opens a flow; it goes on by `advanceFlow` and ends by `closeFlow` of its number. */
export const openFlow = (...given) => {
  const flow = {};
  flow.number = run(moduleOpenFlow, [0, 1], given, flow);
  return flow;
};
export const advanceFlow = (flow, ...given) => run(moduleAdvanceFlow, [2, 4], [flow.number, ...given], flow);

export { closeFlow } from "./module.js";

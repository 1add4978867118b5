// What the rest of the package calls of the Rust module: its functions, with values where the module knows numbers.

import {
  advanceFlow as moduleAdvanceFlow,
  checkConfig as moduleCheckConfig,
  credentialRequests as moduleCredentialRequests,
  flowLength,
  flowStart,
  nextDelay as moduleNextDelay,
  openFlow as moduleOpenFlow,
  parseError as moduleParseError,
  plan as modulePlan,
} from "./module.js";
import { bytesAt, run } from "./values.js";

export const checkConfig = (...given) => run(moduleCheckConfig, [0], given);
export const nextDelay = (...given) => run(moduleNextDelay, [0, 3], given);
export const parseError = (...given) => run(moduleParseError, [0, 2, 3], given);
export const plan = (...given) => run(modulePlan, [0, 1, 2], given);
export const credentialRequests = (...given) => run(moduleCredentialRequests, [0, 1], given);

// The module has one place for the state of a flow; each flow has its bytes.
const runOn = (flow, ...call) => {
  const state = bytesAt(flowStart(), flowLength());
  if (flow.state) state.set(flow.state);
  try {
    return run(...call, flow);
  } finally {
    flow.state = state.slice();
  }
};

/** Opens a flow; it goes on by `advanceFlow`. */
export const openFlow = (...given) => {
  const flow = {};
  runOn(flow, moduleOpenFlow, [0, 1], given);
  return flow;
};
export const advanceFlow = (flow, ...given) => runOn(flow, moduleAdvanceFlow, [1, 3], given);

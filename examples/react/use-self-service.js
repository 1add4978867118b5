// A self-service flow as React's state.

import { useCallback, useEffect, useRef, useState } from "react";

/**
 * `outcome` is what the flow has come to, and undefined at first; `submit` takes answers, `submitCredential` asks for a
 * passkey; both, `resume` and `restart` do nothing while the flow is `busy`. With an outcome that a server has got, such
 * as the first form, nothing is asked before the answers; `options.flow` names the form's flow then.
 *
 * @template {import("ory-hub").FlowKind} Kind
 * @param {import("ory-hub").Ory} ory
 * @param {Kind} kind
 * @param {import("ory-hub").SelfServiceOptions} [options]
 * @param {import("ory-hub").FlowOutcome<Kind>} [first]
 */
export function useSelfService(ory, kind, options = {}, first = undefined) {
  const [outcome, setOutcome] = useState(first);
  const [busy, setBusy] = useState(!first);
  const current = useRef(undefined);
  const isGiven = useRef(Boolean(first));
  const key = JSON.stringify(options);

  const run = useCallback(async (step) => {
    const { flow, signal } = current.current;
    setBusy(true);
    const result = await step(flow);
    // Another flow, or none, is shown meanwhile.
    if (signal.aborted) return;
    setOutcome(result);
    setBusy(false);
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    current.current = { flow: ory.selfService(kind, { ...JSON.parse(key), signal }), signal };
    if (!isGiven.current) run((flow) => flow.start());
    return () => controller.abort();
  }, [ory, kind, key, run]);

  const unlessBusy = (step) => (busy ? undefined : run(step));
  return {
    outcome,
    busy,
    submit: (answers) => unlessBusy((flow) => flow.submit(answers)),
    submitCredential: (answers, how) => unlessBusy((flow) => flow.submitCredential(answers, how)),
    resume: () => unlessBusy((flow) => flow.resume()),
    restart: () => unlessBusy((flow) => flow.start()),
  };
}

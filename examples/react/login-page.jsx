"use client"; // Next.js: the first form comes from its server, everything after it happens in the browser.

import { createOry } from "ory-hub";
import { useEffect, useMemo } from "react";

import { useSelfService } from "./use-self-service.js";

const HIDDEN = ["hidden", "submit", "button"];
const GROUPS = ["default", "password", "code"];

function Field({ node: { attributes, messages, meta } }) {
  const { name, type, value, required, autocomplete } = attributes;
  return (
    <p>
      <label htmlFor={name}>{meta.label?.text ?? name}</label>
      <input
        id={name}
        {...{ name, type, required }}
        defaultValue={value}
        autoComplete={autocomplete ?? undefined}
        aria-invalid={messages.length > 0}
        aria-describedby={`${name}-messages`}
      />
      <span id={`${name}-messages`}>{messages.map(({ text }) => text).join(" ")}</span>
    </p>
  );
}

function Form({ form, busy, submit }) {
  const inputs = form.nodes.filter(({ attributes, group }) => attributes.node_type === "input" && GROUPS.includes(group));
  const send = (event) => {
    event.preventDefault();
    submit(new FormData(event.currentTarget, event.nativeEvent.submitter));
  };
  return (
    <form onSubmit={send} noValidate>
      {form.messages.map(({ id, text }) => (
        <p key={id} role="alert">
          {text}
        </p>
      ))}
      {inputs
        .filter(({ attributes }) => !HIDDEN.includes(attributes.type))
        .map((node) => (
          <Field key={node.attributes.name} node={node} />
        ))}
      {inputs
        .filter(({ attributes }) => attributes.type === "submit")
        .map(({ attributes: { name, value }, meta }) => (
          <button key={`${name} ${value}`} {...{ name, value }} disabled={busy}>
            {meta.label?.text}
          </button>
        ))}
    </form>
  );
}

// Where the browser goes on after each end of the flow.
const nextOf = ({ kind, url, aal, flow, redirectTo }) =>
  ({
    redirect: url,
    stepUp: `/login?aal=${aal}`,
    verifyAddress: `/verification?flow=${flow ?? ""}`,
    alreadySignedIn: "/",
    complete: redirectTo,
  })[kind] ?? "/login";

export function LoginPage({ kratosPublicUrl, options, form }) {
  const ory = useMemo(() => createOry({ kratosPublicUrl }), [kratosPublicUrl]);
  const first = form && { kind: "form", reason: "start", form, setCookie: [] };
  const { outcome, busy, submit, restart } = useSelfService(ory, "login", options, first);
  const { kind = "busy" } = outcome ?? {};
  const stays = ["busy", "form", "linkAccount", "failed"].includes(kind) || (kind === "complete" && !outcome.redirectTo);
  useEffect(() => {
    if (!stays) location.assign(nextOf(outcome));
  }, [stays, outcome]);
  if (kind === "form" || kind === "linkAccount") {
    return <Form key={outcome.form.id} {...{ form: outcome.form, busy, submit }} />;
  }
  if (kind === "complete") return <p role="status">Signed in as {outcome.identity?.traits.email}</p>;
  if (kind !== "failed") return <p>One moment</p>;
  return (
    <p role="alert">
      {outcome.diagnosis ?? outcome.error.message}{" "}
      <button onClick={restart} disabled={busy}>
        Try again
      </button>
    </p>
  );
}

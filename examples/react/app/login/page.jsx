// Next.js: the server reads the flow and renders its form; the browser goes on with it.

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { createOry } from "ory-hub";

import { LoginPage } from "../../login-page.jsx";

const kratosPublicUrl = process.env.KRATOS_PUBLIC_URL;

export default async function Page({ searchParams }) {
  const { flow } = await searchParams;
  const cookie = (await headers()).get("cookie");
  const outcome = await createOry({ kratosPublicUrl }).selfService("login", { flow, cookie }).start();
  if (outcome.kind === "failed") return <p role="alert">{outcome.error.message}</p>;
  // The flow is too old, or somebody is signed in: the proxy starts another, or goes on.
  if (outcome.kind !== "form" || outcome.form.id !== flow) redirect("/login");
  return <LoginPage kratosPublicUrl={kratosPublicUrl} options={{ flow }} form={outcome.form} />;
}

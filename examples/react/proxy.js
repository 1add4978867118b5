// Next.js: starts a flow where the address of the page names none. Only here may a server set the flow's cookies.

import { NextResponse } from "next/server";
import { createOry } from "ory-hub";

const ory = createOry({ kratosPublicUrl: process.env.KRATOS_PUBLIC_URL });

export async function proxy(request) {
  const { searchParams } = request.nextUrl;
  if (searchParams.has("flow")) return NextResponse.next();
  const outcome = await ory
    .selfService("login", {
      cookie: request.headers.get("cookie"),
      aal: searchParams.get("aal"),
      returnTo: searchParams.get("return_to"),
    })
    .start();
  if (outcome.kind === "failed") return new NextResponse(outcome.error.message, { status: 502 });
  const goesOn = outcome.url ?? outcome.redirectTo ?? "/";
  const response = NextResponse.redirect(new URL(outcome.form ? `/login?flow=${outcome.form.id}` : goesOn, request.url));
  for (const line of outcome.setCookie) response.headers.append("set-cookie", line);
  return response;
}

export const config = { matcher: "/login" };

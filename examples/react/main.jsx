// The page without a server of its own, as Vite builds it.

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { LoginPage } from "./login-page.jsx";

const main = document.querySelector("main");
const options = Object.fromEntries(new URLSearchParams(location.search));
createRoot(main).render(
  <StrictMode>
    <LoginPage kratosPublicUrl={main.dataset.kratos} options={{ flow: options.flow, aal: options.aal, returnTo: options.return_to }} />
  </StrictMode>,
);

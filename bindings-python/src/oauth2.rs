//! OAuth2: the state of challenges for login, consent and logout pages, and tokens for clients.

use ory_hub::internal::python::PyOnce;
use ory_hub::model::{
    AcceptOAuth2ConsentRequest, AcceptOAuth2LoginRequest, DeviceAuthorization,
    OAuth2TokenExchangeBody, RejectOAuth2Request,
};
use ory_hub::oauth2::{
    self as core, AuthorizationRequest, Challenge, ClientAuth, Pkce, TokenClient,
};
use ory_hub::{OryError, Secret};
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use std::collections::HashMap;

use crate::argument::{Arguments, Given};
use crate::caller::Caller;
use crate::error::raised;
use crate::produce::{Produce, produce};

static STATE: PyOnce<Py<PyAny>> = PyOnce::new();

type Answer<'py> = PyResult<Bound<'py, PyAny>>;

/// The states of challenges, and what a page answers to them.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct Challenges(pub(crate) Caller);

impl Challenges {
    fn client(&self) -> PyResult<core::OAuth2> {
        Ok(self.0.client()?.oauth2())
    }

    fn accept<'py>(
        &self,
        py: Python<'py>,
        operation: &'static str,
        call: impl Future<Output = Result<String, OryError>> + Send + 'static,
    ) -> Answer<'py> {
        self.0.run_for(py, operation, call)
    }
}

/// `ory_hub.OAuth2Challenge`, made when Python is at hand.
fn state<T>(challenge: Challenge<T>) -> Produce
where
    T: for<'any> IntoPyObject<'any> + Send + 'static,
{
    Box::new(move |py| {
        let make = STATE.import(py, "ory_hub._helpers", "challenge")?;
        match challenge {
            Challenge::Open(request) => {
                make.call1(("Open", request.into_bound_py_any(py)?, py.None()))
            }
            Challenge::AlreadyHandled { redirect_to } => {
                make.call1(("AlreadyHandled", py.None(), redirect_to))
            }
            _ => make.call1(("Expired", py.None(), py.None())),
        }
    })
}

#[pymethods]
impl Challenges {
    /// What the login page was called for.
    fn login<'py>(&self, py: Python<'py>, challenge: Given<String>) -> Answer<'py> {
        let operation = "getOAuth2LoginRequest";
        let challenge = Arguments::of(py, operation).required("challenge", challenge)?;
        let oauth2 = self.client()?;
        let call = async move { oauth2.login_challenge(challenge).await.map(state) };
        self.0.run(py, operation, Box::pin(call))
    }

    /// What the consent page was called for.
    fn consent<'py>(&self, py: Python<'py>, challenge: Given<String>) -> Answer<'py> {
        let operation = "getOAuth2ConsentRequest";
        let challenge = Arguments::of(py, operation).required("challenge", challenge)?;
        let oauth2 = self.client()?;
        let call = async move { oauth2.consent_challenge(challenge).await.map(state) };
        self.0.run(py, operation, Box::pin(call))
    }

    /// What the logout page was called for.
    fn logout<'py>(&self, py: Python<'py>, challenge: Given<String>) -> Answer<'py> {
        let operation = "getOAuth2LogoutRequest";
        let challenge = Arguments::of(py, operation).required("challenge", challenge)?;
        let oauth2 = self.client()?;
        let call = async move { oauth2.logout_challenge(challenge).await.map(state) };
        self.0.run(py, operation, Box::pin(call))
    }

    /// Says who signed in; gives the address that the browser goes to.
    fn accept_login<'py>(
        &self,
        py: Python<'py>,
        challenge: Given<String>,
        body: Given<AcceptOAuth2LoginRequest>,
    ) -> Answer<'py> {
        let operation = "acceptOAuth2LoginRequest";
        let given = Arguments::of(py, operation);
        let challenge = given.required("challenge", challenge)?;
        let (oauth2, body) = (self.client()?, given.required("body", body)?);
        let call = async move { oauth2.accept_login(challenge, body).await };
        self.accept(py, operation, call)
    }

    /// Refuses the login; gives the address that the browser goes to.
    fn reject_login<'py>(
        &self,
        py: Python<'py>,
        challenge: Given<String>,
        body: Given<RejectOAuth2Request>,
    ) -> Answer<'py> {
        let operation = "rejectOAuth2LoginRequest";
        let given = Arguments::of(py, operation);
        let challenge = given.required("challenge", challenge)?;
        let (oauth2, body) = (self.client()?, given.required("body", body)?);
        let call = async move { oauth2.reject_login(challenge, body).await };
        self.accept(py, operation, call)
    }

    /// Grants scopes; gives the address that the browser goes to.
    fn accept_consent<'py>(
        &self,
        py: Python<'py>,
        challenge: Given<String>,
        body: Given<AcceptOAuth2ConsentRequest>,
    ) -> Answer<'py> {
        let operation = "acceptOAuth2ConsentRequest";
        let given = Arguments::of(py, operation);
        let challenge = given.required("challenge", challenge)?;
        let (oauth2, body) = (self.client()?, given.required("body", body)?);
        let call = async move { oauth2.accept_consent(challenge, body).await };
        self.accept(py, operation, call)
    }

    /// Refuses to grant anything; gives the address that the browser goes to.
    fn reject_consent<'py>(
        &self,
        py: Python<'py>,
        challenge: Given<String>,
        body: Given<RejectOAuth2Request>,
    ) -> Answer<'py> {
        let operation = "rejectOAuth2ConsentRequest";
        let given = Arguments::of(py, operation);
        let challenge = given.required("challenge", challenge)?;
        let (oauth2, body) = (self.client()?, given.required("body", body)?);
        let call = async move { oauth2.reject_consent(challenge, body).await };
        self.accept(py, operation, call)
    }

    /// Confirms the logout; gives the address that the browser goes to.
    fn accept_logout<'py>(&self, py: Python<'py>, challenge: Given<String>) -> Answer<'py> {
        let operation = "acceptOAuth2LogoutRequest";
        let challenge = Arguments::of(py, operation).required("challenge", challenge)?;
        let oauth2 = self.client()?;
        let call = async move { oauth2.accept_logout(challenge).await };
        self.accept(py, operation, call)
    }
}

/// An OAuth2 client that asks for tokens.
#[pyclass(frozen, name = "TokenClient", module = "ory_hub")]
pub(crate) struct PyTokenClient {
    caller: Caller,
    client: TokenClient,
}

const EXCHANGE: &str = "oauth2TokenExchange";

impl PyTokenClient {
    /// By a secret in the header or in the body, or without one.
    pub(crate) fn new(
        caller: &Caller,
        client_id: String,
        client_secret: Option<Secret>,
        in_body: bool,
    ) -> PyResult<Self> {
        let auth = match client_secret {
            None => ClientAuth::Public { client_id },
            Some(client_secret) if in_body => ClientAuth::Body {
                client_id,
                client_secret,
            },
            Some(client_secret) => ClientAuth::Basic {
                client_id,
                client_secret,
            },
        };
        Ok(Self {
            caller: caller.clone(),
            client: caller.client()?.oauth2().client(auth),
        })
    }
}

#[pymethods]
impl PyTokenClient {
    /// The address that a person's browser is sent to; nothing is sent.
    #[pyo3(signature = (redirect_uri, state, *, scopes = None, pkce = None, parameters = None))]
    fn authorization_url(
        &self,
        py: Python<'_>,
        redirect_uri: Given<String>,
        state: Given<String>,
        scopes: Option<Given<Vec<String>>>,
        pkce: Option<&Bound<'_, PyPkce>>,
        parameters: Option<Given<HashMap<String, String>>>,
    ) -> PyResult<String> {
        let given = Arguments::of(py, "oAuth2Authorize");
        let mut request = AuthorizationRequest::new(
            given.required("redirect_uri", redirect_uri)?,
            given.required("state", state)?,
        )
        .scopes(given.optional("scopes", scopes)?.unwrap_or_default());
        if let Some(pkce) = pkce {
            request = request.pkce(&pkce.get().0);
        }
        let parameters = given.optional("parameters", parameters)?;
        for (name, value) in parameters.unwrap_or_default() {
            request = request.parameter(name, value);
        }
        let url = self.client.authorization_url(&request);
        url.map_err(|error| raised(py, error))
    }

    /// Exchanges the code that the browser came back with.
    #[pyo3(signature = (code, redirect_uri, *, verifier = None))]
    fn exchange_code<'py>(
        &self,
        py: Python<'py>,
        code: Given<Secret>,
        redirect_uri: Given<String>,
        verifier: Option<Given<Secret>>,
    ) -> Answer<'py> {
        let given = Arguments::of(py, EXCHANGE);
        let code = given.required("code", code)?;
        let redirect_uri = given.required("redirect_uri", redirect_uri)?;
        let verifier = given.optional("verifier", verifier)?;
        let client = self.client.clone();
        let call = async move {
            client
                .exchange_code(code, redirect_uri, verifier.as_ref())
                .await
        };
        self.caller.run_for(py, EXCHANGE, call)
    }

    /// Exchanges a refresh token for new tokens. The old one is used up.
    fn refresh<'py>(&self, py: Python<'py>, refresh_token: Given<Secret>) -> Answer<'py> {
        let token = Arguments::of(py, EXCHANGE).required("refresh_token", refresh_token)?;
        let client = self.client.clone();
        let call = async move { client.refresh(token).await };
        self.caller.run_for(py, EXCHANGE, call)
    }

    /// A token for the client itself.
    #[pyo3(signature = (*, scopes = None, audiences = None))]
    fn client_credentials<'py>(
        &self,
        py: Python<'py>,
        scopes: Option<Given<Vec<String>>>,
        audiences: Option<Given<Vec<String>>>,
    ) -> Answer<'py> {
        let given = Arguments::of(py, EXCHANGE);
        let scopes = given.optional("scopes", scopes)?.unwrap_or_default();
        let audiences = given.optional("audiences", audiences)?.unwrap_or_default();
        let client = self.client.clone();
        let call = async move {
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            let audiences: Vec<&str> = audiences.iter().map(String::as_str).collect();
            client.client_credentials(&scopes, &audiences).await
        };
        self.caller.run_for(py, EXCHANGE, call)
    }

    /// Any grant: the body with how this client says who it is.
    fn exchange<'py>(&self, py: Python<'py>, body: Given<OAuth2TokenExchangeBody>) -> Answer<'py> {
        let body = Arguments::of(py, EXCHANGE).required("body", body)?;
        let client = self.client.clone();
        let call = async move { client.exchange(body).await };
        self.caller.run_for(py, EXCHANGE, call)
    }

    /// Revokes a token with all that came from the same grant.
    fn revoke<'py>(&self, py: Python<'py>, token: Given<Secret>) -> Answer<'py> {
        let operation = "revokeOAuth2Token";
        let token = Arguments::of(py, operation).required("token", token)?;
        let client = self.client.clone();
        let call = async move { client.revoke(token).await.map(|()| produce(None::<bool>)) };
        self.caller.run(py, operation, Box::pin(call))
    }

    /// Starts a sign-in of a device: show `user_code` and `verification_uri`, then `poll_device`.
    #[pyo3(signature = (*, scopes = None))]
    fn start_device<'py>(
        &self,
        py: Python<'py>,
        scopes: Option<Given<Vec<String>>>,
    ) -> Answer<'py> {
        let operation = "oAuth2DeviceFlow";
        let scopes = Arguments::of(py, operation).optional("scopes", scopes)?;
        let client = self.client.clone();
        let call = async move {
            let scopes = scopes.unwrap_or_default();
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            client.start_device(&scopes).await
        };
        self.caller.run_for(py, operation, call)
    }

    /// Asks until the person has typed the code in, at the pace that the server wants.
    fn poll_device<'py>(&self, py: Python<'py>, device: Given<DeviceAuthorization>) -> Answer<'py> {
        let device = Arguments::of(py, EXCHANGE).required("device", device)?;
        let client = self.client.clone();
        let call = async move { client.poll_device(&device).await };
        self.caller.run_for(py, EXCHANGE, call)
    }
}

/// PKCE: a verifier that the client keeps, and the challenge that it sends ahead. One for each authorization.
#[pyclass(frozen, eq, name = "Pkce", module = "ory_hub")]
#[derive(PartialEq)]
pub(crate) struct PyPkce(Pkce);

#[pymethods]
impl PyPkce {
    /// A random one, or one whose verifier was kept.
    #[new]
    #[pyo3(signature = (verifier = None, /))]
    fn new(py: Python<'_>, verifier: Option<Secret>) -> PyResult<Self> {
        let pkce = match verifier {
            Some(verifier) => Ok(Pkce::from_verifier(verifier)),
            None => Pkce::new(),
        };
        pkce.map(Self).map_err(|error| raised(py, error))
    }

    /// What the client sends with the code.
    #[getter]
    fn verifier(&self) -> Secret {
        self.0.verifier().clone()
    }

    /// Its hash, for `code_challenge` with the method `S256`.
    #[getter]
    fn challenge(&self) -> String {
        self.0.challenge()
    }

    fn __repr__(&self) -> String {
        format!("Pkce(challenge='{}')", self.0.challenge())
    }
}

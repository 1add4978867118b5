//! The two clients: `ory_hub.Ory` for asyncio, `ory_hub.sync.Ory` for callers that block.

/// Both classes, from the list of groups in `group/mod.rs`.
macro_rules! clients {
    ($($groups:tt)*) => {
        $crate::client::client! {
            /// A client for asyncio. It may be used from many tasks at once.
            Ory "ory_hub" Asyncio { $($groups)* } {
                fn __aenter__<'py>(
                    this: &Bound<'py, Self>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    $crate::coroutine::finished(this.as_any())
                }

                #[pyo3(signature = (*_exception))]
                fn __aexit__<'py>(
                    &self,
                    py: Python<'py>,
                    _exception: &Bound<'py, pyo3::types::PyTuple>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    self.aclose(py)
                }

                /// The same as `close`, to be awaited.
                fn aclose<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    self.0.close();
                    $crate::coroutine::finished(&py.None().into_bound(py))
                }
            }
        }
        $crate::client::client! {
            /// A client whose calls block, with the interpreter released. It may be used from many threads at once.
            SyncOry "ory_hub.sync" Blocking { $($groups)* } {
                fn __enter__(this: Py<Self>) -> Py<Self> {
                    this
                }

                #[pyo3(signature = (*_exception))]
                fn __exit__(&self, _exception: &Bound<'_, pyo3::types::PyTuple>) {
                    self.0.close();
                }
            }
        }
    };
}

/// One of them.
macro_rules! client {
    (
        $(#[$client_about:meta])*
        $client:ident $module:literal $mode:ident
        { $($(#[$about:meta])* $group:ident: $class:path,)* }
        { $($own:tt)* }
    ) => {
        $(#[$client_about])*
        #[pyclass(frozen, weakref, name = "Ory", module = $module)]
        pub(crate) struct $client($crate::caller::Caller);

        #[pymethods]
        impl $client {
            #[new]
            #[pyo3(signature = (config, /, *, transport = None))]
            fn new(
                py: Python<'_>,
                config: &Bound<'_, $crate::config::OryConfig>,
                transport: Option<&Bound<'_, $crate::testing::MockTransport>>,
            ) -> PyResult<Self> {
                let mode = $crate::caller::Mode::$mode;
                $crate::caller::Caller::new(py, config, transport, mode).map(Self)
            }

            /// A client over the same connections with other time limits, retries or further headers.
            #[pyo3(
                signature = (
                    *,
                    timeout_ms = None,
                    deadline_ms = None,
                    max_retries = None,
                    headers = None,
                    allow_delete_all = None,
                    allow_password_hash = None
                )
            )]
            fn with_options(
                &self,
                py: Python<'_>,
                timeout_ms: Option<$crate::argument::Given<$crate::argument::Whole<u64>>>,
                deadline_ms: Option<$crate::argument::Given<$crate::argument::Whole<u64>>>,
                max_retries: Option<$crate::argument::Given<$crate::argument::Whole<u32>>>,
                headers: Option<$crate::argument::Given<std::collections::HashMap<String, String>>>,
                allow_delete_all: Option<$crate::argument::Given<bool>>,
                allow_password_hash: Option<$crate::argument::Given<bool>>,
            ) -> PyResult<Self> {
                let arguments = $crate::argument::Arguments::of_options(py);
                let mut options = ory_hub::CallOptions::new();
                options.timeout_ms = arguments.whole("timeout_ms", timeout_ms)?;
                options.deadline_ms = arguments.whole("deadline_ms", deadline_ms)?;
                options.max_retries = arguments.whole("max_retries", max_retries)?;
                options.headers = arguments.optional("headers", headers)?.unwrap_or_default();
                options.allow_delete_all = arguments.optional("allow_delete_all", allow_delete_all)?;
                options.allow_password_hash =
                    arguments.optional("allow_password_hash", allow_password_hash)?;
                self.0.with_options(py, options).map(Self)
            }

            /// A client over the same connections whose calls give a `Response`: the value with status and headers.
            #[getter]
            fn with_response(&self) -> Self {
                Self(self.0.with_response())
            }

            /// Ends the client: further calls are refused. Its connections close when no client uses them any more.
            fn close(&self) {
                self.0.close();
            }

            /// A self-service flow of that kind, as a native app does it.
            #[cfg(feature = "frontend")]
            #[pyo3(signature = (kind, /, **options))]
            fn self_service(
                &self,
                py: Python<'_>,
                kind: $crate::argument::Given<String>,
                options: Option<&Bound<'_, pyo3::types::PyDict>>,
            ) -> PyResult<$crate::self_service::SelfService> {
                $crate::self_service::SelfService::new(py, &self.0, kind, options)
            }

            /// Changes and imports of identities.
            #[cfg(feature = "identity")]
            fn identities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                $crate::identities::helper(py, &self.0)
            }

            /// Checks of permissions.
            #[cfg(feature = "permission")]
            fn permissions(&self) -> $crate::permissions::Permissions {
                $crate::permissions::Permissions(self.0.clone())
            }

            /// The states of OAuth2 challenges, for login, consent and logout pages.
            #[cfg(feature = "oauth2")]
            fn challenges(&self) -> $crate::oauth2::Challenges {
                $crate::oauth2::Challenges(self.0.clone())
            }

            /// An OAuth2 client that asks for tokens: with its secret in the header (`client_secret_basic`) or in the
            /// body (`client_secret_post`), or a public one.
            #[cfg(feature = "oauth2")]
            #[pyo3(signature = (client_id, client_secret = None, *, secret_in_body = false))]
            fn token_client(
                &self,
                py: Python<'_>,
                client_id: $crate::argument::Given<String>,
                client_secret: Option<$crate::argument::Given<ory_hub::Secret>>,
                secret_in_body: bool,
            ) -> PyResult<$crate::oauth2::PyTokenClient> {
                let arguments = $crate::argument::Arguments::of_options(py);
                let id = arguments.required("client_id", client_id)?;
                let secret = arguments.optional("client_secret", client_secret)?;
                $crate::oauth2::PyTokenClient::new(&self.0, id, secret, secret_in_body)
            }

            fn __repr__(&self) -> &'static str {
                concat!("<", $module, ".Ory>")
            }

            $(
                $(#[$about])*
                fn $group<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                    $class.object(py, &self.0)
                }
            )*

            $($own)*
        }
    };
}

pub(crate) use {client, clients};

/// A URL as it is printed: a user name and a password in it, which no call accepts, are left out.
pub(crate) fn without_userinfo(url: String) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url;
    };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}"),
        None => url,
    }
}

pub(crate) use crate::group::{Ory, SyncOry};

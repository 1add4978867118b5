//! The two clients: `ory_hub.Ory` for asyncio, `ory_hub.sync.Ory` for callers that block.

/// Both classes, from the list of groups in `group/mod.rs`.
macro_rules! clients {
    ($($(#[$about:meta])* $group:ident: $class:ident,)*) => {
        /// A client for asyncio. It may be used from many tasks at once.
        #[pyclass(frozen, module = "ory_hub")]
        pub struct Ory($crate::caller::Caller);

        #[pymethods]
        impl Ory {
            #[new]
            #[pyo3(signature = (config, /))]
            fn new(py: Python<'_>, config: &Bound<'_, $crate::config::OryConfig>) -> PyResult<Self> {
                let mode = $crate::caller::Mode::Asyncio;
                Ok(Self($crate::caller::Caller::new(py, &config.get().0, mode)?))
            }

            /// A client over the same connections with other time limits, retries or further headers.
            #[pyo3(signature = (*, timeout_ms = None, deadline_ms = None, max_retries = None, headers = None))]
            fn with_options(
                &self,
                timeout_ms: Option<u64>,
                deadline_ms: Option<u64>,
                max_retries: Option<u32>,
                headers: Option<std::collections::HashMap<String, String>>,
            ) -> Self {
                let mut options = ory_hub::CallOptions::new();
                options.timeout_ms = timeout_ms;
                options.deadline_ms = deadline_ms;
                options.max_retries = max_retries;
                options.headers = headers.unwrap_or_default();
                Self(self.0.with_options(options))
            }

            /// A self-service flow of that kind, as a native app does it.
            #[cfg(feature = "frontend")]
            #[pyo3(signature = (kind, /, **options))]
            fn self_service(
                &self,
                kind: &str,
                options: Option<&Bound<'_, pyo3::types::PyDict>>,
            ) -> PyResult<$crate::self_service::SelfService> {
                $crate::self_service::SelfService::new(&self.0, kind, options)
            }

            $(
                $(#[$about])*
                fn $group(&self) -> $class {
                    $class(self.0.clone())
                }
            )*
        }

        /// A client whose calls block, with the interpreter released. It may be used from many threads at once.
        #[pyclass(frozen, name = "Ory", module = "ory_hub.sync")]
        pub struct SyncOry($crate::caller::Caller);

        #[pymethods]
        impl SyncOry {
            #[new]
            #[pyo3(signature = (config, /))]
            fn new(py: Python<'_>, config: &Bound<'_, $crate::config::OryConfig>) -> PyResult<Self> {
                let mode = $crate::caller::Mode::Blocking;
                Ok(Self($crate::caller::Caller::new(py, &config.get().0, mode)?))
            }

            /// A client over the same connections with other time limits, retries or further headers.
            #[pyo3(signature = (*, timeout_ms = None, deadline_ms = None, max_retries = None, headers = None))]
            fn with_options(
                &self,
                timeout_ms: Option<u64>,
                deadline_ms: Option<u64>,
                max_retries: Option<u32>,
                headers: Option<std::collections::HashMap<String, String>>,
            ) -> Self {
                let mut options = ory_hub::CallOptions::new();
                options.timeout_ms = timeout_ms;
                options.deadline_ms = deadline_ms;
                options.max_retries = max_retries;
                options.headers = headers.unwrap_or_default();
                Self(self.0.with_options(options))
            }

            /// A self-service flow of that kind, as a native app does it.
            #[cfg(feature = "frontend")]
            #[pyo3(signature = (kind, /, **options))]
            fn self_service(
                &self,
                kind: &str,
                options: Option<&Bound<'_, pyo3::types::PyDict>>,
            ) -> PyResult<$crate::self_service::SelfService> {
                $crate::self_service::SelfService::new(&self.0, kind, options)
            }

            $(
                $(#[$about])*
                fn $group(&self) -> $class {
                    $class(self.0.clone())
                }
            )*
        }
    };
}

pub(crate) use clients;

/// A URL as it is printed: a user name and a password in it, which no call accepts, are left out.
pub fn without_userinfo(url: String) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url;
    };
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}"),
        None => url,
    }
}

pub use crate::group::{Ory, SyncOry};

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

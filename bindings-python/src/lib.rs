//! The Python module `ory_hub._native`. What users import is the package around it, in `python/ory_hub`.

mod argument;
mod caller;
mod client;
mod config;
mod coroutine;
mod error;
mod event;
mod flow;
mod fork;
mod group;
mod group_class;
mod group_object;
#[cfg(feature = "identity")]
mod identities;
mod method;
#[cfg(feature = "oauth2")]
mod oauth2;
mod observe;
mod pages;
#[cfg(feature = "permission")]
mod permissions;
mod prelude;
mod problem;
mod produce;
mod response;
mod rows;
mod runtime;
#[cfg(feature = "frontend")]
mod self_service;
mod shutdown;
mod testing;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use ory_hub::internal::python::{import_datetime, model, model_names};
    use pyo3::exceptions::PyAttributeError;
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::client::Ory;
    #[pymodule_export]
    use crate::config::OryConfig;
    #[pymodule_export]
    use crate::event::RequestEvent;
    #[cfg(feature = "identity")]
    #[pymodule_export]
    use crate::identities::{JsonPatchBuilder, NativeIdentities, hashed_password_fault};
    #[cfg(feature = "oauth2")]
    #[pymodule_export]
    use crate::oauth2::{Challenges, PyPkce, PyTokenClient};
    #[pymodule_export]
    use crate::pages::{AsyncPages, Pages};
    #[cfg(feature = "permission")]
    #[pymodule_export]
    use crate::permissions::Permissions;
    #[pymodule_export]
    use crate::problem::Problem;
    #[pymodule_export]
    use crate::response::{Headers, Response};
    #[cfg(feature = "frontend")]
    #[pymodule_export]
    use crate::self_service::SelfService;
    #[pymodule_export]
    use crate::testing::{MockRequest, MockTransport};
    #[pymodule_export]
    use ory_hub::internal::python::{PyJson, PySecret, PyTimestamp};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("MODELS", model_names().collect::<Vec<_>>())?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        // Its own name is `Ory` too.
        module.add("SyncOry", module.py().get_type::<crate::client::SyncOry>())?;
        // A name for annotations: the same class, whose calls give a `Response`.
        module.add("OryWithResponse", module.py().get_type::<Ory>())?;
        let close = pyo3::wrap_pyfunction!(crate::shutdown::close, module)?;
        module
            .py()
            .import("atexit")?
            .call_method1("register", (close,))?;
        import_datetime(module.py())?;
        crate::fork::register(module)?;
        crate::group::add(module)
    }

    /// The class or the union of that name, made when it is first asked for.
    #[pyfunction(name = "model")]
    fn named_model<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        model(py, name)?.ok_or_else(|| {
            PyAttributeError::new_err(format!("module 'ory_hub.model' has no attribute '{name}'"))
        })
    }
}

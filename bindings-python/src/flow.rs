//! The form that came with an error.

use pyo3::prelude::*;

/// The flow that the failed operation submits to.
#[cfg(feature = "frontend")]
pub(crate) fn flow<'py>(
    py: Python<'py>,
    problem: &ory_hub::Problem,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    use ory_hub::model::{
        LoginFlow, RecoveryFlow, RegistrationFlow, SettingsFlow, VerificationFlow,
    };

    match problem.operation.as_deref() {
        Some("updateLoginFlow") => read::<LoginFlow>(py, problem),
        Some("updateRegistrationFlow") => read::<RegistrationFlow>(py, problem),
        Some("updateRecoveryFlow") => read::<RecoveryFlow>(py, problem),
        Some("updateVerificationFlow") => read::<VerificationFlow>(py, problem),
        Some("updateSettingsFlow") => read::<SettingsFlow>(py, problem),
        _ => Ok(None),
    }
}

/// Without flows there is none.
#[cfg(not(feature = "frontend"))]
pub(crate) fn flow<'py>(
    _: Python<'py>,
    _: &ory_hub::Problem,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    Ok(None)
}

#[cfg(feature = "frontend")]
fn read<'py, M>(py: Python<'py>, problem: &ory_hub::Problem) -> PyResult<Option<Bound<'py, PyAny>>>
where
    M: ory_hub::Model + IntoPyObject<'py>,
{
    let flow = ory_hub::OryError::from(problem.clone()).flow::<M>();
    flow.map(|flow| pyo3::IntoPyObjectExt::into_bound_py_any(flow, py))
        .transpose()
}

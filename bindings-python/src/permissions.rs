//! Permissions as answers of yes and no.

use ory_hub::model::Relationship;
use pyo3::prelude::*;

use crate::argument::{Arguments, Given, Whole};
use crate::caller::Caller;

/// Checks of permissions.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct Permissions(pub(crate) Caller);

#[pymethods]
impl Permissions {
    /// Whether the relationship holds, directly or by the rules of its namespace. An unknown namespace is a no.
    #[pyo3(signature = (relationship, /))]
    fn check<'py>(
        &self,
        py: Python<'py>,
        relationship: Given<Relationship>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let operation = "postCheckPermission";
        let relationship = Arguments::of(py, operation).required("relationship", relationship)?;
        let permissions = self.0.client()?.permissions();
        let call = async move { permissions.check(relationship).await };
        self.0.run_for(py, operation, call)
    }

    /// One answer for each relationship, in their order, from as many calls as the server's limit makes necessary.
    #[pyo3(signature = (relationships, /, *, max_depth = None))]
    fn check_all<'py>(
        &self,
        py: Python<'py>,
        relationships: Given<Vec<Relationship>>,
        max_depth: Option<Given<Whole<i64>>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let operation = "batchCheckPermission";
        let given = Arguments::of(py, operation);
        let relationships = given.required("relationships", relationships)?;
        let max_depth = given.whole("max_depth", max_depth)?;
        let permissions = self.0.client()?.permissions();
        let call = async move { permissions.check_all(relationships, max_depth).await };
        self.0.run_for(py, operation, call)
    }
}

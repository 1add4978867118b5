//! The classes of groups of operations: each derives from one class, and its methods are rows.

use ory_hub::internal::python::made;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use crate::caller::Caller;
use crate::group_object::{self, GroupObject};
use crate::method::Method;
use crate::rows::Group;

impl Group {
    /// Its class.
    ///
    /// # Errors
    /// When Python cannot make it.
    pub(crate) fn class<'py>(&'static self, py: Python<'py>) -> PyResult<Bound<'py, PyType>> {
        let class = self.class.get_or_try_init(|| {
            let body = PyDict::new(py);
            for row in self.methods {
                body.set_item(row.name, Method { group: self, row })?;
            }
            let base = py.get_type::<GroupObject>();
            made::class(&base, self.name, "ory_hub.group", self.about, &body).map(Bound::unbind)
        })?;
        Ok(class.bind(py).clone())
    }

    /// Its operations, called through that.
    ///
    /// # Errors
    /// When Python cannot make the object.
    pub(crate) fn object<'py>(
        &'static self,
        py: Python<'py>,
        caller: &Caller,
    ) -> PyResult<Bound<'py, PyAny>> {
        group_object::object(&self.class(py)?, caller)
    }
}

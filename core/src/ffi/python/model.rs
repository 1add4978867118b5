//! What every record is in Python: one class, from which the class of each model derives.

use std::cell::RefCell;
use std::sync::Arc;

use pyo3::IntoPyObjectExt as _;
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyNotImplemented, PyString, PyTuple, PyType};

use super::PyOnce;
use super::class_table::Made;
use super::constructor;
use super::field::{DESCRIBED, Described};
use super::hook;
use super::made;
use super::model_class;
use super::owned::{Owned, OwnedRecord};
use super::record_class;
use super::to_python::loads;
use crate::codec::{RecordDesc, TypeDesc};

static NAME: PyOnce<Py<PyString>> = PyOnce::new();

thread_local! {
    static RECORD: RefCell<Option<Arc<OwnedRecord>>> = const { RefCell::new(None) };
}

/// A record of the API.
#[pyclass(frozen, subclass, module = "ory_hub.model")]
pub(super) struct Model(pub(super) Arc<OwnedRecord>);

impl Model {
    /// The object of a record.
    pub(super) fn object<'py>(
        py: Python<'py>,
        record: Arc<OwnedRecord>,
    ) -> PyResult<Bound<'py, PyAny>> {
        made::object(class_of(py, record.desc)?.class.bind(py), &RECORD, record)
    }

    /// It is a record of that model.
    pub(super) fn is_of(&self, desc: &'static RecordDesc) -> bool {
        std::ptr::eq(self.0.desc, desc)
    }

    /// The value of a field; behind the last one are those that the description does not know.
    pub(super) fn field<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyAny>> {
        match self.0.values.get(index) {
            Some(value) => value.to_python(py),
            None => {
                let extra = PyDict::new(py);
                for (name, json) in &self.0.extra {
                    extra.set_item(&**name, json)?;
                }
                Ok(extra.into_any())
            }
        }
    }
}

/// The class of a record and its fields.
///
/// # Errors
/// When Python cannot make it.
pub(super) fn class_of(py: Python<'_>, desc: &'static RecordDesc) -> PyResult<&'static Made> {
    desc.python.made.get_or_try_init(|| {
        let base = match desc.python.is_page {
            true => py.get_type::<Page>(),
            false => py.get_type::<Model>(),
        };
        record_class::make(desc, &base, |object, desc, index| {
            match object.cast::<Model>() {
                Ok(model) if model.get().is_of(desc) => {
                    model.get().field(object.py(), index).map(Some)
                }
                _ => Ok(None),
            }
        })
    })
}

/// The description of the records of a class.
fn desc_of(class: &Bound<'_, PyType>) -> PyResult<&'static RecordDesc> {
    let name =
        NAME.get_or_try_init(|| PyResult::Ok(PyString::new(class.py(), DESCRIBED).unbind()))?;
    let described = class.getattr_opt(name)?;
    match described
        .as_ref()
        .map(|described| described.cast::<Described>())
    {
        Some(Ok(described)) => Ok(described.get().0),
        _ => Err(PyTypeError::new_err(format!(
            "cannot create '{}' instances",
            class.fully_qualified_name()?
        ))),
    }
}

#[pymethods]
impl Model {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*positional, **arguments), text_signature = "(**arguments)")]
    pub(super) fn new(
        class: &Bound<'_, PyType>,
        positional: &Bound<'_, PyTuple>,
        arguments: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        if let Some(record) = RECORD.take() {
            return Ok(Self(record));
        }
        let desc = desc_of(class)?;
        let fields = &class_of(class.py(), desc)?.fields;
        constructor::record(desc, fields, positional.len(), arguments)
            .map(|record| Self(Arc::new(record)))
    }

    /// Reads one from JSON text. What servers write keeps unknown fields; in what is sent to them they are errors.
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_json<'py>(class: &Bound<'py, PyType>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        model_class::read(&TypeDesc::Record(desc_of(class)?), text)?.to_python(class.py())
    }

    /// The JSON text, with the fields that only the server knows.
    pub(super) fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// Reads one from a dict, as it is in JSON.
    #[classmethod]
    #[pyo3(signature = (fields, /))]
    fn from_dict<'py>(
        class: &Bound<'py, PyType>,
        fields: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let desc = desc_of(class)?;
        model_class::from_object(fields, desc.name, &TypeDesc::Record(desc))?.to_python(class.py())
    }

    /// The same as `to_json`, as Python's own objects. Secrets are in it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        loads(py, &self.0.to_json())
    }

    #[classattr]
    fn __get_pydantic_core_schema__(py: Python<'_>) -> PyResult<Py<PyAny>> {
        hook(py, "model_schema")
    }

    #[classattr]
    fn __get_pydantic_json_schema__(py: Python<'_>) -> PyResult<Py<PyAny>> {
        hook(py, "model_json_schema")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let desc = self.0.desc;
        let fields = class_of(py, desc)?.fields.iter();
        let fields = fields.map(|field| (field.name, field.is_sensitive));
        let values = (0..).map(|index| self.field(py, index));
        model_class::repr_redacted(desc.name, fields.zip(values))
    }

    /// By value: how the server spaced or ordered free JSON does not count.
    fn __richcmp__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
        compare: CompareOp,
    ) -> PyResult<Bound<'py, PyAny>> {
        let is_equality = matches!(compare, CompareOp::Eq | CompareOp::Ne);
        let other = other.cast::<Self>().ok();
        let Some(other) = other.filter(|other| is_equality && other.get().is_of(self.0.desc))
        else {
            return Ok(PyNotImplemented::get(py).to_owned().into_any());
        };
        let other = &other.get().0;
        // Free JSON is kept as text, which may say the same in another way.
        let equal =
            self.0 == *other || loads(py, &self.0.to_json())?.eq(loads(py, &other.to_json())?)?;
        (equal == matches!(compare, CompareOp::Eq)).into_bound_py_any(py)
    }

    /// `copy.replace` of Python 3.13.
    #[pyo3(signature = (**changes))]
    fn __replace__<'py>(
        &self,
        py: Python<'py>,
        changes: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let desc = self.0.desc;
        let fields = &class_of(py, desc)?.fields;
        let names = fields.iter().map(|field| field.name);
        let changed = model_class::replaced(py, &self.0.to_json(), desc, names, changes)?;
        model_class::from_object(changed.as_any(), desc.name, &TypeDesc::Record(desc))?
            .to_python(py)
    }

    fn __reduce__<'py>(this: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let read = this.get_type().getattr("from_json")?;
        Ok((read, (this.get().to_json(),)))
    }
}

/// One page of a list: its first field are the items, its second one is the token of the page after it.
#[pyclass(frozen, subclass, extends = Model, module = "ory_hub.model")]
pub(super) struct Page;

#[pymethods]
impl Page {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*positional, **arguments), text_signature = "(**arguments)")]
    fn new(
        class: &Bound<'_, PyType>,
        positional: &Bound<'_, PyTuple>,
        arguments: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let model = Model::new(class, positional, arguments)?;
        Ok(PyClassInitializer::from(model).add_subclass(Self))
    }

    fn __len__(this: &Bound<'_, Self>) -> usize {
        match this.as_super().get().0.values.first() {
            Some(Owned::List(items)) => items.len(),
            _ => 0,
        }
    }
}

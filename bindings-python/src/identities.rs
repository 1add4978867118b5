//! Changes and imports of identities; `ory_hub._helpers` has the classes around them.

use ory_hub::Json;
use ory_hub::identity::{
    self as core, ImportCheckpoint, ImportEvent, ImportOutcome, ImportRow, ImportRun,
};
use ory_hub::internal::codec::FromValue as _;
use ory_hub::internal::operation;
use ory_hub::internal::python::{Owned, OwnedCall, PyOnce};
use ory_hub::model::{Identity, JsonPatch};
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::argument::{Arguments, Given, Whole};
use crate::caller::Caller;
use crate::error::raised;
use crate::pages::{Next, NextFuture, Source};
use crate::produce::Produce;

static HELPER: PyOnce<Py<PyAny>> = PyOnce::new();
static SYNC_HELPER: PyOnce<Py<PyAny>> = PyOnce::new();

const IMPORT: &str = "batchPatchIdentities";

/// What `ory.identities()` gives.
pub(crate) fn helper<'py>(py: Python<'py>, caller: &Caller) -> PyResult<Bound<'py, PyAny>> {
    let class = match caller.is_blocking() {
        true => SYNC_HELPER.import(py, "ory_hub._helpers", "SyncIdentities")?,
        false => HELPER.import(py, "ory_hub._helpers", "Identities")?,
    };
    class.call1((NativeIdentities(caller.clone()),))
}

/// The steps of it.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct NativeIdentities(Caller);

#[pymethods]
impl NativeIdentities {
    /// Reads an identity.
    fn read<'py>(&self, py: Python<'py>, id: Given<String>) -> PyResult<Bound<'py, PyAny>> {
        let id = Arguments::of(py, "getIdentity").required("id", id)?;
        let mut call = OwnedCall::new(&operation::identity::GET_IDENTITY, Some(Identity::TYPE));
        call.set(0, Owned::Text(id.into()));
        self.0.send(py, call)
    }

    /// Writes an identity back that was read before, by this id.
    #[pyo3(signature = (identity, read = None))]
    fn write_back<'py>(
        &self,
        py: Python<'py>,
        identity: Given<Identity>,
        read: Option<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let operation = "updateIdentity";
        let identity = Arguments::of(py, operation).required("identity", identity)?;
        let identities = self.0.client()?.identities();
        let call = async move {
            match read {
                Some(read) => identities.write_changed(&read, &identity).await,
                None => identities.write_back(&identity).await,
            }
        };
        self.0.run_for(py, operation, call)
    }

    /// Begins an import; each step is a tuple that the class in Python reads.
    fn import_rows<'py>(
        &self,
        py: Python<'py>,
        rows: &Bound<'py, PyAny>,
        batch_size: Option<Given<Whole<usize>>>,
        resume_from: Option<Given<String>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given = Arguments::of(py, IMPORT);
        if rows.is_instance_of::<PyDict>() || rows.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("rows is one row, not a list of rows"));
        }
        let rows = rows
            .try_iter()
            .map_err(|error| given.refused("rows", &error))?;
        let rows: PyResult<Vec<ImportRow>> = rows.map(|row| to_row(&row?)).collect();
        let mut import = self.0.client()?.identities().import(rows?);
        if let Some(size) = given.whole("batch_size", batch_size)? {
            import = import.batch_size(size);
        }
        import.check().map_err(|error| raised(py, error))?;
        if let Some(checkpoint) = given.optional("resume_from", resume_from)? {
            let checkpoint = ImportCheckpoint::from_json(&checkpoint).map_err(|error| {
                given.error(format!("the argument `resume_from` {}", error.what))
            })?;
            import = import.resume_from(checkpoint);
        }
        self.0
            .steps(py, Source::of(&self.0, IMPORT, Run(import.start())))
    }
}

/// A row: JSON text, a body, or a dict. One that is none of these fails alone.
fn to_row(row: &Bound<'_, PyAny>) -> PyResult<ImportRow> {
    if let Ok(text) = row.cast::<PyString>() {
        let text = text.to_cow();
        return Ok(text.map_or_else(
            |error| unreadable(row.py(), &error),
            |text| ImportRow::from_json(text.into_owned()),
        ));
    }
    match row.extract::<Json>() {
        Ok(json) => Ok(ImportRow::from(json)),
        // Ctrl-C is no fault of the row.
        Err(error) if !error.is_instance_of::<PyException>(row.py()) => Err(error),
        Err(error) => Ok(unreadable(row.py(), &error)),
    }
}

fn unreadable(py: Python<'_>, error: &PyErr) -> ImportRow {
    let why = error.value(py).str();
    ImportRow::unreadable(why.map_or_else(
        |_| String::from("the row cannot be read"),
        |why| why.to_string(),
    ))
}

struct Run(ImportRun<std::vec::IntoIter<ImportRow>>);

impl Next for Run {
    fn next(&mut self) -> NextFuture<'_> {
        Box::pin(async move { Ok(self.0.next().await?.map(event)) })
    }
}

/// `(None, checkpoint, done, created, failed)`, or `(row, id, already there, error)`.
fn event(event: ImportEvent) -> Produce {
    Box::new(move |py| match event {
        ImportEvent::Progress(progress) => {
            let (done, checkpoint) = (progress.checkpoint.done, progress.checkpoint.to_json());
            let counts = (progress.created, progress.failed);
            (None::<u64>, checkpoint, done, counts.0, counts.1).into_bound_py_any(py)
        }
        ImportEvent::Result(result) => {
            let row = result.row;
            match result.outcome {
                ImportOutcome::Created(id) => (row, id, false, py.None()).into_bound_py_any(py),
                ImportOutcome::AlreadyThere(id) => (row, id, true, py.None()).into_bound_py_any(py),
                ImportOutcome::Failed(error) => {
                    let error = raised(py, error).into_value(py);
                    (row, py.None(), false, error).into_bound_py_any(py)
                }
            }
        }
    })
}

/// Builds the steps of a JSON Patch and escapes their paths. Servers do `add`, `replace` and `remove`; they refuse `test`,
/// `move` and `copy`.
#[pyclass(frozen, module = "ory_hub")]
pub(crate) struct JsonPatchBuilder(core::JsonPatchBuilder);

/// A JSON pointer, or the names on the way to the place.
enum Path {
    Pointer(String),
    Names(Vec<String>),
}

impl FromPyObject<'_, '_> for Path {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self::Pointer(text.to_cow()?.into_owned()));
        }
        match object.extract() {
            Ok(names) => Ok(Self::Names(names)),
            Err(_) => Err(PyTypeError::new_err(
                "is no JSON pointer and no list of names",
            )),
        }
    }
}

impl core::PatchPath for Path {
    fn into_pointer(self) -> String {
        match self {
            Self::Pointer(pointer) => pointer,
            Self::Names(names) => core::PatchPath::into_pointer(names),
        }
    }
}

#[pymethods]
impl JsonPatchBuilder {
    #[new]
    fn new() -> Self {
        Self(core::JsonPatchBuilder::new())
    }

    /// The same steps and one that adds a member to an object, or an element to a list before the one that the path names
    /// (`-`: at its end).
    #[pyo3(signature = (path, value, /))]
    fn add(&self, py: Python<'_>, path: Given<Path>, value: Given<Json>) -> PyResult<Self> {
        let (path, value) = place_and_value(py, path, value)?;
        Ok(Self(self.0.clone().add(path, value)))
    }

    /// The same steps and one that replaces what is there; Ory's servers add what is not.
    #[pyo3(signature = (path, value, /))]
    fn replace(&self, py: Python<'_>, path: Given<Path>, value: Given<Json>) -> PyResult<Self> {
        let (path, value) = place_and_value(py, path, value)?;
        Ok(Self(self.0.clone().replace(path, value)))
    }

    /// The same steps and one that removes what is there.
    #[pyo3(signature = (path, /))]
    fn remove(&self, py: Python<'_>, path: Given<Path>) -> PyResult<Self> {
        let path = Arguments::of_options(py).required("path", path)?;
        Ok(Self(self.0.clone().remove(path)))
    }

    /// The steps, for `patch_identity` and other operations that take a patch.
    fn build(&self, py: Python<'_>) -> PyResult<Vec<JsonPatch>> {
        let steps = self.0.clone().build();
        steps.map_err(|error| raised(py, error))
    }

    /// Without the values.
    fn __repr__(&self) -> &'static str {
        "<ory_hub.JsonPatchBuilder>"
    }
}

fn place_and_value(
    py: Python<'_>,
    path: Given<Path>,
    value: Given<Json>,
) -> PyResult<(Path, Json)> {
    let given = Arguments::of_options(py);
    Ok((
        given.required("path", path)?,
        given.required("value", value)?,
    ))
}

/// What is wrong with a password hash for an import; nothing if Kratos can check passwords against it.
#[pyfunction]
#[pyo3(signature = (hash, /))]
pub(crate) fn hashed_password_fault(hash: &str) -> Option<&'static str> {
    core::check_hashed_password(hash).err()
}

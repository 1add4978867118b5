//! A point in time in Python: a `datetime` that keeps the server's text.

use std::time::{SystemTime, UNIX_EPOCH};

use pyo3::IntoPyObjectExt as _;
use pyo3::basic::CompareOp;
use pyo3::exceptions::{PyAttributeError, PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyDelta, PyNotImplemented, PyString, PyTzInfo};

use super::PyOnce;
use super::hook;
use crate::types::Timestamp;

/// Microseconds.
const DAY: i128 = 86_400_000_000;

static EPOCH: PyOnce<Py<PyAny>> = PyOnce::new();

/// A point in time: `raw` as the server wrote it, `at` as a `datetime` where it can be read. It compares, subtracts and
/// prints in a format as that `datetime` does, and has its attributes.
#[pyclass(frozen, name = "Timestamp", module = "ory_hub")]
#[derive(Debug, Clone)]
pub struct PyTimestamp(Timestamp);

#[pymethods]
impl PyTimestamp {
    #[new]
    #[pyo3(signature = (raw, /))]
    fn new(raw: Timestamp) -> Self {
        Self(raw)
    }

    /// The server's text.
    #[getter]
    fn raw(&self) -> &str {
        &self.0.raw
    }

    /// The instant in UTC, to the microsecond; `None` where the text cannot be read.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        self.0.at.and_then(|at| datetime(py, at).ok())
    }

    fn __richcmp__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
        compare: CompareOp,
    ) -> PyResult<Bound<'py, PyAny>> {
        let unknown = || Ok(PyNotImplemented::get(py).to_owned().into_any());
        if let Ok(other) = other.cast::<Self>() {
            let (own, other) = (&self.0, &other.get().0);
            return match (own.at, other.at) {
                (Some(own), Some(other)) => compare.matches(own.cmp(&other)).into_bound_py_any(py),
                _ if matches!(compare, CompareOp::Eq) => (own == other).into_bound_py_any(py),
                _ if matches!(compare, CompareOp::Ne) => (own != other).into_bound_py_any(py),
                _ => unknown(),
            };
        }
        match self.at(py) {
            Some(at) if other.is_instance_of::<PyDateTime>() => at.rich_compare(other, compare),
            _ => unknown(),
        }
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        match self.at(py) {
            Some(at) => at.hash(),
            // Equal instants have one hash, also where Python's years do not reach.
            None => match self.0.at {
                Some(at) => nanoseconds(at).into_bound_py_any(py)?.hash(),
                None => PyString::new(py, &self.0.raw).hash(),
            },
        }
    }

    fn __sub__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.instant(py)?.sub(instant_of(other)?)
    }

    fn __rsub__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        instant_of(other)?.sub(self.instant(py)?)
    }

    fn __add__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.instant(py)?.add(other)
    }

    fn __radd__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.__add__(py, other)
    }

    /// What a `datetime` has: `year`, `isoformat()`, `timestamp()` and the others.
    fn __getattr__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let found = match self.at(py) {
            Some(at) if !name.starts_with('_') => at.getattr_opt(name)?,
            None if py.get_type::<PyDateTime>().hasattr(name)? => {
                let message = format!("{:?} is no time, so it has no '{name}'", self.0.raw);
                return Err(PyAttributeError::new_err(message));
            }
            _ => None,
        };
        found.ok_or_else(|| {
            PyAttributeError::new_err(format!("'Timestamp' object has no attribute '{name}'"))
        })
    }

    fn __format__(&self, py: Python<'_>, format: &str) -> PyResult<String> {
        if format.is_empty() {
            return Ok(self.0.raw.clone());
        }
        let text = self.instant(py)?.call_method1("__format__", (format,))?;
        Ok(text.cast::<PyString>()?.to_cow()?.into_owned())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "Timestamp({})",
            PyString::new(py, &self.0.raw).repr()?
        ))
    }

    fn __str__(&self) -> &str {
        &self.0.raw
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyAny>, (String,)) {
        let class = py.get_type::<Self>().into_any();
        (class, (self.0.raw.clone(),))
    }

    #[classattr]
    fn __get_pydantic_core_schema__(py: Python<'_>) -> PyResult<Py<PyAny>> {
        hook(py, "timestamp_schema")
    }
}

impl PyTimestamp {
    fn instant<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.at(py)
            .ok_or_else(|| PyValueError::new_err(format!("{:?} is no time", self.0.raw)))
    }
}

/// The instant as a number, before 1970 a negative one.
fn nanoseconds(at: SystemTime) -> i128 {
    let signed = |nanoseconds: u128| i128::try_from(nanoseconds).unwrap_or(i128::MAX);
    match at.duration_since(UNIX_EPOCH) {
        Ok(after) => signed(after.as_nanos()),
        Err(before) => -signed(before.duration().as_nanos()),
    }
}

/// The `datetime` of an instant; an error where Python cannot hold it.
fn datetime(py: Python<'_>, at: SystemTime) -> PyResult<Bound<'_, PyAny>> {
    let overflow = |_| PyOverflowError::new_err("is out of range");
    let microseconds = match at.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_micros()),
        Err(before) => {
            i128::try_from(before.duration().as_nanos().div_ceil(1000)).map(|back| -back)
        }
    };
    let microseconds = microseconds.map_err(overflow)?;
    let part = |value: i128| i32::try_from(value).map_err(overflow);
    let since = PyDelta::new(
        py,
        part(microseconds.div_euclid(DAY))?,
        part(microseconds.rem_euclid(DAY) / 1_000_000)?,
        part(microseconds.rem_euclid(1_000_000))?,
        false,
    )?;
    epoch(py)?.bind(py).add(since)
}

fn epoch(py: Python<'_>) -> PyResult<&'static Py<PyAny>> {
    EPOCH.get_or_try_init(|| {
        let utc = PyTzInfo::utc(py)?.to_owned();
        let epoch = PyDateTime::new(py, 1970, 1, 1, 0, 0, 0, 0, Some(&utc))?;
        Ok(epoch.into_any().unbind())
    })
}

/// Looks up Python's classes of dates and times. pyo3 keeps them behind a lock that a child may find locked if its parent
/// forks during a first look-up, so the package does it while it is imported.
///
/// # Errors
/// When Python has no `datetime`.
pub fn import_datetime(py: Python<'_>) -> PyResult<()> {
    let epoch = epoch(py)?.bind(py);
    let _ = epoch.is_instance_of::<PyDateTime>();
    PyDelta::new(py, 0, 0, 0, false).map(drop)
}

/// The `datetime` of a `Timestamp`, and anything else as it is.
fn instant_of<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    match object.cast::<PyTimestamp>() {
        Ok(time) => time.get().instant(object.py()),
        Err(_) => Ok(object.clone()),
    }
}

impl<'py> IntoPyObject<'py> for &Timestamp {
    type Target = PyTimestamp;
    type Output = Bound<'py, PyTimestamp>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        self.clone().into_pyobject(py)
    }
}

impl<'py> IntoPyObject<'py> for Timestamp {
    type Target = PyTimestamp;
    type Output = Bound<'py, PyTimestamp>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        Bound::new(py, PyTimestamp(self))
    }
}

/// A text and a `datetime` are taken as well. A naive `datetime` is refused: whose time it is, nobody knows.
impl FromPyObject<'_, '_> for Timestamp {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        if let Ok(time) = object.cast::<PyTimestamp>() {
            return Ok(time.get().0.clone());
        }
        if object.is_instance_of::<PyDateTime>() {
            if object.call_method0("utcoffset")?.is_none() {
                return Err(PyValueError::new_err(
                    "the datetime has no time zone; give it one, as in datetime.now(timezone.utc)",
                ));
            }
            let aware = object.call_method0("isoformat")?;
            return Ok(Self::new(aware.cast::<PyString>()?.to_cow()?));
        }
        Ok(Self::new(object.cast::<PyString>()?.to_cow()?))
    }
}

//! Python's own objects as JSON text: free JSON, and a dict where a model is wanted.

use std::fmt::Write as _;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use super::{PyJson, PySecret, PyTimestamp};
use crate::codec::{FieldDesc, RecordDesc, TypeDesc};
use crate::types::Timestamp;

/// An object that holds itself has no end.
const DEPTH: usize = 512;

/// Steps of a path that a message shows; a longer one is of an object that holds itself.
const SHOWN: usize = 32;

/// The JSON text of an object that is to be read as that type. A dict for a record may have only its fields, so that a
/// misspelt one is not lost.
pub(super) fn dumps(object: &Bound<'_, PyAny>, ty: &TypeDesc) -> PyResult<String> {
    let mut writer = Writer {
        text: String::new(),
        path: Vec::new(),
    };
    match writer.value(object, ty, 0) {
        Ok(()) => Ok(writer.text),
        Err(error) => Err(writer.located(object.py(), error)),
    }
}

struct Writer {
    text: String,
    /// The way to the value that is written: of a fault, the way to it.
    path: Vec<String>,
}

impl Writer {
    fn value(&mut self, object: &Bound<'_, PyAny>, ty: &TypeDesc, depth: usize) -> PyResult<()> {
        if depth > DEPTH {
            return Err(PyValueError::new_err(
                "is nested too deep, or contains itself",
            ));
        }
        if object.is_none() {
            self.text.push_str("null");
        } else if let Ok(text) = object.cast::<PyString>() {
            self.string(text)?;
        } else if let Ok(flag) = object.cast::<PyBool>() {
            self.text
                .push_str(if flag.is_true() { "true" } else { "false" });
        } else if object.is_instance_of::<PyInt>() || object.is_instance_of::<PyFloat>() {
            self.number(object)?;
        } else if let Ok(dict) = object.cast::<PyDict>() {
            self.dict(dict, ty, depth)?;
        } else if let Ok(list) = object.cast::<PyList>() {
            self.list(list.iter(), ty, depth)?;
        } else if let Ok(list) = object.cast::<PyTuple>() {
            self.list(list.iter(), ty, depth)?;
        } else {
            self.own(object)?;
        }
        Ok(())
    }

    /// The error with its place, where that says more than the argument's name.
    fn located(&self, py: Python<'_>, error: PyErr) -> PyErr {
        let class = error.get_type(py);
        let is_ours =
            class.is(py.get_type::<PyValueError>()) || class.is(py.get_type::<PyTypeError>());
        if !is_ours || self.path.is_empty() || self.path.len() > SHOWN {
            return error;
        }
        let path = self.path.concat();
        PyErr::from_type(class, format!("${path}: {}", error.value(py)))
    }

    /// What has a text of its own in JSON.
    fn own(&mut self, object: &Bound<'_, PyAny>) -> PyResult<()> {
        if let Ok(json) = object.cast::<PyJson>() {
            self.text.push_str(json.get().text());
        } else if let Ok(secret) = object.cast::<PySecret>() {
            self.quoted(secret.get().expose())?;
        } else if object.is_instance_of::<PyTimestamp>() || object.is_instance_of::<PyDateTime>() {
            self.quoted(&object.extract::<Timestamp>()?.raw)?;
        } else if is_model(object) {
            let text = object.call_method0("to_json")?;
            self.text.push_str(&text.cast::<PyString>()?.to_cow()?);
        } else {
            return Err(PyTypeError::new_err(format!(
                "Object of type {} is not JSON serializable",
                object.get_type().name()?
            )));
        }
        Ok(())
    }

    fn number(&mut self, number: &Bound<'_, PyAny>) -> PyResult<()> {
        if let Ok(number) = number.cast::<PyFloat>()
            && !number.value().is_finite()
        {
            return Err(PyValueError::new_err("is no number of JSON"));
        }
        if number.is_exact_instance_of::<PyInt>()
            && let Ok(number) = number.extract::<i64>()
        {
            // A String takes everything.
            let _ = write!(self.text, "{number}");
            return Ok(());
        }
        // A subclass may print itself in another way.
        let py = number.py();
        let class = match number.is_instance_of::<PyInt>() {
            true => py.get_type::<PyInt>(),
            false => py.get_type::<PyFloat>(),
        };
        let text = class.call_method1("__repr__", (number,))?;
        self.text.push_str(&text.cast::<PyString>()?.to_cow()?);
        Ok(())
    }

    /// A server that reads half of a character has another one, or none.
    fn string(&mut self, text: &Bound<'_, PyString>) -> PyResult<()> {
        match text.to_cow() {
            Ok(text) => self.quoted(&text),
            Err(_) => Err(PyValueError::new_err(
                "holds half of a character (a lone surrogate)",
            )),
        }
    }

    fn quoted(&mut self, text: &str) -> PyResult<()> {
        let quoted = serde_json::to_string(text)
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        self.text.push_str(&quoted);
        Ok(())
    }

    fn list<'py>(
        &mut self,
        items: impl Iterator<Item = Bound<'py, PyAny>>,
        ty: &TypeDesc,
        depth: usize,
    ) -> PyResult<()> {
        let inner = match ty {
            TypeDesc::List(inner) => inner,
            _ => &TypeDesc::Json,
        };
        self.text.push('[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.path.push(format!("[{index}]"));
            self.value(&item, inner, depth + 1)?;
            self.path.pop();
        }
        self.text.push(']');
        Ok(())
    }

    fn dict(&mut self, dict: &Bound<'_, PyDict>, ty: &TypeDesc, depth: usize) -> PyResult<()> {
        let record = record(dict, ty)?;
        self.text.push('{');
        for (index, (key, value)) in dict.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            let inner = match (record, ty) {
                (Some(record), _) => match field(record, &key)? {
                    Some(field) => {
                        check_null(record, field, &value)?;
                        &field.ty
                    }
                    None => &TypeDesc::Json,
                },
                (None, TypeDesc::Map(inner)) => inner,
                (None, _) => &TypeDesc::Json,
            };
            self.path.push(format!(".{}", key.str()?.to_string_lossy()));
            self.key(&key)?;
            self.text.push(':');
            self.value(&value, inner, depth + 1)?;
            self.path.pop();
        }
        self.text.push('}');
        Ok(())
    }

    fn key(&mut self, key: &Bound<'_, PyAny>) -> PyResult<()> {
        if let Ok(key) = key.cast::<PyString>() {
            return self.string(key);
        }
        let is_scalar =
            key.is_none() || key.is_instance_of::<PyInt>() || key.is_instance_of::<PyFloat>();
        if !is_scalar {
            return Err(PyTypeError::new_err(format!(
                "keys must be str, int, float, bool or None, not {}",
                key.get_type().name()?
            )));
        }
        self.text.push('"');
        self.value(key, &TypeDesc::Json, DEPTH)?;
        self.text.push('"');
        Ok(())
    }
}

/// The record that a dict of this type is.
fn record(dict: &Bound<'_, PyDict>, ty: &TypeDesc) -> PyResult<Option<&'static RecordDesc>> {
    match ty {
        TypeDesc::Record(record) => Ok(Some(record)),
        TypeDesc::Union(union) => match dict.get_item(union.tag)? {
            Some(tag) => match tag.cast::<PyString>() {
                Ok(tag) => Ok(union.arm(&tag.to_cow()?).1),
                Err(_) => Ok(None),
            },
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// The field of a record; none where it keeps what it does not know.
fn field(
    record: &'static RecordDesc,
    key: &Bound<'_, PyAny>,
) -> PyResult<Option<&'static FieldDesc>> {
    let name = key.cast::<PyString>()?.to_cow()?;
    match record.fields.iter().find(|field| field.name == name) {
        Some(field) => Ok(Some(field)),
        None if record.keeps_unknown => Ok(None),
        None => Err(PyTypeError::new_err(format!(
            "{} has no field '{name}'",
            record.name
        ))),
    }
}

/// Who writes `Json("null")` and not `None` wants a null that is sent, which most fields cannot have: reading them back
/// would lose it.
fn check_null(record: &RecordDesc, field: &FieldDesc, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let keeps_null = field.required || field.nullable || field.sends_null;
    match value.cast::<PyJson>() {
        Ok(json) if json.get().text() == "null" && !keeps_null => {
            Err(PyValueError::new_err(format!(
                "'{}' of {} cannot be null: leave it out, or give None",
                field.name, record.name
            )))
        }
        _ => Ok(()),
    }
}

fn is_model(object: &Bound<'_, PyAny>) -> bool {
    let module = object.get_type().module();
    module.is_ok_and(|module| module == "ory_hub.model")
}

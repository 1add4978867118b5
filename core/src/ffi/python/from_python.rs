//! Python's own objects as JSON text: free JSON, and a dict where a model is wanted.

use std::fmt::Write as _;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};

use super::PyOnce;
use super::{PyJson, PySecret, PyTimestamp};
use crate::codec::{FieldDesc, RecordDesc, TypeDesc};
use crate::types::Timestamp;

/// An object that holds itself has no end.
const DEPTH: usize = 512;

static DUMPS: PyOnce<Py<PyAny>> = PyOnce::new();

/// The JSON text of an object that is to be read as that type. A dict for a record may have only its fields, so that a
/// misspelt one is not lost.
pub(super) fn dumps(object: &Bound<'_, PyAny>, ty: &TypeDesc) -> PyResult<String> {
    let mut writer = Writer {
        text: String::new(),
    };
    writer.value(object, ty, 0)?;
    Ok(writer.text)
}

struct Writer {
    text: String,
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
            match (text.to_cow(), ty) {
                (Ok(text), _) => self.quoted(&text)?,
                // Free JSON may hold half of a character. A field that is text would get another one instead.
                (Err(_), TypeDesc::Json) => self.string(text)?,
                (Err(error), _) => return Err(error),
            }
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

    fn string(&mut self, text: &Bound<'_, PyString>) -> PyResult<()> {
        if let Ok(text) = text.to_cow() {
            return self.quoted(&text);
        }
        // Half of a character: Python's own encoder escapes it.
        let quoted = DUMPS.import(text.py(), "json", "dumps")?.call1((text,))?;
        self.text.push_str(&quoted.cast::<PyString>()?.to_cow()?);
        Ok(())
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
            self.value(&item, inner, depth + 1)?;
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
            self.key(&key)?;
            self.text.push(':');
            self.value(&value, inner, depth + 1)?;
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

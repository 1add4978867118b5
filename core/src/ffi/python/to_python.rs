//! JSON text as Python's own objects, equal to what Python's `json.loads` makes of it.

use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};

use super::{PyJson, PyOnce};

/// Free JSON nests at most 128 levels, and models a few around it.
const DEPTH: usize = 512;

static LOADS: PyOnce<Py<PyAny>> = PyOnce::new();

/// The objects of a JSON text.
pub(super) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let mut reader = Reader { py, text, at: 0 };
    let value = reader.value(0)?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.wrong()),
    }
}

struct Reader<'t, 'py> {
    py: Python<'py>,
    text: &'t str,
    at: usize,
}

impl<'t, 'py> Reader<'t, 'py> {
    fn wrong(&self) -> PyErr {
        PyValueError::new_err(format!("is not valid JSON at byte {}", self.at))
    }

    /// The next byte that is no white space; it is not taken.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Takes that byte, if it is the next one.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8) -> PyResult<()> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.wrong())
        }
    }

    fn value(&mut self, depth: usize) -> PyResult<Bound<'py, PyAny>> {
        if depth > DEPTH {
            return Err(PyValueError::new_err("is nested too deep"));
        }
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string(),
            Some(b't') => self.word("true", PyBool::new(self.py, true).to_owned().into_any()),
            Some(b'f') => self.word("false", PyBool::new(self.py, false).to_owned().into_any()),
            Some(b'n') => self.word("null", self.py.None().into_bound(self.py)),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.wrong());
        }
        self.at += word.len();
        Ok(value)
    }

    fn object(&mut self, depth: usize) -> PyResult<Bound<'py, PyAny>> {
        self.expect(b'{')?;
        let object = PyDict::new(self.py);
        if self.take(b'}') {
            return Ok(object.into_any());
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.wrong());
            }
            let key = self.string()?;
            self.expect(b':')?;
            object.set_item(key, self.value(depth + 1)?)?;
            if self.take(b'}') {
                return Ok(object.into_any());
            }
            self.expect(b',')?;
        }
    }

    fn list(&mut self, depth: usize) -> PyResult<Bound<'py, PyAny>> {
        self.expect(b'[')?;
        let list = PyList::empty(self.py);
        if self.take(b']') {
            return Ok(list.into_any());
        }
        loop {
            list.append(self.value(depth + 1)?)?;
            if self.take(b']') {
                return Ok(list.into_any());
            }
            self.expect(b',')?;
        }
    }

    fn string(&mut self) -> PyResult<Bound<'py, PyAny>> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start + 1..).unwrap_or_default();
        let mut escaped = false;
        let mut bytes = rest.iter().enumerate();
        let length = loop {
            match bytes.next() {
                Some((length, b'"')) => break length,
                Some((_, b'\\')) => {
                    escaped = true;
                    bytes.next();
                }
                Some(_) => {}
                None => return Err(self.wrong()),
            }
        };
        self.at = start + length + 2;
        if !escaped {
            let text = self.text.get(start + 1..self.at - 1).unwrap_or_default();
            return Ok(PyString::new(self.py, text).into_any());
        }
        let quoted = self.text.get(start..self.at).unwrap_or_default();
        match serde_json::from_str::<String>(quoted) {
            Ok(text) => Ok(PyString::new(self.py, &text).into_any()),
            // Half of a character, which Python's own texts can hold.
            Err(_) => LOADS.import(self.py, "json", "loads")?.call1((quoted,)),
        }
    }

    fn number(&mut self) -> PyResult<Bound<'py, PyAny>> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_part = |byte: u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(|byte| is_part(*byte)).count();
        let number = rest.get(..length).unwrap_or_default();
        let value = if number.contains(['.', 'e', 'E']) {
            match number.parse::<f64>().map_err(|_| self.wrong())? {
                float if says(float, number) => PyFloat::new(self.py, float).into_any(),
                // Written back, the float would be another number.
                _ => Bound::new(self.py, PyJson::of(number)?)?.into_any(),
            }
        } else if let Ok(number) = number.parse::<i64>() {
            number.into_bound_py_any(self.py)?
        } else if number.is_empty() {
            return Err(self.wrong());
        } else {
            self.long(number)?
        };
        self.at += length;
        Ok(value)
    }

    /// A number that Python refuses to read, for the time that takes, stays text.
    fn long(&self, number: &str) -> PyResult<Bound<'py, PyAny>> {
        let read = self.py.get_type::<PyInt>().call1((number,));
        match read {
            Err(error) if error.is_instance_of::<PyValueError>(self.py) => {
                Ok(Bound::new(self.py, PyJson::of(number)?)?.into_any())
            }
            read => read,
        }
    }
}

/// Whether a float is the number that a text says, and not the nearest one only.
fn says(float: f64, text: &str) -> bool {
    // A float keeps every number of so few digits.
    (float.is_normal() && text.len() <= 15)
        || float.is_finite() && digits(&format!("{float:e}")) == digits(text)
}

/// The digits of a number without zeros at the ends, and the place of its point.
fn digits(text: &str) -> (String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    if significant.is_empty() {
        return (String::new(), 0);
    }
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    let exponent = exponent.parse::<i64>().unwrap_or(i64::MAX);
    let place = length(significant)
        .saturating_sub(length(fraction))
        .saturating_add(exponent);
    (significant.trim_end_matches('0').to_owned(), place)
}

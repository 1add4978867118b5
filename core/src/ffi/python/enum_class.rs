//! Open enums in Python: a subclass of `str` with a constant for each known value.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};

use super::PyOnce;
use super::hook;

/// The Python class of an open enum.
pub struct OpenClass {
    name: &'static str,
    /// Lines of its documentation.
    about: &'static [&'static str],
    /// Name of the constant, if it is not the text in capitals, and text on the wire.
    values: &'static [(Option<&'static str>, &'static str)],
    made: PyOnce<Made>,
}

struct Made {
    class: Py<PyType>,
    values: Vec<Py<PyAny>>,
}

impl std::fmt::Debug for OpenClass {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = formatter.debug_struct("OpenClass");
        shown.field("name", &self.name).finish_non_exhaustive()
    }
}

impl OpenClass {
    /// A class with these constants: name, if it is not the text in capitals, and text on the wire.
    #[must_use]
    pub const fn new(
        name: &'static str,
        about: &'static [&'static str],
        values: &'static [(Option<&'static str>, &'static str)],
    ) -> Self {
        Self {
            name,
            about,
            values,
            made: PyOnce::new(),
        }
    }

    /// The class itself.
    ///
    /// # Errors
    /// When Python cannot make it.
    pub fn class<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyType>> {
        Ok(self.made(py)?.class.bind(py).clone())
    }

    fn made(&self, py: Python<'_>) -> PyResult<&Made> {
        self.made.get_or_try_init(|| self.make(py))
    }

    fn make(&self, py: Python<'_>) -> PyResult<Made> {
        let body = PyDict::new(py);
        body.set_item("__slots__", PyTuple::empty(py))?;
        body.set_item("__module__", "ory_hub.model")?;
        body.set_item("__get_pydantic_core_schema__", hook(py, "text_schema")?)?;
        let about: Vec<&str> = self.about.iter().map(|line| line.trim()).collect();
        body.set_item("__doc__", about.join("\n"))?;
        let class = py
            .import("ory_hub._enum")?
            .getattr("OpenEnumType")?
            .call1((self.name, (py.get_type::<PyString>(),), body))?
            .cast_into::<PyType>()?;
        // The class itself lets nobody change a constant.
        let set = py.get_type::<PyType>().getattr("__setattr__")?;
        let mut values = Vec::with_capacity(self.values.len());
        for (name, text) in self.values {
            let value = class.call1((*text,))?;
            let name = name.map_or_else(|| capitals(text), String::from);
            set.call1((&class, name, &value))?;
            values.push(value.unbind());
        }
        set.call1((&class, "VALUES", PyTuple::new(py, &values)?))?;
        Ok(Made {
            class: class.unbind(),
            values,
        })
    }

    /// The constant at that place.
    ///
    /// # Errors
    /// When Python cannot make the class.
    pub(super) fn known<'py>(&self, py: Python<'py>, place: usize) -> PyResult<Bound<'py, PyAny>> {
        match self.made(py)?.values.get(place) {
            Some(value) => Ok(value.bind(py).clone()),
            None => self.other(py, ""),
        }
    }

    /// An instance for a text that nobody knows yet.
    ///
    /// # Errors
    /// When Python cannot make it.
    pub(super) fn other<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        self.made(py)?.class.bind(py).call1((text,))
    }

    /// The constant of that text, or a new instance for a text that nobody knows yet.
    ///
    /// # Errors
    /// When Python cannot make the class.
    pub fn value<'py>(&self, py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.values.iter().position(|(_, wire)| *wire == text) {
            Some(place) => self.known(py, place),
            None => self.other(py, text),
        }
    }
}

/// `link_token` as `LINK_TOKEN`.
fn capitals(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'a'..='z' => letter.to_ascii_uppercase(),
            'A'..='Z' | '0'..='9' => letter,
            _ => '_',
        })
        .collect()
}

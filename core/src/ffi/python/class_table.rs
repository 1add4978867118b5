//! What Python knows of a record besides its description, and its class once that is made.

use pyo3::prelude::*;
use pyo3::types::PyType;

use super::PyOnce;

/// The class of a record, made when it is first asked for.
pub struct RecordClass {
    /// A line for each field, and one without a name for the record itself at their beginning. The columns of a line are
    /// separated by tabs: the name in Python, whether its value is hidden, the text that it always has, and its
    /// documentation line by line. One text for all of it needs one pointer instead of a thousand.
    table: &'static str,
    /// It is a page of a list.
    pub(super) is_page: bool,
    pub(super) made: PyOnce<Made>,
}

/// The class and its fields.
pub(super) struct Made {
    pub(super) class: Py<PyType>,
    pub(super) fields: Vec<FieldOf>,
}

/// A field of a record.
pub(super) struct FieldOf {
    /// Name in Python.
    pub(super) name: &'static str,
    /// Its value is not printed.
    pub(super) is_sensitive: bool,
    /// The text that it has where none is given.
    pub(super) constant: Option<&'static str>,
}

impl std::fmt::Debug for RecordClass {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RecordClass")
            .finish_non_exhaustive()
    }
}

/// One line of a table.
pub(super) struct Line {
    pub(super) field: FieldOf,
    pub(super) about: String,
}

impl Line {
    fn read(line: &'static str) -> Self {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        let (name, sensitive, constant) = (next(), next(), next());
        let about: Vec<&str> = columns.map(str::trim).collect();
        Self {
            field: FieldOf {
                name: name.strip_prefix("r#").unwrap_or(name),
                is_sensitive: sensitive == "true",
                constant: Some(constant).filter(|text| !text.is_empty()),
            },
            about: about.join("\n"),
        }
    }
}

impl RecordClass {
    /// A class with this table.
    #[must_use]
    pub(crate) const fn new(table: &'static str) -> Self {
        Self {
            table,
            is_page: false,
            made: PyOnce::new(),
        }
    }

    /// The class of a page.
    #[must_use]
    pub(crate) const fn page(table: &'static str) -> Self {
        Self {
            table,
            is_page: true,
            made: PyOnce::new(),
        }
    }

    /// That of the tests' records, of which Python makes none.
    #[cfg(test)]
    pub(crate) const fn of_tests() -> &'static Self {
        static CLASS: RecordClass = RecordClass::new("");
        &CLASS
    }

    /// The record itself, and then its fields.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line> + use<> {
        self.table.lines().map(Line::read)
    }
}

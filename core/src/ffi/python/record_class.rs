//! The classes of records.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyType};

use super::class_table::Made;
use super::field::{DESCRIBED, Described, Field, Read};
use super::made;
use crate::codec::RecordDesc;

/// The class of a record and its fields: derived from that class, whose objects are read so.
pub(super) fn make(
    desc: &'static RecordDesc,
    base: &Bound<'_, PyType>,
    read: Read,
) -> PyResult<Made> {
    let mut lines = desc.python.lines();
    let about = lines.next().map(|line| line.about).unwrap_or_default();
    let body = PyDict::new(base.py());
    body.set_item(DESCRIBED, Described(desc))?;
    let mut fields = Vec::new();
    for (index, line) in lines.enumerate() {
        let name = line.field.name;
        body.set_item(name, Field::new(desc, index, name, line.about, read))?;
        fields.push(line.field);
    }
    let class = made::class(base, desc.name, "ory_hub.model", &about, &body)?;
    Ok(Made {
        class: class.unbind(),
        fields,
    })
}

//! Groups of operations as tables: a row for each method.

use ory_hub::internal::codec::{FromValue, RecordDesc, TypeDesc};
use ory_hub::internal::operation::Operation;
use ory_hub::internal::python::PyOnce;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A group of operations.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) methods: &'static [Row],
    pub(crate) class: PyOnce<Py<PyType>>,
}

/// A method.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) operation: &'static Operation,
    /// Those that may stand without their names come first.
    pub(crate) arguments: &'static [Argument],
    pub(crate) gives: Gives,
}

/// What a method gives.
pub(crate) enum Gives {
    Nothing,
    Value(&'static TypeDesc),
    /// The answers of that type as pages of that model.
    Pages(&'static TypeDesc, &'static RecordDesc),
    /// The items of such pages.
    Items(&'static TypeDesc, &'static RecordDesc),
    /// The address of the operation.
    Url,
}

/// An argument of a method.
pub(crate) struct Argument {
    pub(crate) name: &'static str,
    pub(crate) ty: &'static TypeDesc,
    pub(crate) place: Place,
    pub(crate) optional: bool,
}

/// Where an argument goes.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The parameter of that index in the operation's list.
    Param(usize),
    Body,
}

/// A parameter that is needed.
pub(crate) const fn required<T: FromValue>(name: &'static str, index: usize) -> Argument {
    Argument {
        name,
        ty: T::TYPE,
        place: Place::Param(index),
        optional: false,
    }
}

/// A parameter that may be left out; it must be named.
pub(crate) const fn optional<T: FromValue>(name: &'static str, index: usize) -> Argument {
    Argument {
        optional: true,
        ..required::<T>(name, index)
    }
}

/// The body.
pub(crate) const fn body<T: FromValue>() -> Argument {
    Argument {
        name: "body",
        ty: T::TYPE,
        place: Place::Body,
        optional: false,
    }
}

/// A body that may be left out.
#[allow(dead_code, reason = "no operation has one yet")]
pub(crate) const fn optional_body<T: FromValue>() -> Argument {
    Argument {
        optional: true,
        ..body::<T>()
    }
}

impl Argument {
    /// It may be given by its name only.
    pub(crate) fn is_named(&self) -> bool {
        self.optional && matches!(self.place, Place::Param(_))
    }
}

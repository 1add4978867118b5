//! Parameters of a call: those that it needs are arguments in C, the others options.

use ory_hub::operation::Operation;
use ory_hub::plan::Arguments;
use zeroize::Zeroizing;

use super::pointer::{self, Handle};
use super::text::ory_str;

/// A parameter as text, or what is wrong with it.
pub(super) type Value = Result<Zeroizing<String>, String>;

/// The parameters of one operation, as far as they are given.
#[derive(Clone)]
pub(super) struct Given {
    operation: &'static Operation,
    values: Vec<Vec<Zeroizing<String>>>,
    fault: Option<String>,
}

impl Given {
    pub(super) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            values: vec![Vec::new(); operation.params.len()],
            fault: None,
        }
    }

    /// What is wrong with the parameters, if something is.
    pub(super) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    pub(super) fn set(&mut self, index: usize, value: Value) {
        self.change(index, value, |values, value| *values = vec![value]);
    }

    fn add(&mut self, index: usize, value: Value) {
        self.change(index, value, Vec::push);
    }

    fn change(
        &mut self,
        index: usize,
        value: Value,
        change: impl FnOnce(&mut Vec<Zeroizing<String>>, Zeroizing<String>),
    ) {
        match (self.values.get_mut(index), value) {
            (Some(values), Ok(value)) => change(values, value),
            (_, Err(fault)) => {
                let name = self
                    .operation
                    .params
                    .get(index)
                    .map_or("?", |param| param.name);
                self.fault.get_or_insert(format!("`{name}` {fault}"));
            }
            (None, Ok(_)) => {}
        }
    }

    /// Takes over what is set there.
    pub(super) fn join(&mut self, other: &Self) {
        for (own, others) in self.values.iter_mut().zip(&other.values) {
            own.extend(others.iter().cloned());
        }
        if let Some(fault) = &other.fault {
            self.fault.get_or_insert_with(|| fault.clone());
        }
    }
}

impl Arguments for Given {
    fn texts(&self, index: usize, push: &mut dyn FnMut(&str)) {
        for value in self.values.get(index).into_iter().flatten() {
            push(value);
        }
    }
}

/// The options of one operation.
pub(super) trait Options: Handle<Behind = Given> {
    const OPERATION: &'static Operation;
}

/// Declares the options of an operation: their opaque type and its row in the table.
macro_rules! options_type {
    ($name:ident, $operation:expr) => {
        impl $crate::pointer::Handle for $name {
            type Behind = $crate::arguments::Given;
        }

        impl $crate::arguments::Options for $name {
            const OPERATION: &'static ory_hub::operation::Operation = &$operation;
        }
    };
}
pub(super) use options_type;

/// New options, with nothing set.
pub(super) fn new<O: Options>() -> *mut O {
    pointer::give(Given::new(O::OPERATION))
}

/// Ends options. NULL is fine.
pub(super) fn free<O: Options>(options: *mut O) {
    drop(pointer::take(options));
}

/// Sets an option.
pub(super) fn set<O: Options>(options: *mut O, index: usize, value: Value) {
    if let Some(given) = pointer::change(options) {
        given.set(index, value);
    }
}

/// Adds a value to an option that takes several.
pub(super) fn add<O: Options>(options: *mut O, index: usize, value: Value) {
    if let Some(given) = pointer::change(options) {
        given.add(index, value);
    }
}

/// A text.
pub(super) fn text(value: ory_str) -> Value {
    Ok(Zeroizing::new(value.get()?.to_owned()))
}

/// An integer.
pub(super) fn int(value: i64) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// A number.
#[allow(dead_code, reason = "no group has such a field yet")]
pub(super) fn number(value: f64) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// True or false.
pub(super) fn boolean(value: bool) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

//! Parameters of a call: those that it needs are arguments in C, the others options.

use ory_hub::internal::operation::Operation;
use ory_hub::internal::request::Params as Parameters;
use zeroize::Zeroizing;

use crate::codec::EnumDesc;
use crate::exports::read::known_text;
use crate::pointer;
use crate::text::ory_str;

/// A parameter as text, or what is wrong with it.
pub(crate) type Value = Result<Zeroizing<String>, String>;

/// The parameters of one operation, as far as they are params.
#[derive(Clone)]
pub(crate) struct Params {
    operation: &'static Operation,
    /// A list without values is not the same as none.
    values: Vec<Option<Vec<Zeroizing<String>>>>,
    fault: Option<String>,
}

impl Params {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            values: vec![None; operation.params.len()],
            fault: None,
        }
    }

    /// What is wrong with the parameters, if something is.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    pub(crate) fn set(&mut self, index: usize, value: Value) {
        self.change(index, value, |values, value| *values = vec![value]);
    }

    /// Leaves a parameter out.
    pub(crate) fn clear(&mut self, index: usize) {
        if let Some(values) = self.values.get_mut(index) {
            *values = None;
        }
    }

    pub(crate) fn add(&mut self, index: usize, value: Value) {
        self.change(index, value, Vec::push);
    }

    /// Sets all values of a list.
    pub(crate) fn set_list(
        &mut self,
        index: usize,
        values: Result<Vec<Zeroizing<String>>, String>,
    ) {
        self.change(index, values, |all, values| *all = values);
    }

    fn change<V>(
        &mut self,
        index: usize,
        value: Result<V, String>,
        change: impl FnOnce(&mut Vec<Zeroizing<String>>, V),
    ) {
        match (self.values.get_mut(index), value) {
            (Some(values), Ok(value)) => change(values.get_or_insert_default(), value),
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
    pub(crate) fn join(&mut self, other: &Self) {
        for (own, others) in self.values.iter_mut().zip(&other.values) {
            if let Some(others) = others {
                own.get_or_insert_default().extend(others.iter().cloned());
            }
        }
        if let Some(fault) = &other.fault {
            self.fault.get_or_insert_with(|| fault.clone());
        }
    }
}

impl Parameters for Params {
    fn for_each_value(&self, index: usize, push: &mut dyn FnMut(&str)) {
        for value in self.values.get(index).into_iter().flatten().flatten() {
            push(value);
        }
    }

    fn is_empty_list(&self, index: usize) -> bool {
        let values = self.values.get(index).and_then(Option::as_ref);
        values.is_some_and(Vec::is_empty)
    }
}

/// A text.
pub(crate) fn text(value: ory_str) -> Value {
    Ok(Zeroizing::new(value.get()?.to_owned()))
}

/// Texts.
pub(crate) fn texts(
    values: *const ory_str,
    count: usize,
) -> Result<Vec<Zeroizing<String>>, String> {
    let values = pointer::try_slice(values, count)?;
    values.iter().copied().map(text).collect()
}

/// An integer.
pub(crate) fn int(value: i64) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// A number.
#[allow(dead_code, reason = "no group has such a field yet")]
pub(crate) fn number(value: f64) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// True or false.
pub(crate) fn boolean(value: bool) -> Value {
    Ok(Zeroizing::new(value.to_string()))
}

/// The text of an enum's number.
pub(crate) fn kind(value: u32, desc: &'static EnumDesc) -> Value {
    match known_text(desc, value) {
        Some(text) => Ok(Zeroizing::new(text.to_owned())),
        None => Err(format!("has no value with the number {value}")),
    }
}

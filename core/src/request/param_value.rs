//! Values of parameters as text.

use alloc::borrow::ToOwned as _;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::params::Params;
use crate::types::{Json, Secret, Timestamp};

/// Parameters as texts, in the order of the operation's.
#[derive(Default)]
pub struct ParamList(Vec<Given>);

struct Given {
    texts: Vec<String>,
    is_empty_list: bool,
}

impl ParamList {
    /// Adds the next one.
    #[must_use]
    pub fn with(mut self, value: &impl ParamValue) -> Self {
        let mut texts = Vec::new();
        value.visit(&mut |text| texts.push(text.to_owned()));
        self.0.push(Given {
            texts,
            is_empty_list: ParamValue::is_empty_list(value),
        });
        self
    }
}

/// How many values each parameter has; the values may be secrets.
impl core::fmt::Debug for ParamList {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let counts = self.0.iter().map(|given| given.texts.len());
        formatter.debug_list().entries(counts).finish()
    }
}

impl Params for ParamList {
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
        for text in self.0.get(index).into_iter().flat_map(|given| &given.texts) {
            visit(text);
        }
    }

    fn is_empty_list(&self, index: usize) -> bool {
        self.0.get(index).is_some_and(|given| given.is_empty_list)
    }
}

/// A value in a path, a query or a header.
pub trait ParamValue {
    /// It may be given more than once; the key is repeated in the query.
    const MANY: bool = false;
    /// It is never shown.
    const SECRET: bool = false;

    /// Calls `visit` with each text.
    fn visit(&self, visit: &mut dyn FnMut(&str));

    /// Whether it is a list without values.
    fn is_empty_list(&self) -> bool {
        false
    }
}

/// A value, whatever its type.
pub trait Texts {
    /// Calls `visit` with each text.
    fn for_each_text(&self, visit: &mut dyn FnMut(&str));

    /// Whether it is a list without values.
    fn is_empty_list(&self) -> bool;
}

impl<T: ParamValue> Texts for T {
    fn for_each_text(&self, visit: &mut dyn FnMut(&str)) {
        self.visit(visit);
    }

    fn is_empty_list(&self) -> bool {
        ParamValue::is_empty_list(self)
    }
}

impl ParamValue for String {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(self);
    }
}

impl ParamValue for Secret {
    const SECRET: bool = true;

    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(self.expose());
    }
}

impl ParamValue for Timestamp {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.raw);
    }
}

impl ParamValue for Json {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(self.text());
    }
}

impl ParamValue for bool {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(if *self { "true" } else { "false" });
    }
}

impl ParamValue for i64 {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.to_string());
    }
}

impl ParamValue for f64 {
    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.to_string());
    }
}

impl<T: ParamValue> ParamValue for Option<T> {
    const MANY: bool = T::MANY;
    const SECRET: bool = T::SECRET;

    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.visit(visit));
    }

    fn is_empty_list(&self) -> bool {
        self.as_ref().is_some_and(T::is_empty_list)
    }
}

impl<T: ParamValue> ParamValue for Vec<T> {
    const MANY: bool = true;
    const SECRET: bool = T::SECRET;

    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.visit(visit));
    }

    fn is_empty_list(&self) -> bool {
        self.is_empty()
    }
}

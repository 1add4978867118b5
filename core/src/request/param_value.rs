//! Values of parameters as text.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use crate::types::{Json, Secret, Timestamp};

/// A value in a path, a query or a header.
pub trait ParamValue {
    /// It may be given more than once; the key is repeated in the query.
    const MANY: bool = false;
    /// It is never shown.
    const SECRET: bool = false;

    /// Calls `visit` with each text.
    fn visit(&self, visit: &mut dyn FnMut(&str));
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
}

impl<T: ParamValue> ParamValue for Vec<T> {
    const MANY: bool = true;
    const SECRET: bool = T::SECRET;

    fn visit(&self, visit: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.visit(visit));
    }
}

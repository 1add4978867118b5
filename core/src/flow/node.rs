//! The nodes of a form, in the server's order.

use super::value::{FlowValue, items, text};
use crate::codec::json_view::Text as _;

/// One node of a form. What it holds besides is in [`raw`](Self::raw), nodes of an unknown type included.
#[derive(Clone)]
pub struct Node<V> {
    /// The node as the server wrote it.
    pub raw: V,
}

impl<V: FlowValue> Node<V> {
    /// Its type: `input`, `text`, `img`, `a`, `script`, `div`, or one that is not known yet.
    pub fn node_type(&self) -> Option<V::Text> {
        text(&self.raw, "type")
    }

    /// The group that it belongs to: `default`, `password`, `code`, …
    pub fn group(&self) -> Option<V::Text> {
        text(&self.raw, "group")
    }

    /// The name of its field in the body that is submitted; only inputs have one.
    pub fn name(&self) -> Option<V::Text> {
        self.attribute_text("name")
    }

    /// The type of an input: `text`, `hidden`, `submit`, `checkbox`, …
    pub fn input_type(&self) -> Option<V::Text> {
        self.attribute_text("type")
    }

    /// Its present value.
    pub fn value(&self) -> Option<V> {
        self.attribute("value")
    }

    /// It must be filled in.
    pub fn required(&self) -> bool {
        self.has_flag("required")
    }

    /// It cannot be changed.
    pub fn disabled(&self) -> bool {
        self.has_flag("disabled")
    }

    /// The text of its label.
    pub fn label(&self) -> Option<V::Text> {
        text(&self.raw.get("meta")?.get("label")?, "text")
    }

    /// Its messages.
    pub fn messages(&self) -> impl Iterator<Item = V> {
        items(self.raw.get("messages"))
    }

    /// It sends the form.
    pub fn submits(&self) -> bool {
        self.is_input("submit button image")
    }

    /// One of its attributes.
    pub fn attribute(&self, name: &str) -> Option<V> {
        self.raw.get("attributes")?.get(name)
    }

    /// It is an input of one of these types.
    pub(super) fn is_input(&self, types: &str) -> bool {
        self.input_type().is_some_and(|ty| ty.is_one_of(types))
    }

    /// Its field has that name.
    pub(super) fn is_named(&self, name: &V::Text) -> bool {
        self.name().is_some_and(|own| own.equals(name))
    }

    fn attribute_text(&self, name: &str) -> Option<V::Text> {
        self.attribute(name)?.text()
    }

    fn has_flag(&self, name: &str) -> bool {
        self.attribute(name).and_then(|value| value.bool()) == Some(true)
    }
}

/// The nodes of a flow; none where the server wrote none, or null.
pub fn nodes<V: FlowValue>(flow: &V) -> impl Iterator<Item = Node<V>> {
    let nodes = flow.get("ui").and_then(|ui| ui.get("nodes"));
    items(nodes).map(|raw| Node { raw })
}

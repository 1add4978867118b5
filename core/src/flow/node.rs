//! The nodes of a form, in the server's order.

use alloc::string::String;

use super::value::{FlowValue, items, text};

/// One node of a form. What it holds besides is in [`raw`](Self::raw), nodes of an unknown type included.
#[derive(Clone)]
pub struct Node<V> {
    /// The node as the server wrote it.
    pub raw: V,
}

impl<V: FlowValue> Node<V> {
    /// Its type: `input`, `text`, `img`, `a`, `script`, `div`, or one that is not known yet.
    pub fn node_type(&self) -> String {
        text(&self.raw, "type").unwrap_or_default()
    }

    /// The group that it belongs to: `default`, `password`, `code`, …
    pub fn group(&self) -> String {
        text(&self.raw, "group").unwrap_or_default()
    }

    /// The name of its field in the body that is submitted; only inputs have one.
    pub fn name(&self) -> Option<String> {
        self.attribute_text("name")
    }

    /// The type of an input: `text`, `hidden`, `submit`, `checkbox`, …
    pub fn input_type(&self) -> Option<String> {
        self.attribute_text("type")
    }

    /// Its present value.
    pub fn value(&self) -> Option<V> {
        self.attribute("value")
    }

    /// It must be filled in.
    pub fn required(&self) -> bool {
        self.is("required")
    }

    /// It cannot be changed.
    pub fn disabled(&self) -> bool {
        self.is("disabled")
    }

    /// The text of its label.
    pub fn label(&self) -> Option<String> {
        text(&self.raw.get("meta")?.get("label")?, "text")
    }

    /// Its messages.
    pub fn messages(&self) -> impl Iterator<Item = V> {
        items(self.raw.get("messages"))
    }

    /// It sends the form.
    pub fn submits(&self) -> bool {
        matches!(
            self.input_type().as_deref(),
            Some("submit" | "button" | "image")
        )
    }

    /// One of its attributes.
    pub fn attribute(&self, name: &str) -> Option<V> {
        self.raw.get("attributes")?.get(name)
    }

    fn attribute_text(&self, name: &str) -> Option<String> {
        self.attribute(name)?.text()
    }

    fn is(&self, name: &str) -> bool {
        self.attribute(name).and_then(|value| value.bool()) == Some(true)
    }
}

/// The nodes of a flow; none where the server wrote none, or null.
pub fn nodes<V: FlowValue>(flow: &V) -> impl Iterator<Item = Node<V>> {
    let nodes = flow.get("ui").and_then(|ui| ui.get("nodes"));
    items(nodes).map(|raw| Node { raw })
}

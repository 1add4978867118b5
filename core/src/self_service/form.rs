//! The form of a flow, and the answers to it.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use crate::codec::Model as _;
use crate::codec::json_view::{JsonText as _, JsonView as _};
use crate::error::{ErrorKind, OryError};
use crate::flow::{FlowKind, FlowValue as _, JsonTree};
use crate::model::UiContainer;
use crate::types::Json;

/// A form to show: its nodes in the server's order, its messages.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FlowForm {
    /// Which flow it belongs to.
    pub kind: FlowKind,
    /// The flow's id.
    pub id: String,
    /// Nodes and messages.
    pub ui: UiContainer,
    /// The flow as the server wrote it; [`Json::decode`] makes a `LoginFlow` of it.
    pub flow: Json,
}

impl FlowForm {
    /// Reads it from a flow.
    pub(super) fn read(kind: FlowKind, flow: &JsonTree) -> Result<Self, crate::DecodeError> {
        let ui = flow
            .get("ui")
            .map_or_else(|| "{}".to_string(), |ui| ui.json());
        Ok(Self {
            kind,
            id: flow.get("id").and_then(|id| id.text()).unwrap_or_default(),
            ui: UiContainer::from_json(&ui)?,
            flow: Json::parse(flow.json())?,
        })
    }

    /// Begins the answers with one field: the name of a node, and what was entered.
    #[must_use]
    pub fn answering(
        &self,
        name: impl Into<String>,
        value: impl Into<serde_json::Value>,
    ) -> FlowAnswers {
        FlowAnswers::new().answering(name, value)
    }
}

/// Without its contents: a form holds what was entered before, and a CSRF token.
impl fmt::Debug for FlowForm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("FlowForm")
            .field("kind", &self.kind)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What a person entered, by the names of the nodes (`traits.email`). Made of JSON that is no object, they are an error
/// of the step that is to send them.
#[derive(Clone, PartialEq)]
pub struct FlowAnswers {
    tree: JsonTree,
    /// Why they cannot be sent.
    fault: Option<&'static str>,
}

impl Default for FlowAnswers {
    fn default() -> Self {
        Self {
            tree: JsonTree::object(),
            fault: None,
        }
    }
}

impl FlowAnswers {
    /// No answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer, or exchanges it.
    #[must_use]
    pub fn answering(
        mut self,
        name: impl Into<String>,
        value: impl Into<serde_json::Value>,
    ) -> Self {
        if let Some(value) = JsonTree::parse(&value.into().to_string()) {
            self.tree.set(&name.into(), value);
        }
        self
    }

    /// The names of the answers.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.tree.keys()
    }

    /// Whether they can be sent.
    ///
    /// # Errors
    /// One of kind input when they were made of JSON that is no object.
    pub fn check(&self) -> Result<(), OryError> {
        match self.fault {
            Some(fault) => Err(OryError::new(ErrorKind::Input, fault)),
            None => Ok(()),
        }
    }

    /// The same answers, which cannot be sent for that reason; for bindings.
    #[doc(hidden)]
    #[must_use]
    pub fn with_fault(mut self, fault: &'static str) -> Self {
        self.fault.get_or_insert(fault);
        self
    }

    pub(super) fn into_tree(self) -> Result<JsonTree, OryError> {
        self.check()?;
        Ok(self.tree)
    }
}

/// An object with the answers as its members.
impl From<&Json> for FlowAnswers {
    fn from(json: &Json) -> Self {
        let tree = JsonTree::parse(json.text());
        match tree.filter(JsonTree::is_object) {
            Some(tree) => Self { tree, fault: None },
            None => Self::default().with_fault("the answers are no JSON object"),
        }
    }
}

impl From<Json> for FlowAnswers {
    fn from(json: Json) -> Self {
        Self::from(&json)
    }
}

impl From<serde_json::Value> for FlowAnswers {
    fn from(value: serde_json::Value) -> Self {
        Self::from(Json::from(value))
    }
}

/// Names only: the values are passwords and codes.
impl fmt::Debug for FlowAnswers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.names()).finish()
    }
}

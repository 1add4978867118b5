//! One difference between a document and `api/`.

use crate::ir::Mark;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What differs, as `corrections.yaml` names it: `Model.field`, `Enum=value`, `operation?parameter`.
    pub what: String,
    /// How it differs, for people.
    pub text: String,
    /// `api/` lacks it, rather than having it otherwise or alone.
    pub lacking: bool,
    /// Why that is right, where someone said so.
    pub why: Option<String>,
    /// Where `api/` has it, or where it belongs.
    pub mark: Option<Mark>,
}

impl Difference {
    /// The document has nothing of that name.
    #[must_use]
    pub fn is_only_ours(&self) -> bool {
        !self.lacking && ONLY_OURS.iter().any(|text| self.text == *text)
    }
}

/// Messages of differences that only `api/` has.
const ONLY_OURS: [&str; 7] = [
    "the document has no such parameter",
    "the document has no such answer",
    "the document has no such field",
    "the document has no such value",
    "the document has no such arm",
    "the document has no such operation",
    "the document uses no such model",
];

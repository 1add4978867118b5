//! Whose text is decoded, and what is forgiven it for that.

use super::type_desc::RecordDesc;

/// Whose text is decoded. Models that keep unknown fields are what servers write, wherever their text was in between, so
/// their texts are read in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A server's: newer ones may say more than is known here.
    Server,
    /// A caller's, for a model: what the model would lose is refused.
    Caller,
    /// A caller's that is sent as it stands, unknown fields included.
    CallerText,
}

impl Source {
    /// Whether fields that a record neither knows nor keeps are refused.
    pub(super) fn refuses_unknown(self, desc: &RecordDesc) -> bool {
        self == Self::Caller && !desc.keeps_unknown
    }

    /// Whether the record of a known arm has to be right.
    pub(super) fn refuses_misfit(self, desc: &RecordDesc) -> bool {
        self != Self::Server && !desc.keeps_unknown
    }
}

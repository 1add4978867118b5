//! Null in what is read.

/// What null stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Null {
    /// The absence of an optional field.
    Absence,
    /// An error, or what Go's encoder makes of an empty list or map.
    Refused,
    /// The same in a list or a required field, where it is also a record that has nothing to say.
    Item,
}

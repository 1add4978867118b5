//! The parameters of a call.

use alloc::borrow::ToOwned;

/// The parameters of one call, by their position in [`Operation::params`](super::operation::Operation::params).
pub trait Params<T: ToOwned + ?Sized = str> {
    /// Calls `visit` with each value of a parameter; never for one that is not set.
    fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&T));

    /// Whether a list was given for a parameter and has no values, which is not the same as no list.
    #[cfg(feature = "std")]
    fn is_empty_list(&self, _index: usize) -> bool {
        false
    }

    /// The first value of a parameter.
    fn first(&self, index: usize) -> Option<T::Owned> {
        let mut first = None;
        self.for_each_value(index, &mut |value| {
            if first.is_none() {
                first = Some(value.to_owned());
            }
        });
        first
    }
}

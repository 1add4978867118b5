//! What ends decoding early: a deadline, and a caller that gave up.

use std::cell::Cell;
use std::time::Instant;

/// So many items may be handled between two looks at the limits.
const ITEMS: usize = 256;

/// So many bytes of free JSON may be looked through between two looks at the limits.
pub(super) const BYTES: usize = 1 << 20;

/// What ends decoding early.
#[derive(Debug, Clone, Copy, Default)]
pub struct Until {
    /// It ends then.
    pub deadline: Option<Instant>,
    /// It ends where this says so.
    pub is_cancelled: Option<fn() -> bool>,
}

impl Until {
    /// Whether decoding has to end now.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_cancelled.is_some_and(|is_cancelled| is_cancelled())
            || self.deadline.is_some_and(|until| until <= Instant::now())
    }
}

thread_local! {
    static UNTIL: Cell<Until> = const { Cell::new(Until { deadline: None, is_cancelled: None }) };
}

/// Lets what decodes in `work` fail where it goes on longer. What is made of decoded values may stop short then, so the
/// caller has to look at the limits once more and drop what came of it.
pub fn until<T>(limits: Until, work: impl FnOnce() -> T) -> T {
    struct Restore(Until);

    impl Drop for Restore {
        fn drop(&mut self) {
            UNTIL.set(self.0);
        }
    }

    let _restore = Restore(UNTIL.replace(limits));
    work()
}

/// The limits of what is decoded now.
pub(super) fn limits() -> Until {
    UNTIL.get()
}

/// Whether what is decoded now has to end.
pub(crate) fn is_over() -> bool {
    limits().is_over()
}

/// The items for as long as decoding may go on; the first look is after some of them, so that a few cost none.
pub(super) fn while_allowed<I: Iterator>(items: I) -> impl Iterator<Item = I::Item> {
    let limits = limits();
    items.zip(1_usize..).map_while(move |(item, number)| {
        let look = number.is_multiple_of(ITEMS);
        (!(look && limits.is_over())).then_some(item)
    })
}

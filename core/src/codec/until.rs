//! Until when decoding may take.

use std::cell::Cell;
use std::time::Instant;

thread_local! {
    static UNTIL: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Lets what decodes in `work` fail where it takes longer than until then.
pub fn until<T>(deadline: Option<Instant>, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<Instant>);

    impl Drop for Restore {
        fn drop(&mut self) {
            UNTIL.set(self.0);
        }
    }

    let _restore = Restore(UNTIL.replace(deadline));
    work()
}

/// The deadline of what is decoded now.
pub(super) fn deadline() -> Option<Instant> {
    UNTIL.get()
}

pub(super) fn is_late() -> bool {
    deadline().is_some_and(|until| until <= Instant::now())
}

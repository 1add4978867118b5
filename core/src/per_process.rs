//! One value per process: a forked child gets its own and never locks its parent's.

use std::convert::Infallible;

use once_cell::race::OnceBox;

/// A chain of values, one for each process that the owner has lived in. Looking one up takes no lock, because the lock
/// of another thread stays locked for ever in a child that was forked meanwhile.
#[derive(Debug)]
pub struct PerProcess<T> {
    first: OnceBox<Node<T>>,
}

#[derive(Debug)]
struct Node<T> {
    owned: Owned<T>,
    next: OnceBox<Self>,
}

#[derive(Debug)]
struct Owned<T> {
    process: u32,
    /// None only while it is dropped.
    value: Option<T>,
}

impl<T> PerProcess<T> {
    /// No value yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            first: OnceBox::new(),
        }
    }

    /// This process's value, made on first use.
    pub fn get(&self, make: impl Fn() -> T) -> &T {
        match self.try_get(|| Ok::<_, Infallible>(make())) {
            Ok(value) => value,
            Err(never) => match never {},
        }
    }

    /// The same for a value that may fail to be made.
    pub fn try_get<E>(&self, make: impl Fn() -> Result<T, E>) -> Result<&T, E> {
        let process = std::process::id();
        let mut cell = &self.first;
        loop {
            let node = cell.get_or_try_init(|| {
                Ok(Box::new(Node {
                    owned: Owned {
                        process,
                        value: Some(make()?),
                    },
                    next: OnceBox::new(),
                }))
            })?;
            if let Some(value) = &node.owned.value
                && node.owned.process == process
            {
                return Ok(value);
            }
            cell = &node.next;
        }
    }
}

impl<T> Default for PerProcess<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// A parent's value is left as it is: its sockets, locks and threads are not ours to end.
impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            core::mem::forget(self.value.take());
        }
    }
}

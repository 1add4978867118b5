//! Where decoded values live.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use bumpalo::Bump;

/// Memory for the values of one response. Decoding needs it alone; what reads afterwards may be on many threads, and
/// so may whatever keeps a text in it.
#[derive(Default)]
pub struct Arena {
    bump: Bump,
    kept: KeptTexts,
}

impl Arena {
    /// An empty arena.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Empties it, to be used again.
    pub fn reset(&mut self) {
        self.bump.reset();
        if *self.kept.count.get_mut() > 0 {
            self.kept = KeptTexts::default();
        }
    }

    /// Keeps a text as long as the arena lives.
    pub(super) fn keep(&self, text: String) -> &str {
        self.kept.add(text)
    }
}

impl Deref for Arena {
    type Target = Bump;

    fn deref(&self) -> &Bump {
        &self.bump
    }
}

impl fmt::Debug for Arena {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Arena").finish_non_exhaustive()
    }
}

/// Texts that are added from many threads and never move: chunk `n` has room for two to the power of `n`.
#[derive(Default)]
struct KeptTexts {
    count: AtomicUsize,
    chunks: [OnceLock<Chunk>; 32],
}

type Chunk = Box<[OnceLock<Box<str>>]>;

impl KeptTexts {
    fn add(&self, text: String) -> &str {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let chunk = number.ilog2();
        let size = 1 << chunk;
        let place = self
            .chunks
            .get(chunk as usize)
            .map(|chunk| chunk.get_or_init(|| (0..size).map(|_| OnceLock::new()).collect()))
            .and_then(|places| places.get(number - size));
        // Four billion texts do not fit into memory, so there is a place.
        place.map_or("", |place| place.get_or_init(|| text.into_boxed_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Arena;

    #[test]
    fn kept_texts_stay_whoever_adds_them() {
        let arena = super::KeptTexts::default();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let arena = &arena;
                scope.spawn(move || {
                    let texts: Vec<&str> = (0..500)
                        .map(|number| arena.add(format!("{thread}-{number}")))
                        .collect();
                    for (number, text) in texts.iter().enumerate() {
                        assert_eq!(*text, format!("{thread}-{number}"));
                    }
                });
            }
        });
        let mut arena = Arena::new();
        assert_eq!(arena.keep("a".to_owned()), "a");
        arena.reset();
        assert_eq!(arena.keep(String::new()), "");
    }
}

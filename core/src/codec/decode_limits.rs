//! What decoding may take: memory, time and depth.

use serde::de::Error;

use super::arena::Arena;
use super::decode::Decoder;
use super::depth::DEPTH;
use super::value::Value;

/// The values here may take so many times the memory of their text. Models made of them take up to twice as much again,
/// so that all of it stays below 16 times.
const MEMORY_FACTOR: usize = 5;

/// Small texts are not worth counting.
const MEMORY_SLACK: usize = 256 * 1024;

impl Decoder<'_> {
    /// How much the arena may hold once the text is decoded.
    pub(super) fn memory(arena: &Arena, text: &str) -> usize {
        arena.allocated_bytes() + MEMORY_FACTOR * text.len() + MEMORY_SLACK
    }

    /// Refuses a text such as `[{},{},…]`, whose values are many times larger than itself, and ends at the deadline.
    pub(super) fn check_limits<E: Error>(&mut self) -> Result<(), E> {
        self.steps = self.steps.wrapping_add(1);
        if self.steps == 0 {
            self.check_time()?;
        }
        let open = self.stack.len() * size_of::<Value<'_>>();
        if self.arena.allocated_bytes() + open > self.memory_limit {
            self.over_memory = true;
            return Err(self.fail("would take more than 16 times the memory of the response"));
        }
        Ok(())
    }

    /// Ends at the deadline, and where the caller gave up.
    pub(super) fn check_time<E: Error>(&mut self) -> Result<(), E> {
        match self.until.is_over() {
            true => {
                self.is_over = true;
                Err(self.fail("was not decoded before the call had to end"))
            }
            false => Ok(()),
        }
    }

    /// One level deeper, if that is still allowed.
    pub(super) fn deeper<E: Error>(&mut self, depth: usize) -> Result<usize, E> {
        if depth >= DEPTH {
            return Err(self.fail("is nested deeper than 128 levels"));
        }
        Ok(depth + 1)
    }
}

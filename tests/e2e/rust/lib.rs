//! The tests are in `tests/`; cargo wants a target.

//! Empty: the tests are in `tests/`, and cargo needs a target.

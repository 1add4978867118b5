//! A second static library of Rust in the same program: it has a standard library of its own.
#![crate_type = "staticlib"]

/// Formats and panics within, so that the whole runtime is there.
#[unsafe(no_mangle)]
pub extern "C" fn second_rust_answer() -> i32 {
    let caught = std::panic::catch_unwind(|| format!("{}", std::env::args().count() + 41).len());
    caught.map_or(-1, |len| i32::try_from(len).unwrap_or(-1))
}

//! A server that answers wrongly on purpose.
fn main() {}

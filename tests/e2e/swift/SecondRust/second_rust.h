// A second static library of Rust in the same program.
int second_rust_answer(void);

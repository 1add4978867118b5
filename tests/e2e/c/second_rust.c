/* Two static libraries of Rust in one program. */
#include <ory.h>

extern int second_rust_answer(void);

int main(void) {
    return ory_library_version().len > 0 && second_rust_answer() == 2 ? 0 : 1;
}

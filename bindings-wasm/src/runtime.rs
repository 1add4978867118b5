//! What a module without `std` brings along: memory, and an end for what must not happen.

use lol_alloc::LeakingPageAllocator;

/// Whole pages, never given back: 0.5 KB smaller than a list behind a lock, and no code frees anything. JavaScript takes
/// a new instance of the module before the memory of one grows large (`npm/src/glue.js`).
#[global_allocator]
static MEMORY: LeakingPageAllocator = LeakingPageAllocator;

/// A trap: JavaScript turns it into an error of kind `internal`.
#[panic_handler]
fn end(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

//! What a module without `std` brings along: memory, and an end for what must not happen.

use lol_alloc::{FreeListAllocator, LockedAllocator};

/// A list of free places; the smallest allocator that gives memory back. An operation stays (`row.rs`), so JavaScript
/// takes a new instance of the module before the memory of one grows large (`npm/src/glue.js`).
#[global_allocator]
static MEMORY: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

/// A trap: JavaScript turns it into an error of kind `internal`.
#[panic_handler]
fn end(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

//! The allocator of the module: it has none, as nothing in it allocates. What tries to is a trap.

use lol_alloc::FailAllocator;

#[global_allocator]
static MEMORY: FailAllocator = FailAllocator;

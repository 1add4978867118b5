//! The allocator of the module.

use lol_alloc::{FreeListAllocator, LockedAllocator};

/// The smallest allocator that gives memory back.
#[global_allocator]
static MEMORY: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());

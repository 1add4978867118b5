//! The parts of the repository that have generated files, in one list.

use spec::ir::Api;

use crate::file::File;
use crate::{c, docs, python, rust_core, uniffi, wasm};

/// A part of the repository that has generated files.
pub(crate) struct Target {
    /// What `cargo xtask generate NAME` calls it.
    pub name: &'static str,
    /// Where its files lie. A generated file below one of these belongs to the target with the longest match.
    pub places: &'static [&'static str],
    /// Its files.
    pub files: fn(&Api) -> anyhow::Result<Vec<File>>,
}

/// Every target, in the order of writing.
pub(crate) const TARGETS: &[Target] = &[
    Target {
        name: "core",
        places: &["core/src"],
        files: rust_core::files,
    },
    Target {
        name: "uniffi",
        places: &["bindings-uniffi"],
        files: uniffi::files,
    },
    Target {
        name: "c",
        places: &["bindings-uniffi/c/src"],
        files: c::files,
    },
    Target {
        name: "python",
        places: &["bindings-python"],
        files: python::files,
    },
    Target {
        name: "docs",
        places: &["docs"],
        files: docs::files,
    },
    Target {
        name: "wasm",
        places: &["bindings-wasm"],
        files: wasm::files,
    },
];

//! What the process's environment says about proxies and certificates, where it may say anything.

use std::ffi::OsString;

/// The environment, or nothing where it is not to be used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Environment {
    used: bool,
}

impl Environment {
    /// A privileged process (setuid, setgid, file capabilities) was given its environment by somebody with fewer rights:
    /// it is never used there.
    pub(super) fn new(wanted: bool) -> Self {
        Self {
            used: wanted && !is_privileged(),
        }
    }

    /// A variable that is set and not blank.
    pub(super) fn text(self, name: &str) -> Option<String> {
        let text = self.path(name)?.into_string().ok()?;
        (!text.trim().is_empty()).then(|| text.trim().to_string())
    }

    /// A variable that is set and not empty.
    pub(super) fn path(self, name: &str) -> Option<OsString> {
        let value = self.used.then(|| std::env::var_os(name)).flatten()?;
        (!value.is_empty()).then_some(value)
    }
}

/// Whether the kernel marked this process as one that runs with more rights than its caller (`AT_SECURE`).
#[cfg(any(target_os = "linux", target_os = "android"))]
fn is_privileged() -> bool {
    use nix::unistd::{getegid, geteuid, getgid, getuid};
    const AT_SECURE: usize = 23;
    const WORD: usize = size_of::<usize>();
    if getuid() != geteuid() || getgid() != getegid() {
        return true;
    }
    // Where nothing can be read, as in a changed root without `/proc`, file capabilities may be there.
    let Ok(vector) = std::fs::read("/proc/self/auxv") else {
        return true;
    };
    let word = |bytes: &[u8]| {
        bytes
            .try_into()
            .map(usize::from_ne_bytes)
            .unwrap_or_default()
    };
    vector.chunks_exact(2 * WORD).any(|entry| {
        let (key, value) = entry.split_at(WORD);
        word(key) == AT_SECURE && word(value) != 0
    })
}

#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
fn is_privileged() -> bool {
    use nix::unistd::{getegid, geteuid, getgid, getuid};
    getuid() != geteuid() || getgid() != getegid()
}

#[cfg(not(unix))]
fn is_privileged() -> bool {
    false
}

//! The machines that programs in Kotlin and Swift run on, and what compiles the library for them: zig for Linux, macOS and
//! Windows, clang for Android ([`super::android`]) and for archives of Apple's systems.

use std::path::PathBuf;

use super::{Found, Missing, apt, platforms, wasm};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "apps";

/// The oldest Android, as its API level: the first with `java.time`.
pub const ANDROID_API: u32 = 26;
/// The oldest glibc.
pub const GLIBC: &str = "2.17";
/// The oldest macOS and the oldest iOS, as `bindings-uniffi/swift/Package.swift` has them.
pub const MACOS: &str = "12.0";
/// As for macOS.
pub const IOS: &str = "15.0";

/// Programs, and the Debian packages that hold them.
const PROGRAMS: [(&str, &str); 5] = [
    ("clang", "clang"),
    ("ld.lld", "lld"),
    ("llvm-ar", "llvm"),
    ("llvm-strip", "llvm"),
    (LIPO, "llvm-14"),
];
/// It makes one file of the archives of two machines; Debian has it under this name alone.
pub const LIPO: &str = "llvm-lipo-14";

/// A kind of system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Android.
    Android,
    /// Linux with glibc.
    Linux,
    /// macOS.
    Macos,
    /// iOS on devices.
    Ios,
    /// iOS in Xcode's simulator, for which Rust's standard library is compiled here.
    Simulator,
    /// Windows.
    Windows,
}

/// A kind of machine that the library is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct App {
    /// What messages and folders call it.
    pub name: &'static str,
    /// What rustc calls it.
    pub target: &'static str,
    /// What runs on it.
    pub system: System,
    /// The folder of its library: Android's name in an AAR, JNA's in a jar; none where the library is linked statically.
    pub folder: &'static str,
}

const fn app(
    name: &'static str,
    target: &'static str,
    system: System,
    folder: &'static str,
) -> App {
    App {
        name,
        target,
        system,
        folder,
    }
}

/// All of them.
pub const ALL: [App; 11] = [
    app(
        "android-arm64-v8a",
        "aarch64-linux-android",
        System::Android,
        "arm64-v8a",
    ),
    app(
        "android-armeabi-v7a",
        "armv7-linux-androideabi",
        System::Android,
        "armeabi-v7a",
    ),
    app(
        "android-x86_64",
        "x86_64-linux-android",
        System::Android,
        "x86_64",
    ),
    app(
        "linux-x86_64",
        "x86_64-unknown-linux-gnu",
        System::Linux,
        "linux-x86-64",
    ),
    app(
        "linux-aarch64",
        "aarch64-unknown-linux-gnu",
        System::Linux,
        "linux-aarch64",
    ),
    app(
        "macos-x86_64",
        "x86_64-apple-darwin",
        System::Macos,
        "darwin-x86-64",
    ),
    app(
        "macos-arm64",
        "aarch64-apple-darwin",
        System::Macos,
        "darwin-aarch64",
    ),
    app(
        "windows-x86_64",
        "x86_64-pc-windows-gnu",
        System::Windows,
        "win32-x86-64",
    ),
    app("ios-arm64", "aarch64-apple-ios", System::Ios, ""),
    app(
        "ios-arm64-simulator",
        "aarch64-apple-ios-sim",
        System::Simulator,
        "",
    ),
    app(
        "ios-x86_64-simulator",
        "x86_64-apple-ios",
        System::Simulator,
        "",
    ),
];

impl App {
    /// The file that the JVM or Android loads.
    #[must_use]
    pub fn library(&self) -> &'static str {
        match self.system {
            System::Android | System::Linux => "libory_hub_native.so",
            System::Macos | System::Ios | System::Simulator => "libory_hub_native.dylib",
            System::Windows => "ory_hub_native.dll",
        }
    }

    /// The target as cargo-zigbuild takes it.
    #[must_use]
    pub fn zigbuild_target(&self) -> String {
        match self.system {
            System::Linux => format!("{}.{GLIBC}", self.target),
            _ => self.target.to_owned(),
        }
    }

    /// What cargo and the C compilers read from their environment about the oldest system.
    #[must_use]
    pub fn oldest(&self) -> Option<(&'static str, &'static str)> {
        match self.system {
            System::Macos => Some(("MACOSX_DEPLOYMENT_TARGET", MACOS)),
            System::Ios | System::Simulator => Some(("IPHONEOS_DEPLOYMENT_TARGET", IOS)),
            _ => None,
        }
    }
}

/// Declarations of ours for what is compiled: those of C, or those of Android or Apple.
#[must_use]
pub fn headers(part: &str) -> PathBuf {
    cache::project().join("xtask/setup/headers").join(part)
}

/// Makes sure that zig, clang, lld, LLVM's tools and Rust's standard libraries are here; the path found is the `python` of
/// the environment that has zig.
pub fn ready() -> Result<Found, Missing> {
    let absent = || -> Vec<&str> {
        let absent = PROGRAMS
            .iter()
            .filter(|(program, _)| run::find(program).is_none());
        absent.map(|(_, package)| *package).collect()
    };
    let packages = absent();
    if !packages.is_empty() {
        apt::install(&packages)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(&packages)))?;
    }
    for app in &ALL {
        if app.system != System::Simulator {
            wasm::add_target(NAME, app.target)?;
        }
    }
    let zig = platforms::ready()?;
    Ok(Found { name: NAME, ..zig })
}

#[cfg(test)]
mod tests {
    use super::{ALL, System};

    #[test]
    fn every_row_of_a_system_with_folders_has_one_of_its_own() {
        let mut folders: Vec<&str> = ALL.iter().map(|app| app.folder).collect();
        folders.retain(|folder| !folder.is_empty());
        let all = folders.len();
        folders.sort_unstable();
        folders.dedup();
        assert_eq!(folders.len(), all);
        for app in &ALL {
            let linked = matches!(app.system, System::Ios | System::Simulator);
            assert_eq!(app.folder.is_empty(), linked, "{}", app.name);
        }
    }

    #[test]
    fn glibc_has_a_version_and_apple_an_oldest_system() {
        let of = |name: &str| ALL.iter().find(|app| app.name == name);
        let linux = of("linux-aarch64").map(super::App::zigbuild_target);
        assert_eq!(linux.as_deref(), Some("aarch64-unknown-linux-gnu.2.17"));
        let ios = of("ios-arm64").and_then(super::App::oldest);
        assert_eq!(ios, Some(("IPHONEOS_DEPLOYMENT_TARGET", "15.0")));
    }
}

//! The one table of the machines that packages are made for, and how each tool spells them.

/// The oldest Android, as its API level: the first with `java.time`.
pub const ANDROID_API: u32 = 26;
/// The oldest glibc: that of Rust's standard library.
pub const GLIBC: &str = "2.17";
/// The oldest macOS and the oldest iOS, as `bindings-uniffi/swift/Package.swift` has them.
pub const MACOS: &str = "12.0";
/// As for macOS.
pub const IOS: &str = "15.0";

/// A kind of system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Linux with glibc.
    Glibc,
    /// Linux with musl, as Alpine has it.
    Musl,
    /// macOS.
    Macos,
    /// Windows, linked by mingw-w64.
    Windows,
    /// Android.
    Android,
    /// iOS on devices.
    Ios,
    /// iOS in Xcode's simulator, for which Rust's standard library is compiled here.
    Simulator,
}

/// A kind of machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Machine {
    /// 64-bit Intel and AMD.
    X86_64,
    /// 64-bit ARM.
    Aarch64,
    /// 32-bit ARM with floating point.
    Armv7,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// What messages call it, and its C archive after the version.
    pub name: &'static str,
    /// What rustc calls it.
    pub target: &'static str,
    /// What runs it.
    pub machine: Machine,
    /// What runs on it.
    pub system: System,
    /// The languages that have a package for it.
    pub packages: &'static [&'static str],
    /// The folder of Kotlin's library: Android's name in an AAR, JNA's in a jar; none where Kotlin has no package.
    pub folder: &'static str,
}

const fn row(
    name: &'static str,
    target: &'static str,
    machine: Machine,
    system: System,
    packages: &'static [&'static str],
    folder: &'static str,
) -> Platform {
    Platform {
        name,
        target,
        machine,
        system,
        packages,
        folder,
    }
}

/// All of them. The wheel for both kinds of Mac is one, so only one of them has it; there is no JNA for musl.
#[rustfmt::skip]
pub const ALL: [Platform; 14] = {
    use Machine::{Aarch64, Armv7, X86_64};
    use System::{Android, Glibc, Ios, Macos, Musl, Simulator, Windows};
    [
        row("linux-x86_64-glibc", "x86_64-unknown-linux-gnu", X86_64, Glibc, &["c", "python", "kotlin"], "linux-x86-64"),
        row("linux-aarch64-glibc", "aarch64-unknown-linux-gnu", Aarch64, Glibc, &["c", "python", "kotlin"], "linux-aarch64"),
        row("linux-armv7-glibc", "armv7-unknown-linux-gnueabihf", Armv7, Glibc, &["c", "python"], ""),
        row("linux-x86_64-musl", "x86_64-unknown-linux-musl", X86_64, Musl, &["c", "python"], ""),
        row("linux-aarch64-musl", "aarch64-unknown-linux-musl", Aarch64, Musl, &["c", "python"], ""),
        row("macos-arm64", "aarch64-apple-darwin", Aarch64, Macos, &["c", "python", "kotlin", "swift"], "darwin-aarch64"),
        row("macos-x86_64", "x86_64-apple-darwin", X86_64, Macos, &["c", "kotlin", "swift"], "darwin-x86-64"),
        row("windows-x86_64", "x86_64-pc-windows-gnu", X86_64, Windows, &["c", "python", "kotlin"], "win32-x86-64"),
        row("android-arm64-v8a", "aarch64-linux-android", Aarch64, Android, &["kotlin"], "arm64-v8a"),
        row("android-armeabi-v7a", "armv7-linux-androideabi", Armv7, Android, &["kotlin"], "armeabi-v7a"),
        row("android-x86_64", "x86_64-linux-android", X86_64, Android, &["kotlin"], "x86_64"),
        row("ios-arm64", "aarch64-apple-ios", Aarch64, Ios, &["swift"], ""),
        row("ios-arm64-simulator", "aarch64-apple-ios-sim", Aarch64, Simulator, &["swift"], ""),
        row("ios-x86_64-simulator", "x86_64-apple-ios", X86_64, Simulator, &["swift"], ""),
    ]
};

/// The row whose library uniffi reads; it is an ELF of this machine, with symbols.
pub const READ_BY_UNIFFI: &Platform = &ALL[0];

impl Machine {
    /// What the names of Debian's tools for it begin with; nothing for this machine.
    #[must_use]
    pub fn tools(self) -> &'static str {
        match self {
            machine if machine.is_here() => "",
            Self::X86_64 => "x86_64-linux-gnu-",
            Self::Aarch64 => "aarch64-linux-gnu-",
            Self::Armv7 => "arm-linux-gnueabihf-",
        }
    }

    /// What runs its programs here, unless it is this machine.
    #[must_use]
    pub fn emulator(self) -> Option<&'static str> {
        match self {
            machine if machine.is_here() => None,
            Self::X86_64 => Some("qemu-x86_64"),
            Self::Aarch64 => Some("qemu-aarch64"),
            Self::Armv7 => Some("qemu-arm"),
        }
    }

    /// What Debian calls it.
    #[must_use]
    pub fn debian(self) -> &'static str {
        match self {
            Self::X86_64 => "amd64",
            Self::Aarch64 => "arm64",
            Self::Armv7 => "armhf",
        }
    }

    fn is_here(self) -> bool {
        let arch = match self {
            Self::X86_64 => "x86_64",
            Self::Aarch64 => "aarch64",
            Self::Armv7 => "arm",
        };
        std::env::consts::ARCH == arch
    }
}

impl Platform {
    /// Whether that language has a package for it.
    #[must_use]
    pub fn has(&self, language: &str) -> bool {
        self.packages.contains(&language)
    }

    /// Whether it is a Linux but not Android.
    #[must_use]
    pub fn is_linux(&self) -> bool {
        matches!(self.system, System::Glibc | System::Musl)
    }

    /// What the names of the tools that read its objects begin with.
    #[must_use]
    pub fn tools(&self) -> &'static str {
        match self.system {
            System::Windows => "x86_64-w64-mingw32-",
            _ => self.machine.tools(),
        }
    }

    /// The file that the JVM or Android loads.
    #[must_use]
    pub fn library(&self) -> &'static str {
        match self.system {
            System::Android | System::Glibc | System::Musl => "libory_hub_native.so",
            System::Macos | System::Ios | System::Simulator => "libory_hub_native.dylib",
            System::Windows => "ory_hub_native.dll",
        }
    }

    /// The target as cargo-zigbuild takes it: with the version of glibc.
    #[must_use]
    pub fn zigbuild_target(&self) -> String {
        match self.system {
            System::Glibc => format!("{}.{GLIBC}", self.target),
            _ => self.target.to_owned(),
        }
    }

    /// The target as zig's C compiler takes it, for what it compiles here.
    #[must_use]
    pub fn zig_target(&self) -> String {
        let (arch, end) = match self.machine {
            Machine::X86_64 => ("x86_64", ""),
            Machine::Aarch64 => ("aarch64", ""),
            Machine::Armv7 => ("arm", "eabihf"),
        };
        match self.system {
            System::Musl => format!("{arch}-linux-musl{end}"),
            System::Macos => format!("{arch}-macos.{MACOS}"),
            _ => format!("{arch}-linux-gnu{end}.{GLIBC}"),
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{ALL, Platform, READ_BY_UNIFFI, System};

    fn of(name: &str) -> &'static Platform {
        ALL.iter().find(|one| one.name == name).unwrap()
    }

    #[test]
    fn targets_are_spelled_for_each_tool() {
        let spelled = |name: &str| (of(name).zigbuild_target(), of(name).zig_target());
        let pair = |build: &str, zig: &str| (build.to_owned(), zig.to_owned());
        assert_eq!(
            spelled("linux-aarch64-glibc"),
            pair("aarch64-unknown-linux-gnu.2.17", "aarch64-linux-gnu.2.17")
        );
        assert_eq!(
            spelled("linux-armv7-glibc"),
            pair(
                "armv7-unknown-linux-gnueabihf.2.17",
                "arm-linux-gnueabihf.2.17"
            )
        );
        assert_eq!(
            spelled("linux-x86_64-musl"),
            pair("x86_64-unknown-linux-musl", "x86_64-linux-musl")
        );
        assert_eq!(of("macos-arm64").zig_target(), "aarch64-macos.12.0");
    }

    #[test]
    fn every_row_of_kotlin_has_a_folder_of_its_own() {
        let mut folders: Vec<&str> = ALL.iter().map(|one| one.folder).collect();
        folders.retain(|folder| !folder.is_empty());
        let all = folders.len();
        folders.sort_unstable();
        folders.dedup();
        assert_eq!(folders.len(), all);
        for one in &ALL {
            assert_eq!(one.folder.is_empty(), !one.has("kotlin"), "{}", one.name);
        }
    }

    #[test]
    fn apple_has_an_oldest_system_and_uniffi_reads_a_linux() {
        assert_eq!(
            of("ios-arm64").oldest(),
            Some(("IPHONEOS_DEPLOYMENT_TARGET", "15.0"))
        );
        assert_eq!(of("windows-x86_64").oldest(), None);
        assert_eq!(READ_BY_UNIFFI.system, System::Glibc);
    }
}

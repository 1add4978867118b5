//! The machines that packages are made for besides this one, and what compiles for them and stands in for them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{Found, Missing, apps, apt, first_of, python};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "platforms";

const REQUIREMENTS: &str = include_str!("platforms-requirements.txt");
/// Programs, and the Debian packages that hold them.
const PROGRAMS: &[(&str, &str)] = &[
    ("qemu-aarch64", "qemu-user"),
    ("aarch64-linux-gnu-ld", "binutils-aarch64-linux-gnu"),
    ("arm-linux-gnueabihf-ld", "binutils-arm-linux-gnueabihf"),
    ("ld", "binutils"),
];
/// C libraries that programs of other machines load, and the Debian packages that hold them.
const LOADERS: &[(&str, &str)] = &[
    (
        "/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1",
        "libc6-arm64-cross",
    ),
    (
        "/usr/arm-linux-gnueabihf/lib/ld-linux-armhf.so.3",
        "libc6-armhf-cross",
    ),
    (MUSL_LOADER, "musl"),
];
/// Debian has no such folder for other machines.
const MUSL_LOADER: &str = "/lib/ld-musl-x86_64.so.1";

/// The C library that a package runs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Libc {
    /// glibc from this version on.
    Glibc(&'static str),
    /// musl, as Alpine has it.
    Musl,
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

/// One row of the table of platforms.
#[derive(Debug, Clone, Copy)]
pub struct Platform {
    /// What its archive is called, after the version.
    pub name: &'static str,
    /// What rustc calls it.
    pub target: &'static str,
    /// What runs it.
    pub machine: Machine,
    /// What it is linked with.
    pub libc: Libc,
}

/// The platforms of the C package.
pub const ALL: [Platform; 5] = [
    Platform {
        name: "linux-x86_64-glibc",
        target: "x86_64-unknown-linux-gnu",
        machine: Machine::X86_64,
        libc: Libc::Glibc("2.17"),
    },
    Platform {
        name: "linux-aarch64-glibc",
        target: "aarch64-unknown-linux-gnu",
        machine: Machine::Aarch64,
        libc: Libc::Glibc("2.17"),
    },
    Platform {
        name: "linux-armv7-glibc",
        target: "armv7-unknown-linux-gnueabihf",
        machine: Machine::Armv7,
        libc: Libc::Glibc("2.17"),
    },
    Platform {
        name: "linux-x86_64-musl",
        target: "x86_64-unknown-linux-musl",
        machine: Machine::X86_64,
        libc: Libc::Musl,
    },
    Platform {
        name: "linux-aarch64-musl",
        target: "aarch64-unknown-linux-musl",
        machine: Machine::Aarch64,
        libc: Libc::Musl,
    },
];

impl Machine {
    /// What the names of Debian's tools for it begin with; nothing for this machine.
    #[must_use]
    pub fn tools(self) -> &'static str {
        let (arch, prefix) = match self {
            Self::X86_64 => ("x86_64", "x86_64-linux-gnu-"),
            Self::Aarch64 => ("aarch64", "aarch64-linux-gnu-"),
            Self::Armv7 => ("arm", "arm-linux-gnueabihf-"),
        };
        if std::env::consts::ARCH == arch {
            ""
        } else {
            prefix
        }
    }

    /// What begins a command that runs a program of it here.
    #[must_use]
    pub fn runner(self) -> &'static [&'static str] {
        match self {
            machine if machine.tools().is_empty() => &[],
            Self::X86_64 => &["qemu-x86_64", "-L", "/usr/x86_64-linux-gnu"],
            Self::Aarch64 => &["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"],
            Self::Armv7 => &["qemu-arm", "-L", "/usr/arm-linux-gnueabihf"],
        }
    }
}

impl Platform {
    /// Whether programs with shared libraries run here: their C library must be here too. Static ones always do.
    #[must_use]
    pub fn runs_shared(&self) -> bool {
        match self.libc {
            Libc::Glibc(_) => true,
            Libc::Musl => self.machine == Machine::X86_64 && Path::new(MUSL_LOADER).exists(),
        }
    }

    /// The target as cargo-zigbuild takes it: with the version of glibc.
    #[must_use]
    pub fn zigbuild_target(&self) -> String {
        match self.libc {
            Libc::Glibc(version) => format!("{}.{version}", self.target),
            Libc::Musl => self.target.to_owned(),
        }
    }

    /// The target as zig's C compiler takes it.
    #[must_use]
    pub fn zig_target(&self) -> String {
        let (arch, end) = match self.machine {
            Machine::X86_64 => ("x86_64", ""),
            Machine::Aarch64 => ("aarch64", ""),
            Machine::Armv7 => ("arm", "eabihf"),
        };
        match self.libc {
            Libc::Glibc(version) => format!("{arch}-linux-gnu{end}.{version}"),
            Libc::Musl => format!("{arch}-linux-musl{end}"),
        }
    }
}

/// The languages that have packages for all platforms.
const LANGUAGES: [&str; 4] = ["c", "python", "kotlin", "swift"];
/// How many of them have packages for this table; the others go by that of [`apps`].
const HERE: usize = 2;

/// Some packages of the table.
#[derive(Debug)]
pub struct Chosen {
    /// For these platforms.
    pub platforms: Vec<&'static Platform>,
    /// Kotlin's and Swift's for these machines; for all where none is named.
    pub apps: Vec<&'static str>,
    /// Of these languages.
    pub languages: Vec<&'static str>,
}

impl Chosen {
    /// Whether packages of that language are among them.
    #[must_use]
    pub fn has(&self, language: &str) -> bool {
        self.languages.contains(&language)
    }

    /// Whether it is all there is.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.platforms.len() == ALL.len()
            && self.apps.is_empty()
            && self.languages.len() == LANGUAGES.len()
    }
}

/// What the names of platforms and languages choose; without names those of `$ORY_HUB_PLATFORMS`, or all.
///
/// # Errors
/// When there is no platform or language of a name.
pub fn chosen(names: &[String]) -> Result<Chosen> {
    match std::env::var("ORY_HUB_PLATFORMS") {
        Ok(set) if names.is_empty() => named(
            &set.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        ),
        _ => named(names),
    }
}

/// As [`chosen`], by the names alone.
///
/// # Errors
/// When there is no platform or language of a name.
pub fn named(names: &[String]) -> Result<Chosen> {
    let mut chosen = Chosen {
        platforms: Vec::new(),
        apps: Vec::new(),
        languages: Vec::new(),
    };
    for name in names {
        let platform = ALL.iter().find(|platform| platform.name == name);
        let language = LANGUAGES.iter().find(|language| *language == name);
        let app = apps::ALL.iter().find(|app| app.name == name);
        chosen.platforms.extend(platform);
        chosen.apps.extend(app.map(|app| app.name));
        chosen.languages.extend(language);
        if platform.is_none() && app.is_none() && language.is_none() {
            let known = ALL.map(|platform| platform.name).join(", ");
            let apps = apps::ALL.map(|app| app.name).join(", ");
            bail!(
                "there is no platform or language `{name}`; there are {known}, {}, and for the last two {apps}",
                LANGUAGES.join(", ")
            );
        }
    }
    if chosen.languages.is_empty() {
        let (here, apps) = LANGUAGES.split_at(HERE);
        if !chosen.platforms.is_empty() || chosen.apps.is_empty() {
            chosen.languages.extend(here);
        }
        if !chosen.apps.is_empty() || chosen.platforms.is_empty() {
            chosen.languages.extend(apps);
        }
    }
    if chosen.platforms.is_empty() {
        chosen.platforms.extend(&ALL);
    }
    Ok(chosen)
}

/// Makes sure that zig, cargo-zigbuild, Rust's standard libraries, Debian's binutils and qemu are here; the path found is
/// the `python` of the environment that has zig.
pub fn ready() -> Result<Found, Missing> {
    let absent = absent();
    if !absent.is_empty() {
        apt::install(&absent)
            .map_err(|error| Missing::new(NAME, format!("{error:#}"), apt::advice(&absent)))?;
    }
    for platform in &ALL {
        super::wasm::add_target(NAME, platform.target)?;
    }
    let advice = apt::advice(&["python3", "python3-venv"]);
    let base = first_of(&["python3", "python"])
        .filter(|path| python::has_venv(path))
        .ok_or_else(|| Missing::new(NAME, "python3 has no venv", advice))?;
    python::environment(NAME, &base, REQUIREMENTS)
}

fn absent() -> Vec<&'static str> {
    let programs = PROGRAMS
        .iter()
        .filter(|(program, _)| run::find(program).is_none());
    let loaders = LOADERS.iter().filter(|(path, _)| !Path::new(path).exists());
    programs
        .chain(loaders)
        .map(|(_, package)| *package)
        .collect()
}

/// `cargo rustc` with zig as C compiler and linker; its arguments come next.
///
/// # Errors
/// When the environment of zig has no folder.
pub fn zigbuild(zig: &Found) -> Result<Command> {
    let bin = zig.path.parent().context("python has no folder")?;
    let mut command = Command::new(bin.join("cargo-zigbuild"));
    command
        .arg("rustc")
        .env("CARGO_ZIGBUILD_PYTHON_PATH", &zig.path)
        .current_dir(cache::project());
    Ok(command)
}

/// zig's C compiler; its arguments come next.
#[must_use]
pub fn zig_cc(zig: &Found, platform: &Platform) -> Command {
    let mut command = Command::new(&zig.path);
    command
        .args(["-m", "ziglang", "cc", "-target"])
        .arg(platform.zig_target());
    command
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{ALL, named};

    #[test]
    fn targets_are_spelled_for_each_tool() {
        let spelled: Vec<(String, String)> = ALL
            .iter()
            .map(|platform| (platform.zigbuild_target(), platform.zig_target()))
            .collect();
        let has = |build: &str, zig: &str| spelled.contains(&(build.to_owned(), zig.to_owned()));
        assert!(has(
            "aarch64-unknown-linux-gnu.2.17",
            "aarch64-linux-gnu.2.17"
        ));
        assert!(has(
            "armv7-unknown-linux-gnueabihf.2.17",
            "arm-linux-gnueabihf.2.17"
        ));
        assert!(has("x86_64-unknown-linux-musl", "x86_64-linux-musl"));
    }

    #[test]
    fn names_choose_platforms_and_languages() {
        assert!(named(&[]).unwrap().is_all());
        let one = named(&["linux-armv7-glibc".to_owned(), "c".to_owned()]).unwrap();
        let targets: Vec<&str> = one.platforms.iter().map(|one| one.target).collect();
        assert_eq!(targets, ["armv7-unknown-linux-gnueabihf"]);
        assert!(one.has("c") && !one.has("python") && !one.is_all());
        let python = named(&["python".to_owned()]).unwrap();
        assert_eq!(python.platforms.len(), ALL.len());
        let phone = named(&["android-x86_64".to_owned()]).unwrap();
        assert_eq!(phone.languages, ["kotlin", "swift"]);
        let machine = named(&["linux-armv7-glibc".to_owned()]).unwrap();
        assert_eq!(machine.languages, ["c", "python"]);
        let error = named(&["amiga".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("linux-aarch64-musl, c, python"), "{error}");
    }
}

//! Swift: the machine's own, or that of a newer Debian in a folder of the cache, entered by `chroot`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Found, Missing, apt, version_of};
use util::{cache, run};

/// Its name on the command line.
pub const NAME: &str = "swift";

/// The first Debian release that has a Swift compiler.
const RELEASE: &str = "trixie";
const PACKAGES: &[&str] = &[
    "swiftlang",
    "libc6-dev",
    "libstdc++-14-dev",
    "git",
    "ca-certificates",
];
/// A folder that every Debian has; here SwiftPM keeps its caches.
const HOME: &str = "/srv";
const ADVICE: &str = "install Swift 6 from https://www.swift.org/install/ and put it on PATH";

/// Mounts vanish with the process that made them, however it ends: they live in its own namespace.
const ENTER: &str = r#"
set -e
root=$1 cwd=$2; shift 2
while [ "$1" != -- ]; do
    [ -d "$1" ] && mkdir -p "$root$1" || { mkdir -p "$(dirname "$root$1")"; [ -e "$root$1" ] || : > "$root$1"; }
    mount --rbind "$1" "$root$1"
    shift
done
shift
exec chroot "$root" /bin/sh -c 'cd "$0" && exec "$@"' "$cwd" "$@"
"#;

/// Makes sure that `swift` can be run with [`command`].
pub fn ready() -> Result<Found, Missing> {
    if let Some(path) = run::find("swift") {
        let version = version_of(&path, &["--version"]).unwrap_or_default();
        return Ok(Found {
            name: NAME,
            path,
            version,
        });
    }
    let path = fill().map_err(|error| Missing::new(NAME, format!("{error:#}"), ADVICE))?;
    let version = command(&["swift", "--version"], Path::new("/"), &[])
        .and_then(|mut command| run::output("asking swift for its version", &mut command))
        .map_err(|error| Missing::new(NAME, format!("{error:#}"), ADVICE))?;
    Ok(Found {
        name: NAME,
        path,
        version: version.lines().next().unwrap_or_default().into(),
    })
}

/// A command that runs `arguments` (`["swift", "build", …]`) in `cwd`.
///
/// Where Swift lives in a folder of its own, `cwd` and the folders `binds` are to be seen in it
/// under the same names; loopback is shared; `HOME` is a folder that stays.
pub fn command(arguments: &[&str], cwd: &Path, binds: &[&Path]) -> Result<Command> {
    let (program, rest) = arguments.split_first().context("no program to run")?;
    if run::find("swift").is_some() {
        let mut command = Command::new(program);
        command.args(rest).current_dir(cwd);
        return Ok(command);
    }
    let root = root()?;
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--fork", "--kill-child", "sh", "-c", ENTER, "sh"])
        .arg(&root)
        .arg(cwd)
        .args(["/proc", "/dev"])
        .args(binds);
    if cwd != Path::new("/") {
        command.arg(cwd);
    }
    command.arg("--").args(arguments);
    command.env("HOME", HOME).env("LC_ALL", "C.UTF-8").env(
        "PATH",
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    );
    Ok(command)
}

fn root() -> Result<PathBuf> {
    Ok(cache::dir("swift")?.join(RELEASE))
}

fn fill() -> Result<PathBuf> {
    let folder = cache::dir("swift")?;
    let root = root()?;
    let key = cache::key(PACKAGES.iter().map(|package| package.as_bytes()));
    let stamp = cache::Stamp::new(&root, key);
    if stamp.holds() {
        return Ok(root);
    }
    let _only_one = cache::lock(&folder)?;
    if stamp.holds() {
        return Ok(root);
    }
    if !apt::is_root() {
        bail!("no `swift` on PATH, and only root may set up a folder for it");
    }
    if run::find("debootstrap").is_none() {
        apt::install(&["debootstrap"])?;
    }
    let mirror = apt::debian_mirror().context("no Debian mirror among the apt sources")?;
    if !root.join("usr/bin/apt-get").is_file() || !root.join("var/lib/dpkg/status").is_file() {
        if root.exists() {
            fs::remove_dir_all(&root)?;
        }
        run::run(
            "setting up a Debian for Swift (once)",
            Command::new("debootstrap")
                .args(["--variant=minbase", RELEASE])
                .arg(&root)
                .arg(&mirror),
        )?;
    }
    if Path::new("/etc/resolv.conf").is_file() {
        fs::copy("/etc/resolv.conf", root.join("etc/resolv.conf"))?;
    }
    for arguments in [
        &["update"][..],
        &["install", "-y", "--no-install-recommends"][..],
    ] {
        let mut all = vec!["apt-get", "-o", "Acquire::Retries=3"];
        all.extend(arguments);
        if arguments.len() > 1 {
            all.extend(PACKAGES);
        }
        let mut command = command(&all, Path::new("/"), &[])?;
        command.env("DEBIAN_FRONTEND", "noninteractive");
        run::run("installing Swift (once)", &mut command)?;
    }
    stamp.set()?;
    Ok(root)
}

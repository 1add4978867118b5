//! Debian packages, where this process may install them.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use super::version_of;
use util::run;

/// Installs packages; an error says why that cannot be done here.
pub fn install(packages: &[&str]) -> Result<()> {
    if run::find("apt-get").is_none() {
        bail!("there is no apt-get here");
    }
    if !is_root() {
        bail!("only root may install packages");
    }
    let label = format!("installing {}", packages.join(" "));
    let get = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3"])
            .args(arguments);
        command
    };
    // One broken source among several must not stop the rest: what matters is the installation.
    if let Err(error) = run::run("reading package lists", &mut get(&["update"])) {
        run::note(&format!("{error:#}"));
    }
    let mut install = get(&["install", "-y", "--no-install-recommends"]);
    run::run(&label, install.args(packages))
}

/// The command that a person runs instead.
pub fn advice(packages: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install -y {}",
        packages.join(" ")
    )
}

/// Whether this process may install packages and change roots.
pub fn is_root() -> bool {
    version_of("id", &["-u"]).is_some_and(|id| id == "0")
}

/// The mirror of Debian that this machine is set up to use.
pub fn debian_mirror() -> Option<String> {
    let mut files = vec!["/etc/apt/sources.list".into()];
    let folder = fs::read_dir("/etc/apt/sources.list.d")
        .into_iter()
        .flatten();
    files.extend(folder.flatten().map(|entry| entry.path()));
    files
        .into_iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .find_map(|text| mirror_in(&text))
}

fn mirror_in(sources: &str) -> Option<String> {
    sources
        .lines()
        .filter(|line| line.starts_with("URIs:") || line.starts_with("deb "))
        .flat_map(str::split_whitespace)
        .map(|word| word.trim_end_matches('/'))
        .find(|word| word.starts_with("http") && word.ends_with("/debian"))
        .map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::mirror_in;

    #[test]
    fn mirror_is_read_from_both_forms_of_sources() {
        let newer = "Types: deb\n# http://old.test/debian\nURIs: http://m.test/debian\nSuites: x\n";
        assert_eq!(mirror_in(newer).as_deref(), Some("http://m.test/debian"));
        let older =
            "deb [signed-by=/k] https://other.test/apt x main\ndeb http://m.test/debian/ x main\n";
        assert_eq!(mirror_in(older).as_deref(), Some("http://m.test/debian"));
        assert_eq!(mirror_in("URIs: http://m.test/debian-security\n"), None);
    }
}

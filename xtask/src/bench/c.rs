//! The benchmarks of C: calls beside libcurl with yyjson, a page beside yyjson and cJSON.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::server::Server;
use crate::package;
use util::cache;
use util::files::{artefact, unpack};
use util::run;

/// The peers that Debian has.
const PACKAGES: &[&str] = &["libcurl4-openssl-dev", "libcjson-dev"];
const HEADERS: &[&str] = &["curl/curl.h", "cjson/cJSON.h"];

/// Whose source distribution has yyjson 0.10.0.
const YYJSON: &str = "yyjson-4.0.6";

/// Calls with so many threads at a time.
pub(crate) fn calls(root: &Path, callers: usize) -> anyhow::Result<String> {
    let programs = Programs::ready(root)?;
    let program = programs.compile("calls", &["-lcurl"])?;
    let server = Server::start(root, &programs.folder)?;
    run::output(
        "measuring calls of C",
        Command::new(program).args([
            format!("http://127.0.0.1:{}", server.port),
            callers.to_string(),
        ]),
    )
}

/// Reading a page.
pub(crate) fn page(root: &Path, page: &Path) -> anyhow::Result<String> {
    let programs = Programs::ready(root)?;
    let program = programs.compile("page", &["-lcjson"])?;
    run::output("measuring a page in C", Command::new(program).arg(page))
}

/// What the programs are compiled with.
struct Programs {
    sources: PathBuf,
    folder: PathBuf,
    ory: PathBuf,
    yyjson: PathBuf,
}

impl Programs {
    fn ready(root: &Path) -> anyhow::Result<Self> {
        setup::native::ready().map_err(|missing| missing.error())?;
        let is_there = |header: &&str| Path::new("/usr/include").join(header).is_file();
        if !HEADERS.iter().all(is_there) {
            setup::apt::install(PACKAGES)
                .with_context(|| format!("try `{}`", setup::apt::advice(PACKAGES)))?;
        }
        // As users have it, whatever profile trials are built with.
        package::start(root, &["c"], &[("ORY_HUB_PROFILE", "dist")])?;
        let folder = cache::target().join("bench/c");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        let archive = artefact(&root.join("target/package/c"), ".tar.gz")?;
        unpack(&archive, &folder)?;
        let name = archive.file_name().context("an archive has a name")?;
        let name = name.to_string_lossy();
        Ok(Self {
            sources: root.join("tests/bench/c"),
            ory: folder.join(name.trim_end_matches(".tar.gz")),
            yyjson: yyjson(root, &folder)?,
            folder,
        })
    }

    fn compile(&self, name: &str, libraries: &[&str]) -> anyhow::Result<PathBuf> {
        let program = self.folder.join(name);
        run::run(
            &format!("compiling the benchmark {name}"),
            Command::new("gcc")
                .args(["-std=c99", "-O3", "-o"])
                .arg(&program)
                .arg(self.sources.join(format!("{name}.c")))
                .arg(self.yyjson.join("yyjson.c"))
                .arg("-I")
                .arg(&self.yyjson)
                .arg("-I")
                .arg(self.ory.join("include"))
                .arg(self.ory.join("lib/libory-hub.a"))
                .args(libraries)
                .args(["-lpthread", "-lm", "-ldl"]),
        )?;
        Ok(program)
    }
}

/// The folder of yyjson's two files.
fn yyjson(root: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let tools = setup::python::ready().map_err(|missing| missing.error())?;
    run::run(
        "fetching yyjson",
        Command::new(&tools.path)
            .args(["-m", "pip", "download", "--disable-pip-version-check"])
            .args(["--no-deps", "--no-binary", ":all:", "--require-hashes"])
            .arg("--dest")
            .arg(folder)
            .arg("-r")
            .arg(root.join("tests/bench/c/requirements.txt")),
    )?;
    unpack(&folder.join(format!("{YYJSON}.tar.gz")), folder)?;
    Ok(folder.join(YYJSON).join("yyjson"))
}

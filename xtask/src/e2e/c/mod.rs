//! The C driver: built by pkg-config and by CMake over the unpacked archive, then run plainly, under valgrind, and with
//! AddressSanitizer.

mod report;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use util::files::copy_folder;

use report::Report;

use super::{Driver, Outcome};
use util::files::{artefact, unpack};
use util::{run, symbols};

const STRICT: [&str; 5] = [
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wredundant-decls",
    "-Werror",
];
const SOURCES: [&str; 15] = [
    "main.c",
    "support.c",
    "http.c",
    "identity.c",
    "errors.c",
    "login.c",
    "self_service.c",
    "faults.c",
    "client_guarantees.c",
    "arguments.c",
    "mock.c",
    "services.c",
    "threads.c",
    "tokens.c",
    "host.c",
];

/// Unpacks the archive beside a copy of the driver, builds it in every way, and runs it.
///
/// # Errors
/// When the archive cannot be unpacked; what fails after that is counted.
pub(crate) fn run(driver: &Driver) -> anyhow::Result<Outcome> {
    let stage = Stage::new(driver)?;
    let mut report = Report::default();

    if driver.only.is_some() {
        stage.compile("driver", &SOURCES, &[])?;
        return report.run(
            "one case",
            stage.program(&stage.work.join("driver")),
            driver,
        );
    }

    report.check("library and header name the same functions", || {
        symbols::compare(
            &driver.root.join("include"),
            &stage.prefix.join("lib/libory-hub.so"),
        )
    });
    report.check("each header alone as C99 and C++11", || {
        stage.headers_alone()
    });
    report.check("header as C++17", || stage.header_as_cpp());
    report.check("built by pkg-config as C99", || {
        stage.compile("driver", &SOURCES, &[])
    });
    report.check("built by CMake, shared and static", || stage.cmake());

    report.check("calls at exit work and print nothing", || {
        stage.at_exit(driver)
    });
    report.check("loading and unloading leaks nothing", || stage.unload());
    report.check("two static libraries of Rust in one program", || {
        run::run(
            "running the program with a second Rust library",
            &mut Command::new(stage.work.join("build/second_rust")),
        )
    });

    let plain = report.plain(stage.program(&stage.work.join("driver")), driver);
    report.check_run(
        "statically linked",
        stage.program(&stage.work.join("build/driver_static")),
        driver,
    );

    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--quiet", "--error-exitcode=99", "--leak-check=full"])
        .args([
            "--show-leak-kinds=definite,indirect,possible",
            "--errors-for-leak-kinds=definite,indirect,possible",
        ])
        .args(["--num-callers=40", "--suppressions=valgrind.supp"])
        .env("ORY_HUB_INSTRUMENTED", "valgrind")
        .arg(stage.work.join("driver"));
    report.check_run("valgrind", stage.with_library(valgrind), driver);

    let flags = [
        "-fsanitize=address,undefined",
        "-fno-sanitize-recover=all",
        "-fno-omit-frame-pointer",
        "-g",
    ];
    report.check("built with AddressSanitizer", || {
        stage.compile("driver_sanitized", &SOURCES, &flags)?;
        let names = run::output(
            "symbols of the sanitized driver",
            Command::new("nm").arg(stage.work.join("driver_sanitized")),
        )?;
        anyhow::ensure!(
            names.contains("__asan_init"),
            "AddressSanitizer is not linked"
        );
        Ok(())
    });
    let mut sanitized = stage.program(&stage.work.join("driver_sanitized"));
    sanitized
        .env("ASAN_OPTIONS", "detect_leaks=1:strict_string_checks=1")
        .env("ORY_HUB_INSTRUMENTED", "AddressSanitizer");
    report.check_run("AddressSanitizer", sanitized, driver);
    report.check("the example of the documentation", || stage.example(driver));

    let log = run::log_path("c driver")?;
    std::fs::write(&log, report.full_text())?;
    Ok(Outcome {
        passed: report.passed,
        failed: report.failed,
        cases: plain.cases,
        log,
    })
}

/// Compiles another static library of Rust into a folder, for a program that links both.
pub(super) fn second_rust(source: &Path, language: &str, folder: &Path) -> anyhow::Result<()> {
    run::run(
        &format!("compiling a second Rust library for {language}"),
        Command::new("rustc")
            .args(["--edition", "2024", "-O", "-C", "panic=unwind"])
            .arg(source)
            .args(["-o", "libsecond_rust.a"])
            .current_dir(folder),
    )
}

/// Unpacks the package into a folder; gives the folder that was in it.
///
/// # Errors
/// When there is no package, or it cannot be unpacked.
pub(super) fn unpacked(root: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let archive = artefact(&root.join("target/package/c"), ".tar.gz")?;
    unpack(&archive, folder)?;
    let name = archive.file_name().context("an archive has a name")?;
    let name = name.to_string_lossy();
    Ok(folder.join(name.trim_end_matches(".tar.gz")))
}

/// The folder in which everything happens.
struct Stage {
    work: PathBuf,
    prefix: PathBuf,
}

impl Stage {
    fn new(driver: &Driver) -> anyhow::Result<Self> {
        copy_folder(&driver.root.join("tests/e2e/c"), &driver.work)?;
        Ok(Self {
            work: driver.work.clone(),
            prefix: unpacked(&driver.root, &driver.work)?,
        })
    }

    /// What pkg-config says about the library.
    fn flags(&self) -> anyhow::Result<Vec<String>> {
        let flags = run::output(
            "asking pkg-config",
            Command::new("pkg-config")
                .args(["--cflags", "--libs", "ory-hub"])
                .env("PKG_CONFIG_PATH", self.prefix.join("lib/pkgconfig")),
        )?;
        Ok(flags.split_whitespace().map(str::to_owned).collect())
    }

    fn compile(&self, program: &str, sources: &[&str], more: &[&str]) -> anyhow::Result<()> {
        run::run(
            &format!("compiling {program}"),
            Command::new("gcc")
                .arg("-std=c99")
                .args(STRICT)
                .args(more)
                .args(sources)
                .args(["-o", program])
                .args(self.flags()?)
                .arg("-lpthread")
                .current_dir(&self.work),
        )
    }

    /// No header needs another one before it.
    fn headers_alone(&self) -> anyhow::Result<()> {
        let include = self.prefix.join("include");
        let mut names = vec!["ory.h".to_owned()];
        for entry in std::fs::read_dir(include.join("ory"))? {
            names.push(format!("ory/{}", entry?.file_name().to_string_lossy()));
        }
        for name in names {
            for (compiler, language, standard) in [("gcc", "c", "c99"), ("g++", "c++", "c++11")] {
                run::run(
                    &format!("compiling {name} as {standard}"),
                    Command::new(compiler)
                        .args(["-x", language, "-fsyntax-only"])
                        .arg(format!("-std={standard}"))
                        .args(STRICT.iter().filter(|flag| **flag != "-Wextra"))
                        .arg("-I")
                        .arg(&include)
                        .arg(include.join(&name)),
                )?;
            }
        }
        Ok(())
    }

    /// The program's exit code is 0 and it prints nothing.
    fn at_exit(&self, driver: &Driver) -> anyhow::Result<()> {
        let faults = driver.env.iter().find(|(name, _)| name == "ORY_HUB_FAULTS");
        let (_, url) = faults.context("ORY_HUB_FAULTS is not set")?;
        let output = self
            .program(&self.work.join("build/at_exit"))
            .arg(format!("{url}/good.at-exit"))
            .output()?;
        anyhow::ensure!(
            output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(),
            "{}: `{}{}`",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    fn unload(&self) -> anyhow::Result<()> {
        run::run(
            "loading and unloading the library",
            Command::new(self.work.join("build/unload")).arg(self.prefix.join("lib/libory-hub.so")),
        )
    }

    fn header_as_cpp(&self) -> anyhow::Result<()> {
        run::run(
            "compiling the header as C++17",
            Command::new("g++")
                .arg("-std=c++17")
                .args(STRICT)
                .arg("-Wold-style-cast")
                .args(["header.cpp", "-o", "header_cpp"])
                .args(self.flags()?)
                .current_dir(&self.work),
        )
    }

    fn cmake(&self) -> anyhow::Result<()> {
        second_rust(&self.work.join("second_rust.rs"), "C", &self.work)?;
        run::run(
            "configuring by CMake",
            Command::new("cmake")
                .args(["-S", ".", "-B", "build"])
                .arg(format!("-DCMAKE_PREFIX_PATH={}", self.prefix.display()))
                .arg(format!(
                    "-DSECOND_RUST={}",
                    self.work.join("libsecond_rust.a").display()
                ))
                .current_dir(&self.work),
        )?;
        run::run(
            "building by CMake",
            Command::new("cmake")
                .args(["--build", "build", "--parallel", "2"])
                .current_dir(&self.work),
        )?;
        run::run(
            "running the C++ program",
            &mut Command::new(self.work.join("build/header_cpp")),
        )
    }

    fn program(&self, path: &Path) -> Command {
        self.with_library(Command::new(path))
    }

    fn with_library(&self, mut command: Command) -> Command {
        command.env("LD_LIBRARY_PATH", self.prefix.join("lib"));
        command
    }

    /// The example's output: one line for each step.
    fn example(&self, driver: &Driver) -> anyhow::Result<()> {
        let url = |wanted: &str| {
            let found = driver.env.iter().find(|(name, _)| name == wanted);
            found
                .map(|(_, value)| value.clone())
                .with_context(|| format!("{wanted} is not set"))
        };
        let output = self
            .program(&self.work.join("build/example"))
            .arg(url("ORY_HUB_KRATOS_PUBLIC")?)
            .arg(url("ORY_HUB_KRATOS_ADMIN")?)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let steps = ["created ", "listed ", "deleted: getIdentity: 404 "];
        let lines: Vec<&str> = text.lines().collect();
        anyhow::ensure!(
            output.status.success()
                && lines.len() == steps.len()
                && lines
                    .iter()
                    .zip(steps)
                    .all(|(line, step)| line.starts_with(step)),
            "the example printed `{}` ({})",
            text.trim(),
            output.status
        );
        Ok(())
    }
}

//! How each system calls the C libraries, and what it links with them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use setup::platforms::System;
use util::{run, symbols};

use crate::one_object;

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What rustc may name on Linux besides, the unwinder: compilers link theirs by themselves, and it is another one (`gcc_eh`) in
/// a program that is static as a whole.
const UNWINDER: &str = "-lgcc_s ";

/// What programs that are linked with the shared library look for.
///
/// # Errors
/// When the version has no parts.
pub(crate) fn soname(system: System) -> Result<String> {
    let series = series()?;
    Ok(match system {
        System::Macos => format!("libory-hub.{series}.dylib"),
        System::Windows => format!("ory-hub-{series}.dll"),
        _ => format!("libory-hub.so.{series}"),
    })
}

/// The file of the shared library in the package.
///
/// # Errors
/// When the version has no parts.
pub(crate) fn shared(system: System) -> Result<String> {
    Ok(match system {
        System::Macos => format!("lib/{}", soname(system)?),
        System::Windows => format!("bin/{}", soname(system)?),
        _ => format!("lib/libory-hub.so.{VERSION}"),
    })
}

/// What a program names to link the shared library.
fn to_link(system: System) -> &'static str {
    match system {
        System::Macos => "lib/libory-hub.dylib",
        System::Windows => "lib/libory-hub.dll.a",
        _ => "lib/libory-hub.so",
    }
}

/// What the static library needs besides, as rustc says it.
pub(crate) fn static_libs(system: System) -> &'static str {
    match system {
        System::Macos => "-framework Security -framework CoreFoundation -liconv -lSystem -lc -lm",
        System::Windows => "-lbcrypt -ladvapi32 -lkernel32 -lntdll -luserenv -lws2_32 -ldbghelp",
        _ => "-lutil -lrt -lpthread -lm -ldl -lc",
    }
}

/// A property of the shared library for CMake: what it is called, or what is linked in its place.
///
/// # Errors
/// When the version has no parts.
pub(crate) fn cmake_property(system: System) -> Result<String> {
    Ok(match system {
        System::Windows => format!(
            "IMPORTED_IMPLIB \"${{_ory_hub_prefix}}/{}\"",
            to_link(system)
        ),
        System::Macos => format!("IMPORTED_SONAME \"@rpath/{}\"", soname(system)?),
        _ => format!("IMPORTED_SONAME \"{}\"", soname(system)?),
    })
}

/// The arguments of rustc, after those of cargo.
///
/// # Errors
/// When the version has no parts.
pub(crate) fn rustc_arguments(system: System) -> Result<Vec<String>> {
    let soname = soname(system)?;
    let link = match system {
        System::Windows => Vec::new(),
        System::Macos => vec![macos_name(&soname)],
        // Unloading would leak what threads and the system still hold, so it is not unloaded.
        _ => vec![
            format!("link-arg=-Wl,-soname,{soname}"),
            "link-arg=-Wl,-z,nodelete".into(),
        ],
    };
    let words = ["--", "--print", "native-static-libs"].map(str::to_owned);
    let link = link
        .into_iter()
        .flat_map(|argument| ["-C".to_owned(), argument]);
    Ok(words.into_iter().chain(link).collect())
}

/// What rustc is told of the name of a library for macOS.
pub(crate) fn macos_name(name: &str) -> String {
    format!("link-arg=-Wl,-install_name,@rpath/{name}")
}

/// What rustc said in that log is what [`static_libs`] says; it says so only when it really builds.
///
/// # Errors
/// When it is something else.
pub(crate) fn check_static_libs(system: System, label: &str) -> Result<()> {
    // musl is one library; the names of the parts of glibc are empty ones there.
    if system == System::Musl {
        return Ok(());
    }
    let log = std::fs::read_to_string(run::log_path(label)?)?;
    if let Some((_, libs)) = log.split_once("native-static-libs: ") {
        let libs = libs.lines().next().unwrap_or_default().trim();
        let libs = libs.strip_prefix(UNWINDER).unwrap_or(libs);
        let packaged = static_libs(system);
        if libs != packaged {
            bail!("the static library needs `{libs}`, and its packages say `{packaged}`");
        }
    }
    Ok(())
}

/// Puts the shared library, and what links it, from the folder of cargo into that of the package.
///
/// # Errors
/// When a file or a tool is missing.
pub(crate) fn stage_shared(
    system: System,
    built: &Path,
    include: &Path,
    staging: &Path,
) -> Result<()> {
    let to = staging.join(shared(system)?);
    std::fs::create_dir_all(to.parent().context("no folder")?)?;
    let lib = staging.join("lib");
    let from = match system {
        System::Macos => "libory_hub_c.dylib",
        System::Windows => "ory_hub_c.dll",
        _ => "libory_hub_c.so",
    };
    std::fs::copy(built.join(from), &to)?;
    match system {
        System::Macos => link(&soname(system)?, &staging.join(to_link(system))),
        System::Windows => import_libraries(include, &lib),
        _ => {
            link(
                &format!("libory-hub.so.{VERSION}"),
                &lib.join(soname(system)?),
            )?;
            link(&soname(system)?, &staging.join(to_link(system)))
        }
    }
}

/// The functions by their names, for the linkers of mingw-w64 and of Microsoft.
fn import_libraries(include: &Path, lib: &Path) -> Result<()> {
    let mut text = format!("LIBRARY {}\nEXPORTS\n", soname(System::Windows)?);
    for name in symbols::headers(include)? {
        text.push_str(&format!("  {name}\n"));
    }
    let list = lib.join("ory-hub.def");
    std::fs::write(&list, text)?;
    for name in ["libory-hub.dll.a", "ory-hub.lib"] {
        run::run(
            "writing an import library",
            Command::new("llvm-dlltool")
                .args(["-m", "i386:x86-64", "-d"])
                .arg(&list)
                .arg("-l")
                .arg(lib.join(name)),
        )?;
    }
    std::fs::remove_file(&list)?;
    Ok(())
}

/// Writes the static library into the package. On Linux only `ory_*` is global in it; the linkers of the other systems do not
/// make one object of such an archive.
///
/// # Errors
/// When a tool fails.
pub(crate) fn stage_static(
    system: System,
    tools: &str,
    built: &Path,
    staging: &Path,
) -> Result<()> {
    let from = built.join("libory_hub_c.a");
    let to = staging.join("lib/libory-hub.a");
    match system {
        System::Macos | System::Windows => strip(&from, &to),
        _ => one_object::pack(tools, &from, &["ory_*"], &to),
    }
}

/// What debuggers read names the folders of this machine.
fn strip(from: &Path, to: &Path) -> Result<()> {
    run::run(
        "stripping the static library",
        Command::new("llvm-strip")
            .args(["--strip-debug", "--enable-deterministic-archives", "-o"])
            .arg(to)
            .arg(from),
    )
}

/// The part of the version that names the interface: `0.1` before 1.0.
///
/// # Errors
/// When the version has no parts.
pub(crate) fn series() -> Result<String> {
    let (series, _) = VERSION
        .rsplit_once('.')
        .context("the version has three parts")?;
    Ok(series.to_owned())
}

fn link(target: &str, path: &Path) -> Result<()> {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, path)
        .with_context(|| format!("cannot link {}", path.display()))?;
    Ok(())
}

//! The Swift package that is fetched by version: an XCFramework for Apple's systems, the installed library on Linux.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use sha2::{Digest as _, Sha256};

use setup::cross::LIPO;
use setup::platforms::{Platform, System};
use setup::{Found, macos};
use util::files::copy_folder;
use util::{cache, run};

use crate::platforms::apple;
use crate::platforms::build::{Crate, build};
use crate::swift;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const FRAMEWORK: &str = "OryHubFFI.xcframework";
const LIBRARY: &str = "libory_hub_native.a";

/// One library of the XCFramework, for a system.
struct Slice {
    system: System,
    /// What Xcode calls the system, and its variant.
    platform: &'static str,
    variant: Option<&'static str>,
}

const SLICES: [Slice; 3] = [
    Slice {
        system: System::Ios,
        platform: "ios",
        variant: None,
    },
    Slice {
        system: System::Simulator,
        platform: "ios",
        variant: Some("simulator"),
    },
    Slice {
        system: System::Macos,
        platform: "macos",
        variant: None,
    },
];

/// Writes `swift/` and `OryHubFFI.xcframework.zip` in `out` with archives for those machines, and says what was found in each;
/// `suffix` stands in the name of what has not all of them.
///
/// # Errors
/// When an archive cannot be built, or is not what the table says.
pub(crate) fn package(
    root: &Path,
    machines: &[&Platform],
    suffix: &str,
    symbols: &Path,
    zig: &Found,
    out: &Path,
) -> Result<Vec<String>> {
    let package = out.join("swift");
    swift::sources(root, symbols, &package)?;
    let framework = out.join(FRAMEWORK);
    if framework.exists() {
        std::fs::remove_dir_all(&framework)?;
    }
    let mut facts = Vec::new();
    let mut entries = String::new();
    for slice in &SLICES {
        let rows: Vec<&Platform> = machines
            .iter()
            .copied()
            .filter(|platform| platform.system == slice.system)
            .collect();
        if rows.is_empty() {
            continue;
        }
        let mut archives = Vec::new();
        for platform in &rows {
            let archive = stripped(
                platform,
                &build(root, platform, Crate::Native, zig)?.join(LIBRARY),
            )?;
            let said = apple::inspect(platform, &archive, zig)?;
            let size = std::fs::metadata(&archive)?.len();
            facts.push(format!("{}: {said}, {size} bytes", platform.name));
            archives.push(archive);
        }
        let names: Vec<&str> = rows.iter().map(|platform| macos::arch(platform)).collect();
        let folder = identifier(slice, &names);
        let place = framework.join(&folder);
        std::fs::create_dir_all(&place)?;
        together(&archives, &place.join(LIBRARY))?;
        // A folder of their own, so that they stand beside those of another framework.
        copy_folder(
            &package.join("Sources/OryHubFFI"),
            &place.join("Headers/OryHubFFI"),
        )?;
        entries.push_str(&entry(slice, &folder, &names));
    }
    let plist = framework.join("Info.plist");
    std::fs::write(&plist, information(&entries))?;
    run::run(
        "reading Info.plist",
        Command::new("python3")
            .args([
                "-c",
                "import plistlib, sys; plistlib.load(open(sys.argv[1], 'rb'))",
            ])
            .arg(&plist),
    )?;
    let name = format!("OryHubFFI{suffix}.xcframework.zip");
    let zipped = out.join(&name);
    super::kotlin::zip(out, &[FRAMEWORK], &zipped)?;
    let checksum: String = Sha256::digest(std::fs::read(&zipped)?)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let manifest =
        std::fs::read_to_string(root.join("bindings-uniffi/swift").join(swift::RELEASE))?
            .replace("@VERSION@", VERSION)
            .replace("OryHubFFI.xcframework.zip", &name)
            .replace("@CHECKSUM@", &checksum);
    std::fs::write(package.join("Package.swift"), &manifest)?;
    checked(&package, &manifest)?;
    std::fs::remove_dir_all(&framework)?;
    let size = std::fs::metadata(&zipped)?.len();
    facts.push(format!(
        "{name}: {size} bytes, SwiftPM reads both forms of its package"
    ));
    Ok(facts)
}

/// SwiftPM reads the manifest as Linux has it, and as Apple's systems have it.
fn checked(package: &Path, manifest: &str) -> Result<()> {
    let here = dumped(package)?;
    ensure!(
        here.contains("ory-hub-native"),
        "the manifest has no pkg-config on Linux"
    );
    ensure!(
        !here.contains("unsafeFlags"),
        "the manifest has unsafe flags"
    );
    let file = package.join("Package.swift");
    std::fs::write(&file, manifest.replace("#if os(Linux)", "#if os(macOS)"))?;
    let there = dumped(package);
    std::fs::write(&file, manifest)?;
    ensure!(
        there?.contains("checksum"),
        "the manifest has no checksum on Apple's systems"
    );
    Ok(())
}

fn dumped(package: &Path) -> Result<String> {
    setup::swift::ready().map_err(|missing| missing.error())?;
    let mut command = setup::swift::command(&["swift", "package", "dump-package"], package, &[])?;
    run::output("reading the manifest of the Swift package", &mut command)
}

/// The archive without what debuggers read: the C in it names the folders of this machine there.
fn stripped(platform: &Platform, archive: &Path) -> Result<PathBuf> {
    let folder = cache::target().join("foreign/stripped").join(platform.name);
    std::fs::create_dir_all(&folder)?;
    let out = folder.join(LIBRARY);
    run::run(
        "stripping an archive",
        Command::new("llvm-strip")
            .arg("--strip-debug")
            .arg("-o")
            .arg(&out)
            .arg(archive),
    )?;
    Ok(out)
}

fn identifier(slice: &Slice, names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    let variant = slice
        .variant
        .map(|name| format!("-{name}"))
        .unwrap_or_default();
    format!("{}-{}{variant}", slice.platform, names.join("_"))
}

fn together(archives: &[PathBuf], out: &Path) -> Result<()> {
    match archives {
        [one] => drop(std::fs::copy(one, out)?),
        several => run::run(
            "making one file of archives",
            Command::new(LIPO)
                .arg("-create")
                .args(several)
                .arg("-output")
                .arg(out),
        )?,
    }
    Ok(())
}

fn entry(slice: &Slice, folder: &str, names: &[&str]) -> String {
    let names: String = names
        .iter()
        .map(|name| format!("\t\t\t\t<string>{name}</string>\n"))
        .collect();
    let variant = slice.variant.map(|name| {
        format!("\t\t\t<key>SupportedPlatformVariant</key>\n\t\t\t<string>{name}</string>\n")
    });
    format!(
        "\t\t<dict>\n\
         \t\t\t<key>BinaryPath</key>\n\t\t\t<string>{LIBRARY}</string>\n\
         \t\t\t<key>HeadersPath</key>\n\t\t\t<string>Headers</string>\n\
         \t\t\t<key>LibraryIdentifier</key>\n\t\t\t<string>{folder}</string>\n\
         \t\t\t<key>LibraryPath</key>\n\t\t\t<string>{LIBRARY}</string>\n\
         \t\t\t<key>SupportedArchitectures</key>\n\t\t\t<array>\n{names}\t\t\t</array>\n\
         \t\t\t<key>SupportedPlatform</key>\n\t\t\t<string>{}</string>\n{}\
         \t\t</dict>\n",
        slice.platform,
        variant.unwrap_or_default()
    )
}

fn information(entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n\
         \t<key>AvailableLibraries</key>\n\t<array>\n{entries}\t</array>\n\
         \t<key>CFBundlePackageType</key>\n\t<string>XFWK</string>\n\
         \t<key>XCFrameworkFormatVersion</key>\n\t<string>1.0</string>\n\
         </dict>\n</plist>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{SLICES, entry, identifier};

    #[test]
    fn slices_are_called_as_xcode_calls_them() {
        let called: Vec<String> = SLICES
            .iter()
            .map(|slice| identifier(slice, &["x86_64", "arm64"]))
            .collect();
        let wanted = [
            "ios-arm64_x86_64",
            "ios-arm64_x86_64-simulator",
            "macos-arm64_x86_64",
        ];
        assert_eq!(called, wanted);
    }

    #[test]
    fn only_the_simulator_is_a_variant() {
        for slice in &SLICES {
            let text = entry(slice, "folder", &["arm64"]);
            let has = text.contains("SupportedPlatformVariant");
            assert_eq!(has, slice.variant.is_some());
            assert!(text.contains("<string>arm64</string>"));
        }
    }
}

//! The tool behind `cargo xtask`: every command starts here.

mod bench;
mod check;
mod demo;
mod e2e;
mod generated;
mod languages;
mod package;
mod servers;
mod sizes;
mod surface;
mod test;
mod version;

use std::io::Write as _;
use std::process::ExitCode;

use util::run;
use util::stdout::Stdout;

const HELP: &str = "\
cargo xtask COMMAND

run it
  demo [--once | --page] real servers, the same tour in every language, a login page;
                         --once ends after the tour, --page leaves it out
  servers [NAME ...]     real Kratos, Hydra and Keto until interrupted; prints one JSON line
                         of their URLs
change it
  generate [--check] [NAME ...]
                         writes all generated files from api/, or compares them
  operations             one line per operation: where it is and how each language calls it
  import FILE [--write | --check]
                         compares an upstream OpenAPI document with api/
  export [FILE]          api/ as a standard OpenAPI 3.1 document, for other tools
  surface [LANGUAGE …]   writes what users of the rust, kotlin or swift package can name to docs/surface/
test it
  check                  format, style, generated files; lints and unit tests of changed crates
  test [NAME ...]        everything that CI runs, or parts of it; `test help` lists them
  test LANGUAGE CASE [--keep]
                         one case of tests/cases.yaml, in the browser also page tests by the
                         beginning of their names; --keep leaves the servers running
  bench [NAME ...]       speed beside other clients; `bench help` lists what is measured
release it
  package [NAME ...]     what users install, under target/package/; NAME is a language
  package --all-platforms [--twice] [PLATFORM ...] [c | python | kotlin | swift]
                         the same for other machines, under target/package/platforms/;
                         --twice builds them again elsewhere and compares the bytes
  sizes [lines | --all-platforms]
                         generated lines by language; sizes of the packages
  version X.Y.Z          writes a new version wherever it stands
  setup [NAME ...]       installs what the commands above need; they also do so themselves
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            run::note(&format!("xtask: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> anyhow::Result<()> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "help" | "--help" | "-h" => {
            write!(Stdout, "{HELP}")?;
            Ok(())
        }
        "generate" => generated::command_line(root()?, rest),
        "import" => spec::import::command_line(root()?, rest, &mut Stdout),
        "export" => spec::export::command_line(root()?, rest, &mut Stdout),
        "operations" => operations(),
        "demo" => demo::command_line(root()?, rest),
        "test" => test::command_line(root()?, rest),
        "package" => languages::package(root()?, rest),
        "sizes" => sizes::command_line(root()?, rest),
        "surface" => surface::command_line(root()?, rest),
        "check" => check::command_line(root()?),
        "version" => version::command_line(root()?, rest),
        "bench" => bench::command_line(root()?, rest),
        "servers" => servers::command_line(rest),
        "setup" => setup::command_line(rest),
        other => {
            anyhow::bail!("there is no command `{other}`\n\n{HELP}")
        }
    }
}

fn operations() -> anyhow::Result<()> {
    let table = spec::operations::table(&spec::load(root()?)?);
    write!(Stdout, "{table}")?;
    Ok(())
}

/// The root of the repository.
fn root() -> anyhow::Result<&'static std::path::Path> {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or_else(|| anyhow::anyhow!("xtask has no folder above it"))
}

//! The one tool of the house: every command that the README names starts here.

mod bench;
mod demo;
mod e2e;
mod generated;
mod languages;
mod package;
mod servers;
mod test;

use std::io::Write as _;
use std::process::ExitCode;

use util::run;
use util::stdout::Stdout;

const HELP: &str = "\
cargo xtask COMMAND

see it
  demo [--once | --page] real servers, the same tour in every language, a login page;
                         --once ends after the tour, --page leaves it out
  servers [NAME ...]     real Kratos, Hydra and Keto until interrupted; prints one JSON line
                         of their URLs
change it
  generate [--check] [NAME ...]
                         writes all generated files from api/, or compares them
  operations             one line an operation: where it is and how each language calls it
  import FILE [--write | --check]
                         compares an upstream OpenAPI document with api/
  export [FILE]          api/ as a standard OpenAPI 3.1 document, for other tools
prove it
  test [NAME ...]        everything that CI runs, or parts of it; `test help` lists them
  bench [NAME ...]       how fast it is beside its peers; `bench help` lists what is measured
ship it
  package [NAME ...]     what users install, under target/package/; NAME is a language
  sizes                  what those packages weigh
  setup [NAME ...]       installs what the commands above need, which they do by themselves too
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
        "sizes" => sizes(root()?),
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

fn sizes(root: &std::path::Path) -> anyhow::Result<()> {
    for (lines, file) in test::style::longest(root, 1)? {
        let label = "longest file written by hand";
        writeln!(Stdout, "{label:<34} {lines:>10} lines  {file}")?;
    }
    package::start(root, "sizes", &[])
}

/// The root of the repository.
fn root() -> anyhow::Result<&'static std::path::Path> {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or_else(|| anyhow::anyhow!("xtask has no folder above it"))
}

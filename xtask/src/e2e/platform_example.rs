//! The example of a package for another machine: how it is run there, and what it has to print.

use std::path::Path;
use std::process::Command;

use anyhow::ensure;

use setup::platforms::{Platform, System};
use util::run;

use super::wine;

/// What the example prints, a line a step.
const STEPS: [&str; 3] = ["created ", "listed ", "deleted: getIdentity: 404 "];

/// The program, run by what runs programs of that platform here.
pub(super) fn through(
    runner: &[String],
    program: &Path,
    platform: &Platform,
) -> anyhow::Result<Command> {
    let mut command = match runner {
        [] => Command::new(program),
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
    };
    if platform.system == System::Windows {
        wine::environment(&mut command)?;
    }
    Ok(command)
}

pub(super) fn run_example(label: &str, command: &mut Command) -> anyhow::Result<()> {
    let ended = run::to_the_end(&format!("running the {label}"), command)?;
    ensure!(
        ended.status.success() && as_told(&ended.said),
        "the {label} ended with {}:\n{}",
        ended.status,
        run::tail(&ended.log, 20)
    );
    Ok(())
}

fn as_told(said: &str) -> bool {
    let lines: Vec<&str> = said.lines().collect();
    lines.len() == STEPS.len()
        && lines
            .iter()
            .zip(STEPS)
            .all(|(line, step)| line.starts_with(step))
}

#[cfg(test)]
mod tests {
    use super::as_told;

    #[test]
    fn only_all_steps_in_order_are_right() {
        assert!(as_told(
            "created 1 {}\nlisted 4\ndeleted: getIdentity: 404 x\n"
        ));
        assert!(!as_told("created 1 {}\nlisted 4\n"));
        assert!(!as_told(
            "listed 4\ncreated 1 {}\ndeleted: getIdentity: 404 x\n"
        ));
        assert!(!as_told(""));
    }
}

//! Messages of the library name the fields of a configuration as Kotlin and Swift spell them.

use ory_hub::{ErrorKind, Problem};

use crate::tables::FIELDS;

/// The error with `projectUrl` where core says `project_url`. What a server said stays as it is.
pub(crate) fn of_language(mut problem: Problem) -> Problem {
    let own = [ErrorKind::Config, ErrorKind::Credential, ErrorKind::Input];
    if own.contains(&problem.kind) {
        problem.message = renamed(&problem.message);
    }
    problem
}

fn renamed(message: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(rest.find(|c| !is_part(c)).unwrap_or(rest.len()));
        let field = FIELDS.iter().find(|(core, _)| *core == word);
        text.push_str(field.map_or(word, |(_, own)| own));
        let (between, next) = behind.split_at(behind.find(is_part).unwrap_or(behind.len()));
        text.push_str(between);
        rest = next;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_spelled_as_the_languages_spell_them() {
        for (message, wanted) in [
            (
                "set project_url or kratos_admin_url",
                "set projectUrl or kratosAdminUrl",
            ),
            (
                "`timeout_ms` is not between 0 and 1",
                "`timeoutMs` is not between 0 and 1",
            ),
            (
                "my_project_url, \u{e9}project_url",
                "my_project_url, \u{e9}projectUrl",
            ),
            ("", ""),
        ] {
            let problem = of_language(Problem::new(ErrorKind::Config, message));
            assert_eq!(problem.message, wanted);
        }
        let said = of_language(Problem::new(ErrorKind::Api, "no project_url"));
        assert_eq!(said.message, "no project_url");
    }
}

//! How values of the client print themselves: without bodies, cookies, codes in addresses, and what names a person.

use anyhow::{Result, ensure};

use super::patch::Patch;
use super::redaction::{How, Record, Shown, in_kotlin, kotlin_records, swift_records};

/// A case of an enum, in upper camel case.
type Case = (&'static str, Vec<Shown>);

fn records() -> Vec<Record> {
    let full = |name| Shown::new(name, How::Full);
    let hidden = |name| Shown::new(name, How::Hidden);
    let url = |name| Shown::new(name, How::Url);
    let names = |name| Shown::new(name, How::Names);
    let id = |name| Shown::new(name, How::Id);
    vec![
        Record::new(
            "OryMockRequest",
            vec![
                full("method"),
                url("url"),
                names("headers"),
                hidden("body").or_nothing(),
            ],
        ),
        Record::new(
            "ResponseHead",
            vec![full("status"), names("headers"), hidden("set_cookie")],
        ),
        Record::new(
            "SelfServiceOptions",
            vec![
                full("flow"),
                url("return_to").or_nothing(),
                full("refresh"),
                full("aal"),
                full("organization"),
                full("identity_schema"),
                full("exchange_code"),
                full("session_token"),
            ],
        ),
        Record::new(
            "AuthorizationRequest",
            vec![
                full("redirect_uri"),
                hidden("state"),
                full("scopes"),
                names("parameters"),
                hidden("code_challenge").or_nothing(),
            ],
        ),
        Record {
            disposable: true,
            ..Record::new(
                "FlowResult",
                vec![
                    id("session"),
                    full("session_token"),
                    id("identity"),
                    Shown::new("continue_with", How::Count),
                    url("redirect_to").or_nothing(),
                    full("verification_flow"),
                    full("settings_flow"),
                    full("form"),
                ],
            )
        },
    ]
}

fn enums() -> Vec<(&'static str, Vec<Case>)> {
    let full = |name| Shown::new(name, How::Full);
    let hidden = |name| Shown::new(name, How::Hidden).or_nothing();
    let url = || Shown::new("redirect_to", How::Url);
    let challenge = || {
        vec![
            ("Open", vec![full("request")]),
            ("AlreadyHandled", vec![url()]),
            ("Expired", vec![]),
        ]
    };
    let outcome = vec![
        ("Form", vec![full("form"), full("reason")]),
        ("Complete", vec![full("result")]),
        (
            "Redirect",
            vec![Shown::new("url", How::Url), full("reason")],
        ),
        (
            "StepUp",
            vec![full("aal"), full("session_token"), url().or_nothing()],
        ),
        ("Reauthenticate", vec![url().or_nothing()]),
        (
            "VerifyAddress",
            vec![full("flow"), hidden("address"), url().or_nothing()],
        ),
        (
            "LinkAccount",
            vec![hidden("identifier"), full("provider"), full("form")],
        ),
        ("AlreadySignedIn", vec![]),
        ("SignedOut", vec![]),
        ("Failed", vec![full("problem"), full("diagnosis")]),
    ];
    vec![
        ("FlowOutcome", outcome),
        ("LoginChallenge", challenge()),
        ("ConsentChallenge", challenge()),
        ("LogoutChallenge", challenge()),
    ]
}

/// Kotlin's classes.
pub(crate) fn kotlin(file: &mut Patch) -> Result<()> {
    kotlin_records(file, &records())?;
    for (name, cases) in enums() {
        let wanted = cases
            .iter()
            .filter(|(_, fields)| !fields.is_empty())
            .count();
        let mut inside = false;
        let mut case: Option<&Case> = None;
        let mut done = 0;
        file.lines(name, |line| {
            inside = line.starts_with(&format!("sealed class {name}")) || (inside && line != "}");
            if !inside {
                return None;
            }
            if let Some(class) = line.strip_prefix("    data class ") {
                let class = class.trim_end_matches('(');
                case = cases.iter().find(|(known, _)| *known == class);
            }
            let (class, fields) = case.filter(|_| line == "    {")?;
            (case, done) = (None, done + 1);
            let print = in_kotlin(class, fields);
            Some(format!(
                "{line}\n        override fun toString(): String = {print}\n"
            ))
        })?;
        ensure!(
            done == wanted,
            "client, Kotlin: uniffi's output has changed: {done} of {wanted} cases of {name}"
        );
    }
    Ok(())
}

/// Swift's structs and enums.
pub(crate) fn swift(file: &mut Patch) -> Result<()> {
    swift_records(file, &records())?;
    for (name, cases) in enums() {
        file.has(&format!("public enum {name}"))?;
        let arms: String = cases.iter().map(arm).collect();
        file.end_with(&format!(
            "\nextension {name}: CustomReflectable {{\n    \
                 /// What is printed: no codes in addresses, nothing that names a person.\n    \
                 public var customMirror: Mirror {{\n        \
                     switch self {{\n{arms}        }}\n    }}\n}}\n"
        ));
    }
    Ok(())
}

/// What the case carries is the one child of an enum's mirror: a value, or a tuple of several.
fn arm((case, fields): &Case) -> String {
    let case = spec::names::swift_name(&spec::names::snake(case));
    let variables: Vec<&str> = fields.iter().map(Shown::variable).collect();
    let shown: Vec<String> = fields
        .iter()
        .map(|field| format!("{}: {}", field.variable(), field.shown_of(field.variable())))
        .collect();
    let (pattern, children) = match fields.as_slice() {
        [] => (format!(".{case}"), "[]".to_owned()),
        [field] => (
            format!("let .{case}({})", field.variable()),
            format!("[(\"{case}\", {})]", field.shown_of(field.variable())),
        ),
        _ => (
            format!("let .{case}({})", variables.join(", ")),
            format!("[(\"{case}\", ({}))]", shown.join(", ")),
        ),
    };
    format!(
        "        case {pattern}:\n            \
             let shown: [Mirror.Child] = {children}\n            \
             return Mirror(self, children: shown, displayStyle: .enum)\n"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn class(name: &str, end: &str) -> String {
        format!("\ndata class {name} (\n    val x: Int\n{end}\n    companion object\n}}\n")
    }

    #[test]
    fn kotlin_prints_no_codes() {
        let mut text: String = records()
            .iter()
            .map(|record| {
                class(
                    &record.name,
                    if record.disposable {
                        "): Disposable{"
                    } else {
                        "){"
                    },
                )
            })
            .collect();
        for (name, cases) in enums() {
            text.push_str(&format!("sealed class {name} {{\n"));
            for (case, fields) in cases.iter().filter(|(_, fields)| !fields.is_empty()) {
                let first = fields.first().map(Shown::variable).unwrap_or_default();
                text.push_str(&format!(
                    "    data class {case}(\n        val {first}: String) : {name}()\n        \n    {{\n    }}\n"
                ));
            }
            text.push_str("}\n");
        }
        let mut file = Patch::new("X.kt", text.clone());
        kotlin(&mut file).unwrap();
        let printed = file.finish();
        for line in [
            "\"OryMockRequest(method=${this.`method`}, url=${ory.hub.withoutQuery(this.`url`)}, headers=${this.`headers`.keys}, body=${this.`body`?.let { \"[redacted]\" }})\"",
            "override fun toString(): String = \"Redirect(url=${ory.hub.withoutQuery(this.`url`)}, reason=${this.`reason`})\"",
            "identity=${this.`identity`?.id}, continueWith=${this.`continueWith`.size}",
        ] {
            assert!(printed.contains(line), "{line} in {printed}");
        }
        let renamed = text.replace("data class Redirect(", "data class Moved(");
        assert!(kotlin(&mut Patch::new("X.kt", renamed)).is_err());
    }

    #[test]
    fn swift_mirrors_cases_by_what_they_carry() {
        let outcome = &enums()[0].1;
        let arms: String = outcome.iter().map(arm).collect();
        for line in [
            "        case let .redirect(url, reason):",
            "            let shown: [Mirror.Child] = [(\"redirect\", (url: withoutQuery(url), reason: reason as Any))]",
            "            let shown: [Mirror.Child] = [(\"reauthenticate\", redirectTo.map(withoutQuery) as Any)]",
            "        case .signedOut:",
        ] {
            assert!(arms.lines().any(|other| other == line), "{line} in {arms}");
        }
        assert!(swift(&mut Patch::new("X.swift", String::new())).is_err());
    }
}

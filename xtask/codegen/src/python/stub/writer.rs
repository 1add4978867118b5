//! A type stub in the making.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use spec::ir::{Api, Type};

use crate::file::File;
use crate::python::types::{Direction, python};
use crate::rust::{mark, wrap};

/// Where the package is.
const PACKAGE: &str = "bindings-python/python/ory_hub";
/// No line of documentation is longer, its indentation not counted.
const WIDTH: usize = 108;

/// A stub in the making: what it imports, and its text.
#[derive(Default)]
pub(super) struct Stub {
    /// Module to names.
    imports: BTreeMap<String, BTreeSet<String>>,
    pub body: String,
}

impl Stub {
    pub(super) fn import(&mut self, module: &str, name: &str) {
        self.imports
            .entry(module.to_owned())
            .or_default()
            .insert(name.to_owned());
    }

    /// The annotation of a type; its names are imported. `models` says where a model stands, nothing for this file.
    pub(super) fn annotation(
        &mut self,
        api: &Api,
        ty: &Type,
        direction: Direction,
        models: &dyn Fn(&str) -> Option<String>,
    ) -> String {
        let text = python(api, ty, direction);
        for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
            match word {
                "Any" | "Literal" => self.import("typing", word),
                "Mapping" | "Sequence" => self.import("collections.abc", word),
                "datetime" => self.import("datetime", word),
                "Secret" | "Timestamp" => self.import("ory_hub._native", word),
                _ if api.model(word).is_some() => {
                    if let Some(module) = models(word) {
                        self.import(&module, word);
                    }
                }
                _ => {}
            }
        }
        text
    }

    pub(super) fn line(&mut self, indent: usize, text: &str) {
        if text.is_empty() {
            self.body.push('\n');
        } else {
            let _ = writeln!(self.body, "{:indent$}{text}", "", indent = indent * 4);
        }
    }

    /// A docstring.
    pub(super) fn doc(&mut self, indent: usize, text: &str) {
        let text = text.replace('\\', "\\\\").replace("\"\"\"", "'''");
        let lines = wrap(&text, WIDTH - indent * 4);
        match lines.as_slice() {
            [] => {}
            [one] => self.line(indent, &format!("\"\"\"{one}\"\"\"")),
            [first, rest @ ..] => {
                self.line(indent, &format!("\"\"\"{first}"));
                for line in rest {
                    self.line(indent, line);
                }
                self.line(indent, "\"\"\"");
            }
        }
    }

    /// `def NAME(PARTS) -> RESULT`, on one line where it fits; else its parts on one line, or each on its own.
    pub(super) fn def(
        &mut self,
        indent: usize,
        head: &str,
        parts: &[String],
        result: &str,
        end: &str,
    ) {
        let one = format!("{head}({}) -> {result}:{end}", parts.join(", "));
        if one.len() + indent * 4 <= WIDTH {
            self.line(indent, &one);
            return;
        }
        self.line(indent, &format!("{head}("));
        let inner = parts.join(", ");
        if inner.len() + (indent + 1) * 4 <= WIDTH {
            self.line(indent + 1, &inner);
        } else {
            for part in parts {
                self.line(indent + 1, &format!("{part},"));
            }
        }
        self.line(indent, &format!(") -> {result}:{end}"));
    }

    pub(super) fn file(self, path: &str, from: &str, about: &str) -> File {
        let mut text = format!("# {}\n\"\"\"{about}\"\"\"\n", mark(from));
        if !self.imports.is_empty() {
            text.push('\n');
        }
        for (module, names) in &self.imports {
            let names = Vec::from_iter(names.iter().map(String::as_str));
            let one = format!("from {module} import {}\n", names.join(", "));
            if one.len() <= WIDTH {
                text.push_str(&one);
            } else {
                let names = wrap(&names.join(", "), WIDTH - 5).join("\n    ");
                let _ = writeln!(text, "from {module} import (\n    {names},\n)");
            }
        }
        text.push('\n');
        text.push_str(self.body.trim_end());
        text.push('\n');
        File {
            path: format!("{PACKAGE}/{path}"),
            text,
        }
    }
}

/// The annotation of what may be missing.
pub(super) fn or_none(annotation: String, optional: bool) -> String {
    match optional && annotation != "Any" {
        true => format!("{annotation} | None"),
        false => annotation,
    }
}

#[cfg(test)]
mod tests {
    use super::Stub;

    #[test]
    fn a_signature_takes_one_line_or_three_or_one_for_each_part() {
        let lines = |count: usize| {
            let mut stub = Stub::default();
            let parts = vec!["argument: int".to_owned(); count];
            stub.def(1, "def call", &parts, "None", "");
            stub.body.lines().count()
        };
        assert_eq!([lines(2), lines(6), lines(8)], [1, 3, 10]);
    }
}

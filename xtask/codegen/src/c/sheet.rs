//! What one header and its table are made of.

use std::fmt::Write as _;

use spec::ir::{Group, Model};

use crate::rust::wrap;

/// The tables of a group, and the signatures that cbindgen reads.
#[derive(Default)]
pub(crate) struct Sheet {
    /// Macro calls.
    pub rust: String,
    /// Opaque types and the integer types of enums: those of models, which other headers use too.
    pub types: String,
    /// Opaque types that only this header uses.
    pub own_types: String,
    /// Constants and functions.
    pub signatures: String,
    /// The operations, as a comment for the top of the header.
    pub index: String,
    /// Every name that the header gets.
    pub names: Vec<String>,
    /// The condition of the macro calls that follow, as a line.
    pub gate: String,
}

/// An exported function.
pub(crate) struct Function {
    /// Name in C.
    pub name: String,
    /// Documentation.
    pub about: String,
    /// Arguments: name, Rust type.
    pub arguments: Vec<(String, String)>,
    /// What it returns, as a Rust type.
    pub result: Option<String>,
}

impl Sheet {
    /// Starts the index of operations.
    pub(crate) fn begin_index(&mut self, group: &Group) {
        for line in wrap(&format!("Group `{}`: {}", group.name, group.about), 112) {
            let _ = writeln!(self.index, "//! {line}");
        }
    }

    /// An operation in the index.
    pub(crate) fn index(&mut self, function: &str, method: &str, path: &str) {
        let _ = writeln!(self.index, "//! {function:<60} {method:<6} {path}");
    }

    /// A heading above what follows.
    pub(crate) fn heading(&mut self, title: &str) {
        for (number, line) in wrap(title, 112).into_iter().enumerate() {
            let mark = if number == 0 { "# " } else { "#   " };
            let _ = writeln!(self.signatures, "/// {mark}{line}");
        }
    }

    /// An opaque type of a model.
    pub(crate) fn opaque(&mut self, name: &str, about: &str) {
        self.names.push(name.to_owned());
        opaque(&mut self.types, name, about);
    }

    /// An opaque type of an operation: no other header uses it.
    pub(crate) fn own_opaque(&mut self, name: &str, about: &str) {
        self.names.push(name.to_owned());
        opaque(&mut self.own_types, name, about);
    }

    /// The integer type of an enum.
    pub(crate) fn integer(&mut self, name: &str, about: &str) {
        self.names.push(name.to_owned());
        doc(&mut self.types, about);
        let _ = writeln!(self.types, "pub type {name} = u32;");
    }

    /// A number with a name.
    pub(crate) fn constant(&mut self, name: &str, number: usize, about: &str) {
        self.names.push(name.to_owned());
        doc(&mut self.signatures, about);
        let _ = writeln!(self.signatures, "pub const {name}: u32 = {number};");
    }

    /// The signature of a function.
    pub(crate) fn function(&mut self, function: Function) {
        doc(&mut self.signatures, &function.about);
        let arguments: Vec<String> = function
            .arguments
            .iter()
            .map(|(name, ty)| format!("{name}: {ty}"))
            .collect();
        let result = function
            .result
            .map_or_else(String::new, |ty| format!(" -> {ty}"));
        let _ = writeln!(
            self.signatures,
            "#[unsafe(no_mangle)] pub extern \"C\" fn {}({}){result} {{ loop {{}} }}",
            function.name,
            arguments.join(", ")
        );
        self.names.push(function.name);
    }

    /// Rows of a macro call, one on a line.
    pub(crate) fn table(&mut self, head: &str, rows: &[String]) {
        self.rust.push_str(&self.gate);
        if rows.is_empty() {
            let _ = writeln!(self.rust, "{head} }}");
        } else {
            let _ = writeln!(self.rust, "{head}");
            for row in rows {
                let _ = writeln!(self.rust, "    {row};");
            }
            self.rust.push_str("}\n");
        }
    }
}

fn opaque(out: &mut String, name: &str, about: &str) {
    doc(out, about);
    let _ = writeln!(out, "pub struct {name} {{ _private: [u8; 0] }}");
}

fn doc(out: &mut String, about: &str) {
    if about.is_empty() {
        return;
    }
    for line in wrap(about, 112) {
        let _ = writeln!(out, "/// {line}");
    }
}

/// The C type of a kind of value, as Rust writes it.
pub(crate) fn c_type(kind: &str, model: Option<&str>) -> String {
    match (kind, model) {
        ("has" | "boolean", _) => "bool".to_owned(),
        ("int", _) => "i64".to_owned(),
        ("number", _) => "f64".to_owned(),
        ("len", _) => "usize".to_owned(),
        ("kind", Some(name)) => name.to_owned(),
        ("record" | "union" | "copy", Some(name)) => format!("*const {name}"),
        _ => "ory_str".to_owned(),
    }
}

/// What the description says of a model.
pub(crate) fn sentence(model: &Model) -> String {
    model.about.clone()
}

/// Sentences with a space between them; empty ones are left out.
pub(crate) fn join(sentences: &[&str]) -> String {
    let there: Vec<&str> = sentences
        .iter()
        .map(|sentence| sentence.trim())
        .filter(|sentence| !sentence.is_empty())
        .collect();
    there.join(" ")
}

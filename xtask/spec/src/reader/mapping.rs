//! One file of `api/` while it is read: texts, keys and maps, and what is wrong with them.

use crate::diagnostic::Diagnostics;
use crate::ir::{Mark, Type};
use crate::types;
use crate::yaml::{Entry, Node, Value};

/// A file being read.
pub(crate) struct Reader {
    file: String,
    /// What was wrong so far.
    pub diagnostics: Diagnostics,
}

impl Reader {
    pub(crate) fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            diagnostics: Diagnostics::default(),
        }
    }

    pub(crate) fn mark(&self, line: usize) -> Mark {
        Mark {
            file: self.file.clone(),
            line,
        }
    }

    pub(crate) fn wrong(&mut self, line: usize, reason: impl Into<String>) {
        let mark = self.mark(line);
        self.diagnostics.add(&mark, reason);
    }

    /// The entries of a mapping; a key that comes twice is an error and its first entry counts.
    pub(crate) fn entries<'n>(&mut self, node: &'n Node, what: &str) -> Vec<&'n Entry> {
        let Value::Map(entries) = &node.value else {
            let reason = format!("{what} must be a mapping: lines of `key: value`, indented");
            self.wrong(node.line, reason);
            return Vec::new();
        };
        let mut kept: Vec<&Entry> = Vec::new();
        for entry in entries {
            match kept.iter().find(|earlier| earlier.key == entry.key) {
                Some(earlier) => {
                    let reason = format!(
                        "{what}: `{}` stands twice, first in line {}",
                        entry.key, earlier.line
                    );
                    self.wrong(entry.line, reason);
                }
                None => kept.push(entry),
            }
        }
        kept
    }

    /// The entries of a mapping with known keys.
    pub(crate) fn mapping<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        known: &[&str],
    ) -> Mapping<'n> {
        let entries = self.entries(node, what);
        for entry in &entries {
            if !known.contains(&entry.key.as_str()) {
                let reason = format!(
                    "{what}: unknown key `{}`; keys are {}",
                    entry.key,
                    known.join(", ")
                );
                self.wrong(entry.line, reason);
            }
        }
        Mapping {
            line: node.line,
            entries,
        }
    }

    pub(crate) fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        match &node.value {
            Value::Text(text) => Some(text.trim()),
            Value::List(_) | Value::Map(_) => {
                let reason = format!(
                    "{what} must be a text; one that begins with `[` or `{{`, such as the type `\"[string]\"`, needs quotes"
                );
                self.wrong(node.line, reason);
                None
            }
        }
    }

    pub(crate) fn yes(&mut self, node: &Node, what: &str) -> bool {
        match self.text(node, what) {
            Some("true") => true,
            Some("false") | None => false,
            Some(other) => {
                self.wrong(node.line, format!("{what} is true or false, not `{other}`"));
                false
            }
        }
    }

    /// A type; `json` stands for one that could not be read.
    pub(crate) fn ty(&mut self, node: &Node, what: &str) -> (Type, bool) {
        let Some(text) = self.text(node, what) else {
            return (Type::Json, false);
        };
        match types::parse(text) {
            Ok(found) => found,
            Err(reason) => {
                self.wrong(node.line, format!("{what}: {reason}"));
                (Type::Json, false)
            }
        }
    }
}

/// The entries of a mapping whose keys are known.
pub(crate) struct Mapping<'n> {
    /// Line where the mapping starts.
    pub line: usize,
    entries: Vec<&'n Entry>,
}

impl<'n> Mapping<'n> {
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    pub(crate) fn text(&self, reader: &mut Reader, key: &str) -> Option<String> {
        let node = self.get(key)?;
        reader.text(node, key).map(str::to_owned)
    }

    /// A text that must be there; a file without it is wrong.
    pub(crate) fn must(&self, reader: &mut Reader, what: &str, key: &str) -> String {
        if self.get(key).is_none() {
            reader.wrong(self.line, format!("{what} has no `{key}`"));
        }
        self.text(reader, key).unwrap_or_default()
    }

    pub(crate) fn yes(&self, reader: &mut Reader, key: &str) -> Option<bool> {
        let node = self.get(key)?;
        Some(reader.yes(node, key))
    }

    /// A list of texts.
    pub(crate) fn texts(&self, reader: &mut Reader, key: &str) -> Vec<String> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = node.as_list() else {
            reader.wrong(node.line, format!("{key} must be a list"));
            return Vec::new();
        };
        let texts = items.iter().filter_map(|item| reader.text(item, key));
        texts.map(str::to_owned).collect()
    }

    /// A number from 1 on.
    pub(crate) fn number(&self, reader: &mut Reader, key: &str) -> Option<u64> {
        let node = self.get(key)?;
        let text = reader.text(node, key)?;
        let number = text.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            reader.wrong(
                node.line,
                format!("{key} is a number from 1 on, not `{text}`"),
            );
        }
        number
    }

    /// A mapping of texts to texts.
    pub(crate) fn pairs(&self, reader: &mut Reader, key: &str) -> Vec<(String, String)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for entry in reader.entries(node, key) {
            if let Some(text) = reader.text(&entry.value, &entry.key) {
                pairs.push((entry.key.clone(), text.to_owned()));
            }
        }
        pairs
    }

    /// Earlier names: a mapping of seeds to one name, or to several with commas between.
    pub(crate) fn was(&self, reader: &mut Reader) -> Vec<(String, String)> {
        let mut was = Vec::new();
        for (seed, names) in self.pairs(reader, "was") {
            was.extend(
                names
                    .split(',')
                    .map(|name| (seed.clone(), name.trim().to_owned())),
            );
        }
        was
    }
}

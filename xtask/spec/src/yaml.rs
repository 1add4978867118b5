//! YAML as a tree that remembers lines and keeps repeated keys, so that both can be reported.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, Span};

use crate::diagnostic::Diagnostics;
use crate::ir::Mark;

/// A YAML value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// First line, from 1.
    pub line: usize,
    /// Last line.
    pub end: usize,
    /// What it is.
    pub value: Value,
}

/// What a YAML value is.
#[derive(Debug, Clone)]
pub enum Value {
    /// Any scalar, as written: `api/` knows no other scalars than texts.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, repeated keys included.
    Map(Vec<Entry>),
}

/// One entry of a mapping.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The key's line.
    pub line: usize,
    /// The value.
    pub value: Node,
}

/// Reads one YAML document of `api/`.
///
/// # Errors
/// Where the text is no YAML, uses anchors, or has keys that are not texts.
pub fn parse(file: &str, text: &str) -> Result<Node, Diagnostics> {
    build(file, text, false)
}

/// Reads one YAML document that may use anchors and aliases.
///
/// # Errors
/// Where the text is no YAML, or has keys that are not texts.
pub fn parse_with_aliases(file: &str, text: &str) -> Result<Node, Diagnostics> {
    build(file, text, true)
}

fn build(file: &str, text: &str, aliases: bool) -> Result<Node, Diagnostics> {
    let mut builder = TreeBuilder {
        parser: Parser::new_from_str(text),
        anchors: aliases.then(HashMap::new),
    };
    builder.document().map_err(|(line, reason)| {
        let mut diagnostics = Diagnostics::default();
        let mark = Mark {
            file: file.to_owned(),
            line,
        };
        diagnostics.add(&mark, reason);
        diagnostics
    })
}

impl Node {
    /// The value of a key, in a mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a sequence.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }
}

/// What the parser says, and what is the matter most often where it says so.
fn no_yaml(info: &str) -> String {
    const HINTS: [(&str, &str); 7] = [
        ("quoted scalar", "a quote before this line is not closed"),
        (
            "mapping values are not allowed",
            "a text with `: ` in it needs quotes",
        ),
        ("simple key expect", "a key ends in `:` and a space"),
        (
            "unexpected character",
            "a text that begins with a backtick or `@` needs quotes",
        ),
        ("tab", "indent with spaces"),
        ("indent", "entries of one mapping begin in the same column"),
        (
            "did not find expected",
            "entries of one mapping begin in the same column; or a quote, `[` or `{` before this line is not closed",
        ),
    ];
    let hint = HINTS.iter().find(|(part, _)| info.contains(part));
    let hint = hint.map_or(String::new(), |(_, hint)| format!(" ({hint})"));
    format!("is no YAML: {info}{hint}")
}

type Fault = (usize, String);

struct TreeBuilder<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    /// What anchors stand for, where they are allowed.
    anchors: Option<HashMap<usize, Node>>,
}

impl<'a> TreeBuilder<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err((error.marker().line(), no_yaml(error.info()))),
            None => Err((1, "ends too early".to_owned())),
        }
    }

    fn document(&mut self) -> Result<Node, Fault> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd | Event::DocumentEnd => {
                    return Err((span.start.line(), "is empty".to_owned()));
                }
                other => return self.node(other, span),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node, Fault> {
        let line = span.start.line();
        let anchor = match &event {
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _) => *anchor,
            _ => 0,
        };
        let node = match event {
            Event::Scalar(text, ..) => Node {
                line,
                end: span.end.line(),
                value: Value::Text(text.into_owned()),
            },
            Event::SequenceStart(..) => self.list(line)?,
            Event::MappingStart(..) => self.map(line)?,
            Event::Alias(anchor) => {
                let known = self.anchors.as_ref().and_then(|known| known.get(&anchor));
                return known
                    .cloned()
                    .ok_or_else(|| (line, "aliases are not used here".to_owned()));
            }
            _ => return Err((line, "is no value".to_owned())),
        };
        if let (Some(known), 1..) = (&mut self.anchors, anchor) {
            known.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, line: usize) -> Result<Node, Fault> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let last = items.last().map_or(line, |item: &Node| item.end);
                return Ok(Node {
                    line,
                    end: last,
                    value: Value::List(items),
                });
            }
            items.push(self.node(event, span)?);
        }
    }

    fn map(&mut self, line: usize) -> Result<Node, Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let key_line = span.start.line();
            let key = match event {
                Event::MappingEnd => {
                    let last = entries.last().map_or(line, |entry| entry.value.end);
                    return Ok(Node {
                        line,
                        end: last,
                        value: Value::Map(entries),
                    });
                }
                Event::Scalar(text, ..) => text.into_owned(),
                _ => return Err((key_line, "a key must be a text".to_owned())),
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            entries.push(Entry {
                key,
                line: key_line,
                value,
            });
        }
    }
}

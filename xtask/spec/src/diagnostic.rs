//! What is wrong in `api/`: where it stands and why it is wrong.

use std::fmt;

use crate::ir::Mark;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where it stands.
    pub mark: Mark,
    /// Why it is wrong, for the person who has to change it.
    pub reason: String,
}

/// Everything that is wrong, so that one run shows all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Notes one more.
    pub fn add(&mut self, mark: &Mark, reason: impl Into<String>) {
        let diagnostic = Diagnostic {
            mark: mark.clone(),
            reason: reason.into(),
        };
        if !self.0.contains(&diagnostic) {
            self.0.push(diagnostic);
        }
    }

    /// Takes over what another file's reader found.
    pub fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    /// `value` where nothing is wrong.
    ///
    /// # Errors
    /// All diagnostics, by file and line, where something is.
    pub fn or<T>(mut self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0
            .sort_by(|a, b| (&a.mark.file, a.mark.line).cmp(&(&b.mark.file, b.mark.line)));
        Err(self)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.mark, self.reason)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(out, "{end}{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

//! Changes lines of uniffi's output, and stops where they are not what they were.

use anyhow::{Result, bail};

/// A generated text under change.
pub(crate) struct Patch {
    name: String,
    text: String,
}

impl Patch {
    /// Begins; `name` is for messages.
    pub(crate) fn new(name: impl Into<String>, text: String) -> Self {
        Self {
            name: name.into(),
            text,
        }
    }

    /// Replaces `old`, which stands there exactly once.
    pub(crate) fn once(&mut self, old: &str, new: &str) -> Result<&mut Self> {
        match self.text.matches(old).count() {
            1 => self.text = self.text.replacen(old, new, 1),
            count => bail!(
                "{}: uniffi's output has changed: expected once, found {count} times:\n{old}",
                self.name
            ),
        }
        Ok(self)
    }

    /// Insists on `text`, which our changes rely on.
    pub(crate) fn has(&mut self, text: &str) -> Result<&mut Self> {
        if !self.text.contains(text) {
            bail!(
                "{}: uniffi's output has changed: not found:\n{text}",
                self.name
            );
        }
        Ok(self)
    }

    /// Replaces `old` wherever it stands, at least once.
    pub(crate) fn each(&mut self, old: &str, new: &str) -> Result<&mut Self> {
        self.has(old)?;
        self.text = self.text.replace(old, new);
        Ok(self)
    }

    /// The same where the interface may lack such a thing altogether.
    pub(crate) fn any(&mut self, old: &str, new: &str) -> &mut Self {
        self.text = self.text.replace(old, new);
        self
    }

    /// Replaces everything from `start` to before `end`; both stand there exactly once.
    pub(crate) fn block(&mut self, start: &str, end: &str, new: &str) -> Result<&mut Self> {
        let name = self.name.clone();
        let lost = |what: &str| anyhow::anyhow!("{name}: uniffi's output has changed: no\n{what}");
        if self.text.matches(start).count() != 1 {
            return Err(lost(start));
        }
        let (before, rest) = self.text.split_once(start).ok_or_else(|| lost(start))?;
        let at = rest.find(end).ok_or_else(|| lost(end))?;
        let after = rest.get(at..).unwrap_or_default();
        self.text = format!("{before}{new}{after}");
        Ok(self)
    }

    /// Puts `new` behind the first `mark` after `start`, which stands there exactly once.
    pub(crate) fn inside(&mut self, start: &str, mark: &str, new: &str) -> Result<&mut Self> {
        let place = self.mark_after(start, mark)? + mark.len();
        self.text.insert_str(place, new);
        Ok(self)
    }

    /// Puts `new` in the place of the first `mark` after `start`, which stands there exactly once.
    pub(crate) fn replace_after(
        &mut self,
        start: &str,
        mark: &str,
        new: &str,
    ) -> Result<&mut Self> {
        let place = self.mark_after(start, mark)?;
        self.text.replace_range(place..place + mark.len(), new);
        Ok(self)
    }

    fn mark_after(&self, start: &str, mark: &str) -> Result<usize> {
        let found: Vec<usize> = self.text.match_indices(start).map(|(at, _)| at).collect();
        let place = match found.as_slice() {
            &[at] => self
                .text
                .get(at..)
                .and_then(|rest| Some(at + rest.find(mark)?)),
            _ => None,
        };
        match place {
            Some(place) => Ok(place),
            None => bail!(
                "{}: uniffi's output has changed: not found once:\n{start}…{mark}",
                self.name
            ),
        }
    }

    /// Adds to the end.
    pub(crate) fn end_with(&mut self, new: &str) -> &mut Self {
        self.text.push_str(new);
        self
    }

    /// Changes line by line; `None` leaves a line as it is. At least one line must change.
    pub(crate) fn lines(
        &mut self,
        what: &str,
        mut change: impl FnMut(&str) -> Option<String>,
    ) -> Result<&mut Self> {
        let mut changed = 0_usize;
        let mut text = String::with_capacity(self.text.len());
        for line in self.text.lines() {
            match change(line) {
                Some(new) => {
                    changed += 1;
                    text.push_str(&new);
                }
                None => text.push_str(line),
            }
            text.push('\n');
        }
        if changed == 0 {
            bail!("{}: uniffi's output has changed: no {what}", self.name);
        }
        self.text = text;
        Ok(self)
    }

    /// Refuses a text that still has `old` in it.
    pub(crate) fn without(&self, old: &str) -> Result<()> {
        if let Some(line) = self.text.lines().find(|line| line.contains(old)) {
            bail!(
                "{}: uniffi's output has changed: `{old}` is left in\n{line}",
                self.name
            );
        }
        Ok(())
    }

    /// The text as it is now.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Ends.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn what_no_longer_matches_is_an_error() {
        let mut rewrite = Patch::new("X.swift", "one two two".into());
        assert!(rewrite.once("two", "2").is_err());
        assert!(rewrite.once("three", "3").is_err());
        assert!(rewrite.each("three", "3").is_err());
        assert!(rewrite.block("three", "two", "").is_err());
        assert!(rewrite.lines("four", |_| None).is_err());
        assert!(rewrite.without("two").is_err());
        assert!(rewrite.inside("two", " ", "").is_err());
        assert!(rewrite.inside("one", "three", "").is_err());
        assert!(rewrite.replace_after("one", "three", "").is_err());
        assert_eq!(rewrite.text(), "one two two");
    }

    #[test]
    fn changes_follow_each_other() {
        let mut rewrite = Patch::new("X.swift", "one\ntwo\nthree\n".into());
        rewrite
            .once("one", "1")
            .unwrap()
            .block("two", "three", "2 ")
            .unwrap()
            .lines("three", |line| {
                line.ends_with("three").then(|| line.replace("three", "3"))
            })
            .unwrap();
        rewrite.without("three").unwrap();
        rewrite.inside("1", "2", "!").unwrap().end_with("4\n");
        rewrite.replace_after("2", "!", "?").unwrap();
        assert_eq!(rewrite.finish(), "1\n2? 3\n4\n");
    }
}

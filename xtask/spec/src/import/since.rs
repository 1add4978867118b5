//! What happened since an earlier release: added, removed, renamed, changed.

use super::difference::Difference;
use crate::ir::{Api, Type};
use crate::names;

/// Every difference to an earlier document, by what happened to it.
pub(crate) fn report(upstream: &Api, ours: &Api, found: &[Difference]) -> String {
    let renamed = renamed(upstream, ours);
    let mut lines = Lines::default();
    for (old, new) in &renamed {
        lines.add("renamed", format!("{old} is {new}"));
    }
    let is_old = |what: &str| renamed.iter().any(|(old, _)| old == owner(what));
    let is_new = |what: &str| renamed.iter().any(|(_, new)| new == owner(what));
    for difference in found {
        let what = &difference.what;
        let own = owner(what) == what;
        if own && is_old(what) && !difference.is_only_ours() {
            continue;
        }
        if difference.lacking {
            if !is_old(what) {
                lines.add("removed", format!("{what}{}", why(difference)));
            }
        } else if difference.is_only_ours() {
            if !(own && is_new(what)) {
                lines.add("added", what.clone());
            }
        } else {
            lines.add(
                "changed",
                format!("{what}: {}{}", difference.text, why(difference)),
            );
        }
    }
    lines.text()
}

fn why(difference: &Difference) -> String {
    let why = difference.why.as_ref();
    why.map_or_else(String::new, |why| format!(" [{why}]"))
}

/// The operation or model that something belongs to.
fn owner(what: &str) -> &str {
    let end = what.find(['.', '?', '=', ' ']).unwrap_or(what.len());
    what.get(..end).unwrap_or(what)
}

/// (name in the document, name today) of what has both.
fn renamed(upstream: &Api, ours: &Api) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    for (_, old) in upstream.operations() {
        let name = names::snake(&old.id);
        for (_, new) in ours.operations() {
            let was = new.was.iter().any(|(_, was)| same_name(was, &name));
            if was && new.id != old.id {
                renamed.push((old.id.clone(), new.id.clone()));
            }
        }
    }
    for old in upstream.groups.iter().flat_map(|group| &group.models) {
        let today = ours.previous.iter().find_map(|previous| {
            let (_, ty) = previous
                .models
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(&old.name))?;
            match ty {
                Type::Model(name) => Some(name),
                _ => None,
            }
        });
        if let Some(today) = today.filter(|today| **today != old.name) {
            renamed.push((old.name.clone(), today.clone()));
        }
    }
    renamed
}

/// Clients disagree about the words in `OAuth2`.
fn same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.replace('_', "");
    letters(one) == letters(other)
}

#[derive(Default)]
struct Lines(Vec<(&'static str, String)>);

impl Lines {
    fn add(&mut self, kind: &'static str, line: String) {
        if !self.0.contains(&(kind, line.clone())) {
            self.0.push((kind, line));
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let mut counts = Vec::new();
        for kind in ["added", "removed", "renamed", "changed"] {
            let lines = self.0.iter().filter(|(known, _)| *known == kind);
            let mut count = 0;
            for (_, line) in lines {
                count += 1;
                text.push_str(&format!("{kind} since: {line}\n"));
            }
            counts.push(format!("{count} {kind}"));
        }
        text.push_str(&format!(
            "an earlier release: {} since, nothing unexplained\n",
            counts.join(", ")
        ));
        text
    }
}

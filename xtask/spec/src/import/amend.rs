//! What stands otherwise in a document, written as the document has it, where one type or one field changes.

use super::compare::same;
use super::difference::Difference;
use super::edit;
use super::write::plain;
use crate::ir::{Api, Field, ModelKind, Operation, Place, Type};
use crate::reader::Source;
use crate::types;
use crate::yaml::{self, Value};

/// Changes the files so that a difference is none any more; `false` where a person has to do it.
pub(crate) fn amend(
    sources: &mut [Source],
    upstream: &Api,
    ours: &Api,
    difference: &Difference,
) -> bool {
    let what = &difference.what;
    if let Some((id, wire)) = what.split_once('?') {
        let param = |api| {
            let mut params = operation(api, id)?.params.iter();
            let param = params.find(|param| param.wire == wire)?;
            Some((param.ty.clone(), param.optional, param.place))
        };
        let (Some(theirs), Some(known)) = (param(upstream), param(ours)) else {
            return false;
        };
        let key = match known.2 {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
        };
        let place = ["operations", id, key, wire];
        return retype(sources, &place, (&theirs.0, theirs.1), (&known.0, known.1));
    }
    let Some((model, wire)) = what.split_once('.') else {
        return false;
    };
    let Some(known) = field(ours, model, wire) else {
        return false;
    };
    let place = ["models", model, "fields", wire];
    match field(upstream, model, wire) {
        None => remove(sources, &place),
        Some(theirs) if theirs.constant != known.constant => false,
        Some(theirs) => {
            let new = (&theirs.ty, theirs.optional);
            retype(sources, &place, new, (&known.ty, known.optional))
        }
    }
}

fn operation<'a>(api: &'a Api, id: &str) -> Option<&'a Operation> {
    let mut all = api.operations().map(|(_, operation)| operation);
    all.find(|operation| operation.id == id)
}

fn field<'a>(api: &'a Api, model: &str, wire: &str) -> Option<&'a Field> {
    match &api.model(model)?.kind {
        ModelKind::Record { fields, .. } => fields.iter().find(|field| field.wire == wire),
        _ => None,
    }
}

/// A type and whether it is optional, as `api/` writes them.
fn written((ty, optional): (&Type, bool)) -> String {
    let mark = if optional { "?" } else { "" };
    format!("{}{mark}", types::text(ty))
}

/// Writes another type; one of ours that says more than the document's stays and is only made optional or required.
fn retype(sources: &mut [Source], place: &[&str], new: (&Type, bool), old: (&Type, bool)) -> bool {
    let kept = same(Some(new.0), Some(old.0));
    let new = written((if kept { old.0 } else { new.0 }, new.1));
    let old = written(old);
    change(sources, place, |lines, wire, is_mapping| {
        let text = lines.join("\n");
        let mut at = after_key(&text, wire)?;
        if is_mapping {
            at += after_key(text.get(at..)?, "type")?;
        }
        let rest = text.get(at..)?;
        let value = rest.trim_start();
        let at = at + (rest.len() - value.len());
        let spelled = [plain(&old), format!("\"{old}\""), old.clone()];
        let spelled = spelled.into_iter().find(|spelled| {
            let end = value.strip_prefix(spelled.as_str());
            end.is_some_and(|end| end.is_empty() || end.starts_with([',', ' ', '\n']))
        })?;
        let (before, after) = (text.get(..at)?, text.get(at + spelled.len()..)?);
        Some(format!("{before}{}{after}", plain(&new)))
    })
}

/// Takes an entry out that has its lines to itself.
fn remove(sources: &mut [Source], place: &[&str]) -> bool {
    change(sources, place, |lines, wire, _| {
        let first = lines.first()?.trim_start();
        first.starts_with(&format!("{wire}:")).then(String::new)
    })
}

/// Puts what `rewrite` makes of an entry's lines in their place, unless the file would be no YAML any more.
fn change(
    sources: &mut [Source],
    place: &[&str],
    rewrite: impl Fn(&[&str], &str, bool) -> Option<String>,
) -> bool {
    let Some(wire) = place.last() else {
        return false;
    };
    for (name, text) in sources {
        let Ok(root) = yaml::parse(name, text) else {
            continue;
        };
        let Some((line, node)) = edit::find(&root, place) else {
            continue;
        };
        let lines: Vec<&str> = text.lines().collect();
        let start = line.saturating_sub(1);
        let (Some(entry), Some(after)) = (lines.get(start..node.end), lines.get(node.end..)) else {
            return false;
        };
        let Some(new) = rewrite(entry, wire, matches!(node.value, Value::Map(_))) else {
            return false;
        };
        let mut all: Vec<&str> = lines.get(..start).unwrap_or_default().to_vec();
        all.extend(Some(new.as_str()).filter(|new| !new.is_empty()));
        all.extend(after);
        let new = all.join("\n") + "\n";
        let siblings = place.get(..place.len() - 1).unwrap_or_default();
        let is_whole = yaml::parse(name, &new).is_ok_and(|root| {
            edit::find(&root, siblings).is_some_and(|(_, node)| has_entries(&node.value))
        });
        if is_whole {
            *text = new;
        }
        return is_whole;
    }
    false
}

fn has_entries(value: &Value) -> bool {
    matches!(value, Value::Map(entries) if !entries.is_empty())
}

/// Where the value of a key begins.
fn after_key(text: &str, key: &str) -> Option<usize> {
    let sought = format!("{key}:");
    let mut found = text.match_indices(&sought).map(|(at, _)| at);
    let at = found.find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with([' ', '{', '\n'])
    })?;
    Some(at + sought.len())
}

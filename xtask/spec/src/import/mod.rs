//! `cargo xtask import`: an upstream OpenAPI document compared with `api/`, and what is new taken over.

mod amend;
mod compare;
mod difference;
mod document;
mod edit;
mod infer;
mod openapi31;
mod previous_names;
mod release;
mod schemas;
mod since;
mod sound;
#[cfg(test)]
mod tests;
mod upstream;
mod write;

use std::io::Write;
use std::path::{Path, PathBuf};

pub use compare::differences;
pub use difference::Difference;
pub use upstream::read;

use crate::ir::{Api, ModelKind};
use crate::reader::{self, Corrections};
use edit::Addition;

const USAGE: &str = "cargo xtask import FILE [--write | --check] [--seeds FOLDER] [GROUP ...]";

/// What the command line asked for.
struct Options {
    file: PathBuf,
    write: bool,
    check: bool,
    seeds: Option<PathBuf>,
    groups: Vec<String>,
}

/// Runs the command; what it finds goes to `out`.
///
/// # Errors
/// Where the document or `api/` cannot be read, or `--check` finds a difference that nobody explained.
pub fn command_line(root: &Path, arguments: &[String], out: &mut dyn Write) -> anyhow::Result<()> {
    let asked = asked(arguments)?;
    let text = document::text_of(&asked.file)?;
    let corrections = reader::corrections(root)?;
    let all = reader::read(&reader::sources(root)?)?;
    let mut upstream = upstream::read(&text, &corrections, &asked.groups, &all)?;
    if let Some(folder) = &asked.seeds {
        previous_names::apply(&mut upstream, folder)?;
    }
    let mut ours = all.clone();
    if !asked.groups.is_empty() {
        ours.groups
            .retain(|group| asked.groups.contains(&group.name));
    }
    let found = differences(&upstream, &ours, &corrections);
    if asked.write {
        forget_known(&mut upstream, &all);
        return take_over(root, &upstream, &all, &found, out);
    }
    if is_earlier(&text, &asked, &corrections) {
        write!(out, "{}", since::report(&upstream, &ours, &found))?;
        return Ok(());
    }
    write!(out, "{}", report(&found))?;
    let open = found
        .iter()
        .filter(|difference| difference.why.is_none())
        .count();
    anyhow::ensure!(
        !asked.check || open == 0,
        "{open} differences have neither a `why` beside them nor a line in api/corrections.yaml"
    );
    Ok(())
}

fn asked(arguments: &[String]) -> anyhow::Result<Options> {
    let mut asked = Options {
        file: PathBuf::new(),
        write: false,
        check: false,
        seeds: None,
        groups: Vec::new(),
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--write" => asked.write = true,
            "--check" => asked.check = true,
            "--seeds" => asked.seeds = rest.next().map(PathBuf::from),
            other if other.starts_with('-') => {
                anyhow::bail!("there is no option `{other}`\n{USAGE}")
            }
            other if asked.file.as_os_str().is_empty() => asked.file = PathBuf::from(other),
            other => asked.groups.push(other.to_owned()),
        }
    }
    anyhow::ensure!(
        !asked.file.as_os_str().is_empty(),
        "which document?\n{USAGE}"
    );
    anyhow::ensure!(
        !(asked.write && asked.check),
        "`--write` or `--check`, not both"
    );
    Ok(asked)
}

/// Unexplained differences first, then the others with their reasons, then the counts.
fn report(found: &[Difference]) -> String {
    let mut text = String::new();
    let (explained, open): (Vec<_>, Vec<_>) = found
        .iter()
        .partition(|difference| difference.why.is_some());
    for difference in &open {
        text.push_str(&line(difference));
    }
    for difference in &explained {
        let why = difference.why.as_deref().unwrap_or_default();
        text.push_str(&format!(
            "  {}: {} [{why}]\n",
            difference.what, difference.text
        ));
    }
    text.push_str(&format!(
        "{} differences, {} of them explained\n",
        found.len(),
        explained.len()
    ));
    text
}

/// A difference and where it belongs.
fn line(difference: &Difference) -> String {
    let place = match &difference.mark {
        Some(mark) if mark.line == 0 => format!(" (api/{})", mark.file),
        Some(mark) => format!(" ({mark})"),
        None => String::new(),
    };
    format!("{}: {}{place}\n", difference.what, difference.text)
}

/// Whether a document is of an earlier release than the one that `api/` follows.
fn is_earlier(text: &str, asked: &Options, corrections: &Corrections) -> bool {
    let name = asked.file.file_name().and_then(|name| name.to_str());
    let own = corrections.document.as_deref().and_then(release::version);
    let theirs = release::of_document(text).or_else(|| release::in_name(name.unwrap_or_default()));
    matches!((own, theirs), (Some(own), Some(theirs)) if theirs < own)
}

/// A new group takes over only models that no other file has.
fn forget_known(upstream: &mut Api, ours: &Api) {
    let new = |name: &str| !ours.groups.iter().any(|group| group.name == name);
    for group in upstream.groups.iter_mut().filter(|group| new(&group.name)) {
        group
            .models
            .retain(|model| ours.model(&model.name).is_none());
    }
}

fn take_over(
    root: &Path,
    upstream: &Api,
    ours: &Api,
    found: &[Difference],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut sources = reader::sources(root)?;
    let old = sources.clone();
    for (what, done) in add_all(&mut sources, upstream, found) {
        writeln!(
            out,
            "{} {what}",
            if done { "added" } else { "add by hand:" }
        )?;
    }
    let open = found.iter().filter(|difference| difference.why.is_none());
    for difference in open.filter(|difference| !difference.lacking) {
        if amend::amend(&mut sources, upstream, ours, difference) {
            writeln!(out, "changed {}: {}", difference.what, difference.text)?;
        } else {
            write!(out, "change by hand: {}", line(difference))?;
        }
    }
    for (name, text) in &sources {
        if !old.contains(&(name.clone(), text.clone())) {
            let path = root.join("api").join(name);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, text)?;
        }
    }
    Ok(())
}

/// Adds whatever `api/` lacks without a reason; says of each whether that worked.
fn add_all<'f>(
    sources: &mut Vec<reader::Source>,
    upstream: &Api,
    found: &'f [Difference],
) -> Vec<(&'f str, bool)> {
    let wanted = found
        .iter()
        .filter(|difference| difference.lacking && difference.why.is_none());
    wanted
        .map(|difference| {
            let new = addition(upstream, &difference.what);
            (
                difference.what.as_str(),
                new.is_some_and(|new| edit::add(sources, &new)),
            )
        })
        .collect()
}

/// What a difference's name stands for in the document.
fn addition<'a>(upstream: &'a Api, what: &'a str) -> Option<Addition<'a>> {
    if let Some(name) = what.strip_prefix("group ") {
        return upstream
            .groups
            .iter()
            .find(|group| group.name == name)
            .map(Addition::Group);
    }
    if let Some((id, wire)) = what.split_once('?') {
        let (_, operation) = upstream
            .operations()
            .find(|(_, operation)| operation.id == id)?;
        let param = operation.params.iter().find(|param| param.wire == wire)?;
        return Some(Addition::Param(id, param));
    }
    if let Some((id, rest)) = what.split_once(' ') {
        let (_, operation) = upstream
            .operations()
            .find(|(_, operation)| operation.id == id)?;
        if rest == "body" {
            let body = operation.body.as_ref()?;
            return Some(Addition::Body(&operation.id, body));
        }
        let status: u16 = rest.parse().ok()?;
        let answer = operation
            .answers
            .iter()
            .find(|answer| answer.status == status)?;
        return Some(Addition::Answer(&operation.id, answer));
    }
    if let Some((name, value)) = what.split_once('=') {
        if let ModelKind::Union { arms, .. } = &upstream.model(name)?.kind {
            let arm = arms.iter().find(|arm| arm.tag == value)?;
            return Some(Addition::Arm(name, arm));
        }
        return Some(Addition::Value(name, value));
    }
    if let Some((name, wire)) = what.split_once('.') {
        let ModelKind::Record { fields, .. } = &upstream.model(name)?.kind else {
            return None;
        };
        return fields
            .iter()
            .find(|field| field.wire == wire)
            .map(|field| Addition::Field(name, field));
    }
    if let Some((group, operation)) = upstream
        .operations()
        .find(|(_, operation)| operation.id == what)
    {
        return Some(Addition::Operation(&group.name, operation));
    }
    let group = upstream
        .groups
        .iter()
        .find(|group| group.models.iter().any(|model| model.name == what))?;
    group
        .models
        .iter()
        .find(|model| model.name == what)
        .map(|model| Addition::Model(&group.name, model))
}

/// Reads a description and a document and says how they differ; for tests and other tools.
///
/// # Errors
/// Where either cannot be read.
pub fn compare(
    document: &str,
    ours: &Api,
    corrections: &Corrections,
) -> anyhow::Result<Vec<Difference>> {
    Ok(differences(
        &upstream::read(document, corrections, &[], ours)?,
        ours,
        corrections,
    ))
}

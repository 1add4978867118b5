//! `corrections.yaml`: what an upstream document has and `api/` lacks on purpose.

use std::path::Path;

use anyhow::Context;

use super::mapping::Reader;
use crate::diagnostic::Diagnostics;
use crate::yaml;

/// What the comparison with an upstream document must know.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// The release of the upstream document that `api/` follows.
    pub document: Option<String>,
    /// (what, why): things of upstream documents that `api/` leaves out.
    pub lacks: Vec<(String, String)>,
    /// (what, why): what `api/` has and upstream documents do not, where it has no line of its own to say why.
    pub has: Vec<(String, String)>,
    /// (`Owner.field`, name): what the enum or object written inside a field is called here.
    pub names: Vec<(String, String)>,
}

impl Corrections {
    /// Why `api/` lacks this, if it does so on purpose.
    #[must_use]
    pub fn why(&self, what: &str) -> Option<&str> {
        let all = || {
            let (model, _) = what.split_once('.')?;
            find(&self.lacks, &format!("{model}.*"))
        };
        find(&self.lacks, what).or_else(all)
    }

    /// Why `api/` has this, if the document lacks it.
    #[must_use]
    pub fn why_ours(&self, what: &str) -> Option<&str> {
        find(&self.has, what)
    }

    /// The name of a type that has none upstream.
    #[must_use]
    pub fn name(&self, place: &str) -> Option<&str> {
        find(&self.names, place)
    }
}

fn find<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(known, _)| known == key)
        .map(|(_, value)| value.as_str())
}

/// Reads `root/api/corrections.yaml`; a description without that file has no corrections.
///
/// # Errors
/// Diagnostics in the file, or that it cannot be read.
pub fn corrections(root: &Path) -> anyhow::Result<Corrections> {
    let path = root.join("api/corrections.yaml");
    if !path.exists() {
        return Ok(Corrections::default());
    }
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    Ok(parse(&text)?)
}

fn parse(text: &str) -> Result<Corrections, Diagnostics> {
    let node = yaml::parse("corrections.yaml", text)?;
    let mut reader = Reader::new("corrections.yaml");
    let mapping = reader.mapping(&node, "corrections", &["document", "lacks", "has", "names"]);
    let lacks = mapping.pairs(&mut reader, "lacks");
    let has = mapping.pairs(&mut reader, "has");
    for (what, why) in lacks.iter().chain(&has) {
        if why.is_empty() {
            reader.wrong(node.line, format!("`{what}` has no reason"));
        }
    }
    let names = mapping.pairs(&mut reader, "names");
    let document = mapping.text(&mut reader, "document");
    reader.diagnostics.or(Corrections {
        document,
        lacks,
        has,
        names,
    })
}

//! The pages of the javadoc jar, from the documentation in the sources: a page for each package, an entry for each class
//! and member that has something to say. Dokka would compile all of it once more on every build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// Writes `index.html` and `PACKAGE.html` to `out`.
///
/// # Errors
/// When a source cannot be read, or nothing in them is documented.
pub(crate) fn write(sources: &Path, out: &Path) -> Result<()> {
    let mut packages: BTreeMap<String, String> = BTreeMap::new();
    let mut folders = vec![sources.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    files.sort();
    for file in files {
        let text =
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let package = text.lines().find_map(|line| line.strip_prefix("package "));
        let package = package.with_context(|| format!("{} has no package", file.display()))?;
        packages
            .entry(package.trim().to_owned())
            .or_default()
            .push_str(&entries(&text));
    }
    fs::create_dir_all(out)?;
    let mut links = String::new();
    for (package, entries) in &packages {
        ensure!(!entries.is_empty(), "nothing in {package} is documented");
        fs::write(out.join(format!("{package}.html")), page(package, entries))?;
        writeln!(links, "<li><a href=\"{package}.html\">{package}</a></li>")?;
    }
    fs::write(
        out.join("index.html"),
        page("ory-hub", &format!("<ul>\n{links}</ul>\n")),
    )?;
    Ok(())
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body><h1>{title}</h1>\n{body}</body></html>\n"
    )
}

/// What is documented and public in one source. Interfaces of classes say what the classes say.
fn entries(source: &str) -> String {
    let mut all = String::new();
    let mut doc: Option<String> = None;
    let mut in_doc = false;
    let mut skipped = false;
    for line in source.lines() {
        let mut text = line.trim();
        if let Some(begin) = text.strip_prefix("/**") {
            doc = Some(String::new());
            in_doc = true;
            text = begin.trim_start();
        }
        if in_doc {
            // uniffi writes what is documented behind the end of some comments.
            let (said, behind) = match text.split_once("*/") {
                Some((said, behind)) => {
                    in_doc = false;
                    (said, behind)
                }
                None => (text, ""),
            };
            if let Some(doc) = &mut doc {
                add(doc, said.trim_start_matches('*').trim());
            }
            text = behind.trim();
        }
        if text.is_empty() || text.starts_with('@') {
            continue;
        }
        let top = !line.starts_with(' ');
        if top && text != "{" {
            skipped = name(text).is_some_and(|name| name.ends_with("Interface"));
        }
        let said = doc
            .take()
            .filter(|said| !said.is_empty() && !said.contains("@suppress"));
        if let (Some(said), false, Some(_)) = (said, skipped, name(text)) {
            all.push_str(&entry(top, text, &said));
        }
    }
    all
}

/// Adds a line of a comment; an empty one and an item of a list begin a paragraph.
fn add(doc: &mut String, said: &str) {
    if said.is_empty() || said.starts_with("- ") {
        doc.push('\n');
    } else if !doc.is_empty() {
        doc.push(' ');
    }
    doc.push_str(said);
}

/// The name that a public declaration gives.
fn name(declaration: &str) -> Option<&str> {
    const BEFORE: [&str; 10] = [
        "public", "override", "suspend", "open", "data", "sealed", "abstract", "enum", "actual",
        "inline",
    ];
    let mut words = declaration
        .split_whitespace()
        .skip_while(|word| BEFORE.contains(word));
    let kind = words.next()?;
    let is_kind = ["class", "interface", "object", "fun", "val", "var"].contains(&kind);
    let name = words.next().filter(|_| is_kind)?;
    name.split(['(', ':', '<']).next()
}

fn entry(top: bool, declaration: &str, said: &str) -> String {
    let heading = if top { "h2" } else { "h3" };
    let shown = declaration
        .trim_end_matches(['{', '(', ',', ' '])
        .replace('`', "");
    let paragraphs: String = said
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| format!("<p>{}</p>\n", escaped(part)))
        .collect();
    format!(
        "<{heading}><code>{}</code></{heading}>\n{paragraphs}",
        escaped(&shown)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn what_is_documented_and_public_has_an_entry() {
        let source = "package zoo\n\n/**\n * Cats & dogs.\n *\n * - `id`: Whose.\n */\nopen class PetApi: PetApiInterface {\n    \
                      /**\n     * One pet.\n     */@Throws(OryException::class)\n    override suspend fun `getPet`(`id`: List<String>) : Pet {\n    }\n    \
                      /**\n     * All pets.\n     */override fun `pets`(): Pets {\n    }\n    \
                      /** Inner. */\n    internal fun inner() {}\n}\n\n/** Twice. */\npublic interface PetApiInterface {\n    \
                      /** One pet. */\n    fun `getPet`()\n}\n\n/** A pet. */\ndata class Pet (\n    /** Its name. */\n    val `name`: String\n)\n";
        let page = entries(source);
        assert_eq!(
            page,
            "<h2><code>open class PetApi: PetApiInterface</code></h2>\n<p>Cats &amp; dogs.</p>\n<p>- `id`: Whose.</p>\n\
             <h3><code>override suspend fun getPet(id: List&lt;String&gt;) : Pet</code></h3>\n<p>One pet.</p>\n\
             <h3><code>override fun pets(): Pets</code></h3>\n<p>All pets.</p>\n\
             <h2><code>data class Pet</code></h2>\n<p>A pet.</p>\n\
             <h3><code>val name: String</code></h3>\n<p>Its name.</p>\n"
        );
    }
}

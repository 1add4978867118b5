//! Modules that need each other in a circle.
//!
//! The files are read as text: a path that begins with `crate`, `self`, `super` or a module beside the file leads to the
//! module that defines the name, through `use` declarations on the way. Generated files and unit tests do not count, and
//! neither does what a module and its own parts need of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module by its names from the root of the crate.
type Module = Vec<String>;

/// The modules of one crate.
struct Crate {
    modules: BTreeMap<Module, Source>,
}

/// What one file names.
struct Source {
    generated: bool,
    /// Without comments, texts and unit tests.
    code: String,
    /// Names of `use` declarations with the paths they stand for.
    uses: Vec<(String, String)>,
}

/// The circles of every crate, one line each.
pub(crate) fn complaints(root: &Path, files: &[String]) -> Vec<String> {
    let folders: Vec<&str> = files
        .iter()
        .filter_map(|file| file.strip_suffix("/Cargo.toml"))
        .collect();
    let mut found = Vec::new();
    for folder in folders {
        let start = format!("{folder}/src/");
        let sources = files.iter().filter_map(|file| {
            let module = module(file.strip_prefix(&start)?)?;
            let text = std::fs::read_to_string(root.join(file)).ok()?;
            Some((module, Source::new(&text)))
        });
        let modules = Crate {
            modules: sources.collect(),
        };
        for circle in circles(&modules.edges()) {
            let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            found.push(format!(
                "{folder}: the modules {} need each other in a circle",
                names.join(", ")
            ));
        }
    }
    let packages = files.iter().filter(|file| file.ends_with(".js"));
    let edges = packages.filter_map(|file| {
        let text = std::fs::read_to_string(root.join(file)).ok()?;
        Some((names(file), imports(file, &text)))
    });
    for circle in circles(&edges.collect()) {
        let files: Vec<String> = circle.iter().map(|file| file.join("/")).collect();
        found.push(format!(
            "{} import each other in a circle",
            files.join(", ")
        ));
    }
    found
}

/// The module of a file below `src`; none for unit tests.
fn module(file: &str) -> Option<Module> {
    let mut names = names(file.strip_suffix(".rs")?);
    if names.iter().any(|name| name == "tests") {
        return None;
    }
    if names.last().is_some_and(|last| last == "mod") || names == ["lib"] || names == ["main"] {
        names.pop();
    }
    Some(names)
}

fn names(path: &str) -> Module {
    path.split('/').map(str::to_owned).collect()
}

/// The files that a JavaScript module imports, as paths of the repository.
fn imports(file: &str, text: &str) -> BTreeSet<Module> {
    let folder = names(file);
    let targets = text.split(['"', '\'']).filter(|part| {
        (part.starts_with("./") || part.starts_with("../")) && part.ends_with(".js")
    });
    targets
        .map(|target| {
            let mut path = folder.clone();
            path.pop();
            for name in target.split('/') {
                match name {
                    "." => {}
                    ".." => drop(path.pop()),
                    name => path.push(name.to_owned()),
                }
            }
            path
        })
        .collect()
}

impl Source {
    fn new(text: &str) -> Self {
        let code = code(text);
        let mut uses = Vec::new();
        for declaration in words(&code, "use ") {
            if let Some((tree, _)) = declaration.split_once(';') {
                expand("", tree, &mut uses);
            }
        }
        Self {
            generated: util::files::is_generated(text),
            code,
            uses,
        }
    }
}

/// The text behind every place where a word begins.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(word).filter_map(move |(at, _)| {
        let before = code[..at].chars().next_back();
        let inside =
            before.is_some_and(|letter| letter.is_alphanumeric() || "_:$".contains(letter));
        (!inside).then(|| &code[at + word.len()..])
    })
}

/// Rust without comments, texts and the unit tests at its end.
fn code(text: &str) -> String {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let mut out = String::new();
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or_default();
        for (number, part) in line.split('"').enumerate() {
            if number % 2 == 0 {
                out.push_str(part);
            }
        }
        out.push('\n');
    }
    out
}

/// The names and paths of a `use` declaration: `a::{b, c as d}` has `b` for `a::b` and `d` for `a::c`.
fn expand(before: &str, tree: &str, out: &mut Vec<(String, String)>) {
    let tree = tree.trim();
    if let Some((start, rest)) = tree.split_once('{') {
        let inner = rest.trim_end().strip_suffix('}').unwrap_or(rest);
        let before = format!("{before}{}", start.trim());
        let (mut depth, mut from) = (0, 0);
        for (at, letter) in inner.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(&before, &inner[from..at], out);
                    from = at + 1;
                }
                _ => {}
            }
        }
        expand(&before, &inner[from..], out);
        return;
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let path = format!("{before}{}", path.trim());
    let path = path.strip_suffix("::self").unwrap_or(&path).to_owned();
    let last = path.rsplit("::").next().unwrap_or_default().to_owned();
    match name.trim() {
        _ if tree.is_empty() => {}
        "" => out.push((last, path)),
        name => out.push((name.to_owned(), path)),
    }
}

/// The paths that code names, from a keyword or a name on.
fn paths<'a>(code: &'a str, start: &'a str) -> impl Iterator<Item = String> + 'a {
    words(code, start).filter_map(move |rest| {
        let length = rest.find(|letter: char| !letter.is_alphanumeric() && !"_:".contains(letter));
        let path = &rest[..length.unwrap_or(rest.len())];
        path.starts_with("::")
            .then(|| format!("{start}{}", path.trim_end_matches(':')))
    })
}

impl Crate {
    /// What every hand-written module needs of the others.
    fn edges(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let hand_written = self.modules.iter().filter(|(_, source)| !source.generated);
        hand_written
            .map(|(module, source)| (module.clone(), self.needs(module, source)))
            .collect()
    }

    fn needs(&self, module: &Module, source: &Source) -> BTreeSet<Module> {
        let mut named: Vec<String> = source.uses.iter().map(|(_, path)| path.clone()).collect();
        let parts = self.modules.keys().filter_map(|part| {
            let (last, before) = part.split_last()?;
            (before == module.as_slice()).then_some(last.as_str())
        });
        for start in ["crate", "self", "super"].into_iter().chain(parts) {
            named.extend(paths(&source.code, start));
        }
        let mut needs: BTreeSet<Module> = named
            .iter()
            .filter_map(|path| self.resolve(module, path, 0))
            .collect();
        needs.retain(|other| !other.starts_with(module) && !module.starts_with(other));
        needs
    }

    /// The module that defines what a path names, seen from another module; none for other crates.
    fn resolve(&self, from: &Module, path: &str, depth: usize) -> Option<Module> {
        let mut names = path.split("::").peekable();
        let mut module = match *names.peek()? {
            "crate" => Vec::new(),
            "self" | "super" => from.clone(),
            part if self.part(from, part).is_some() => from.clone(),
            _ => return None,
        };
        while let Some(name) = names.next_if(|name| matches!(*name, "crate" | "self" | "super")) {
            if name == "super" {
                module.pop();
            }
        }
        while let Some(part) = names.peek().and_then(|name| self.part(&module, name)) {
            module = part;
            names.next();
        }
        let source = self.modules.get(&module)?;
        let behind = names.peek().and_then(|name| {
            let (_, path) = source.uses.iter().find(|(known, _)| known == name)?;
            (depth < 6 && *name != "*").then_some(path)
        });
        match behind {
            Some(path) => self.resolve(&module, path, depth + 1),
            None => Some(module),
        }
    }

    fn part(&self, module: &Module, name: &str) -> Option<Module> {
        let mut part = module.clone();
        part.push(name.to_owned());
        self.modules.contains_key(&part).then_some(part)
    }
}

/// Groups of nodes that reach each other.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = edges
        .keys()
        .map(|node| (node, reached(edges, node)))
        .collect();
    let mut seen = BTreeSet::<Module>::new();
    let mut found = Vec::new();
    for (node, others) in &reached {
        if !others.contains(node) || seen.contains(*node) {
            continue;
        }
        let circle: Vec<Module> = others
            .iter()
            .filter(|other| reached.get(**other).is_some_and(|back| back.contains(node)))
            .map(|other| (*other).clone())
            .collect();
        seen.extend(circle.iter().cloned());
        found.push(circle);
    }
    found
}

fn reached<'a>(
    edges: &'a BTreeMap<Module, BTreeSet<Module>>,
    from: &'a Module,
) -> BTreeSet<&'a Module> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for next in edges.get(node).into_iter().flatten() {
            if edges.contains_key(next) && found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn complaints_of(files: &[(&str, &str)]) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        let all = files.iter().chain([&("a/Cargo.toml", "")]);
        let names = all.map(|(file, text)| {
            let path = root.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
            (*file).to_owned()
        });
        let names: Vec<String> = names.collect();
        complaints(root.path(), &names)
    }

    #[test]
    fn a_circle_is_found_through_re_exports_and_paths() {
        let found = complaints_of(&[
            ("a/src/lib.rs", "mod one;\nmod two;\n"),
            ("a/src/one.rs", "use crate::two::{self, Inner as Own};\n"),
            ("a/src/two/mod.rs", "mod inner;\npub use inner::Inner;\n"),
            ("a/src/two/inner.rs", "fn f() { super::super::one::g() }\n"),
        ]);
        assert_eq!(
            found,
            ["a: the modules one, two::inner need each other in a circle"]
        );
    }

    #[test]
    fn comments_tests_parts_and_generated_files_are_no_circle() {
        let found = complaints_of(&[
            ("a/src/lib.rs", "mod one;\npub fn f() {}\n"),
            (
                "a/src/one.rs",
                "use crate::{f, two::g};\n// crate::three::h\n",
            ),
            (
                "a/src/two.rs",
                "use crate::three::h;\n#[cfg(test)]\nmod tests {\n    use crate::one::x;\n}\n",
            ),
            ("a/src/three.rs", "// @generated by x\nuse crate::two::g;\n"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn modules_of_javascript_are_compared_by_path() {
        let found = complaints_of(&[
            ("n/one.js", "import { two } from \"./parts/two.js\";\n"),
            ("n/parts/two.js", "export * from '../one.js';\n"),
            ("n/three.js", "import \"./one.js\";\n"),
        ]);
        assert_eq!(
            found,
            ["n/one.js, n/parts/two.js import each other in a circle"]
        );
    }
}

//! The module as JavaScript: binaryen's `wasm2js` translates it, here it becomes an ES module without a loading step.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use setup::node;
use util::run;

use super::module::FEATURES;
use super::order;

/// How wasm2js writes a piece of the memory.
const SEGMENT: &str = "base64DecodeToExistingUint8Array(bufferView, ";

/// The views of the memory that wasm2js declares, used or not.
const VIEWS: [&str; 8] = [
    "HEAP8", "HEAP16", "HEAP32", "HEAPU8", "HEAPU16", "HEAPU32", "HEAPF32", "HEAPF64",
];

/// How lines begin that look whether a piece of the memory is one: the module fills none that is not.
const CHECKS: [&str; 3] = [
    "dest = dest >>> 0",
    "size = size >>> 0",
    "if (dest + size >",
];

/// The modules that wasm2js imports, and the scripts that they are.
const IMPORTED: [(&str, &str); 2] = [
    ("imports[\"./bindings_bg.js\"]", "./module.js"),
    ("imports[\"./values.js\"]", "./values.js"),
];

/// The text of `code.js`: imports from the bindings, exports to them.
pub(super) fn of(module: &Path, work: &Path) -> anyhow::Result<String> {
    let out = work.join("wasm2js.js");
    let mut command = Command::new(node::program("wasm2js"));
    command.args(FEATURES).arg("-Oz").arg(module);
    command.arg("-o").arg(&out);
    run::run("translating the browser's module", &mut command)?;
    flattened(&fs::read_to_string(&out)?)
}

/// Writes the memory, and reads texts. A text is read out of the script: byte by byte into the memory it costs more time
/// than all else that loading does. What is a number there has a byte that is none of a text, with at most three others
/// beside it.
const WRITER: &str = r"function initActiveSegments() {
 texts.replace(/[^]{0,3}[^ -~]+[^]{0,3}/g, function (piece, place) {
  for (var i = 0; i < piece.length; i++) bufferView[OFFSET + place + i] = piece.charCodeAt(i);
 });
}
export const textAt = (start, length) => texts.substr(start - OFFSET, length);
";

/// Takes the function away that wasm2js puts around the code, so that a bundler sees every name and can shorten it, and
/// writes the memory as text: texts are most of it, and base64 hides from a compressor what repeats.
fn flattened(script: &str) -> anyhow::Result<String> {
    let split = |text: &str, at: &str| {
        text.split_once(at)
            .map(|(start, end)| (start.to_owned(), end.to_owned()))
            .with_context(|| format!("wasm2js writes `{at}` differently"))
    };
    let (_, rest) = split(script, "function initActiveSegments(imports) {\n")?;
    let (segments, rest) = split(&rest, "\n}\n")?;
    let (helpers, rest) = split(&rest, "function asmFunc(imports) {\n")?;
    let (body, rest) = split(&rest, "\n return {\n")?;
    let (exports, _) = split(&rest, "\n };\n}")?;

    let (mut out, body) = named_imports(&body);
    out.push_str("var bufferView;\n");
    let checks = |line: &str| CHECKS.iter().any(|check| line.trim().starts_with(check));
    for line in helpers.lines().filter(|line| !checks(line)) {
        writeln!(out, "{line}")?;
    }
    let (offset, data) = data(&segments)?;
    writeln!(out, "var texts = {};", literal(&data))?;
    out.push_str(&WRITER.replace("OFFSET", &offset.to_string()));
    let body = body.replace("initActiveSegments(imports)", "initActiveSegments()");
    let unused: Vec<String> = VIEWS
        .iter()
        .filter(|view| !body.contains(&format!("{view}[")) && !body.contains(&format!("= {view};")))
        .map(|view| format!("{view} = new "))
        .collect();
    for line in order::grouped(&body).lines() {
        if !unused.iter().any(|view| line.contains(view)) {
            writeln!(out, "{}", without_conversions(&without_coercions(line)))?;
        }
    }
    out.push_str("export const memory = { get buffer() { return buffer; } };\n");
    for line in exports.lines() {
        let export = line.trim().trim_end_matches([',', ' ']).split_once("\": ");
        if let Some((name, function)) = export
            && function.starts_with('$')
        {
            writeln!(
                out,
                "export {{ {function} as {} }};",
                name.trim_start_matches('"')
            )?;
        }
    }
    if out.contains("imports") {
        anyhow::bail!("wasm2js imports something that the bindings do not have");
    }
    Ok(out)
}

/// The imports of a body, and what else it is. They are imported by name: a bundler writes an object of all names for who
/// takes functions out of a module.
fn named_imports(body: &str) -> (String, String) {
    let mut imports = String::new();
    let mut rest = String::new();
    let mut module: Option<(String, &str)> = None;
    for line in body.lines() {
        let declared = line.trim().strip_prefix("var ");
        let (name, value) = declared
            .and_then(|text| text.trim_end_matches(';').split_once(" = "))
            .unwrap_or_default();
        let script = IMPORTED.iter().find(|(path, _)| value == *path);
        let member = module
            .as_ref()
            .and_then(|(alias, script)| Some((value.strip_prefix(alias)?, script)));
        if let Some((_, script)) = script {
            module = Some((format!("{name}."), script));
        } else if let Some((member, script)) = member {
            imports.push_str(&format!(
                "import {{ {member} as {name} }} from \"{script}\";\n"
            ));
        } else {
            rest.push_str(line);
            rest.push('\n');
        }
    }
    (imports, rest)
}

/// A line without conversions to an integer of what is one: parameters, since the bindings and the module pass integers,
/// and names that are compared.
fn without_coercions(line: &str) -> String {
    const ZERO: &str = " | 0";
    let text = line.trim();
    if let Some((name, value)) = text
        .strip_suffix(';')
        .and_then(|text| text.split_once(" = "))
        && value.strip_suffix(ZERO) == Some(name)
    {
        return String::new();
    }
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("($") {
        let (before, inner) = rest.split_at(start);
        out.push_str(before);
        let name = inner[1..].split_once(ZERO).map_or("", |(name, _)| name);
        let is_name = name.len() > 1
            && name[1..]
                .bytes()
                .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
        let after = inner.get(1 + name.len() + ZERO.len()..).unwrap_or_default();
        let compares = |text: &str| {
            ["== ", "!= ", "< ", "> ", "<= ", ">= "]
                .iter()
                .any(|sign| text.starts_with(sign))
        };
        let compared = after.strip_prefix(") ").is_some_and(compares)
            || [" == ", " != ", " < ", " > ", " <= ", " >= "]
                .iter()
                .any(|sign| before.ends_with(sign));
        if is_name && after.starts_with(')') && compared {
            out.push_str(name);
            rest = &after[1..];
        } else {
            out.push_str("($");
            rest = &inner[2..];
        }
    }
    out.push_str(rest);
    out
}

/// A line without conversions of integers to integers: what a function gives, names where a call, an index or a return
/// takes them, and places. A place is a name and less than what the memory holds.
fn without_conversions(line: &str) -> String {
    const ZERO: &str = " | 0";
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(ZERO) {
        out.push_str(before);
        let (lead, name) = split_name(&out);
        let ends = after.starts_with([')', ']', ',']);
        let is_argument = (lead.ends_with(['(', '[']) || lead.ends_with(", ")) && ends;
        let is_result = lead.ends_with("return ") && after.starts_with(';');
        let is_integer = name.starts_with('$') && (is_argument || is_result);
        if !(is_integer || is_call(&out) || is_place(&out) && (ends || after.starts_with(';'))) {
            out.push_str(ZERO);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A text and the name or number at its end.
fn split_name(text: &str) -> (&str, &str) {
    let is_of_name = |sign: char| matches!(sign, '$' | '_') || sign.is_ascii_alphanumeric();
    text.split_at(text.trim_end_matches(is_of_name).len())
}

/// Whether a text ends with a call, and not a sum, of a function of the module or of the bindings, all of which give
/// integers or booleans.
fn is_call(text: &str) -> bool {
    let mut depth = 0_usize;
    for (place, sign) in text.char_indices().rev() {
        match sign {
            ')' => depth += 1,
            '(' if depth == 1 => {
                let (lead, name) = split_name(&text[..place]);
                let is_whole = !["+ ", "- ", "-"].iter().any(|sign| lead.ends_with(sign));
                return is_whole && (name.starts_with('$') || name.starts_with("fimport$"));
            }
            '(' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// Whether a text ends with a name and a number of at most five digits that is added to it or taken from it.
fn is_place(text: &str) -> bool {
    let (lead, number) = split_name(text);
    let is_short = number.len() < 6 && number.bytes().all(|sign| sign.is_ascii_digit());
    let lead = lead.strip_suffix('-').unwrap_or(lead);
    let base = lead.strip_suffix(" + ").or(lead.strip_suffix(" - "));
    base.is_some_and(|base| {
        let (before, name) = split_name(base);
        let is_first =
            before.ends_with(['(', '[']) || before.ends_with(", ") || before.ends_with(" = ");
        is_short
            && !number.is_empty()
            && is_first
            && (name.starts_with('$') || name.starts_with("global$"))
    })
}

/// Where the pieces of the memory begin, and all their bytes.
fn data(segments: &str) -> anyhow::Result<(usize, Vec<u8>)> {
    let mut first = None;
    let mut all = Vec::new();
    for line in segments.lines() {
        let (offset, bytes) = segment(line).with_context(|| format!("no segment: {line}"))?;
        let offset: usize = offset.parse()?;
        let place = offset - *first.get_or_insert(offset);
        anyhow::ensure!(place >= all.len(), "segments overlap: {line}");
        all.resize(place, 0);
        all.extend(bytes);
    }
    Ok((first.context("no segments")?, all))
}

/// Where a piece of the memory begins, and its bytes.
fn segment(line: &str) -> Option<(&str, Vec<u8>)> {
    let (offset, text) = line.trim().strip_prefix(SEGMENT)?.split_once(", \"")?;
    let bytes = STANDARD.decode(text.strip_suffix("\");")?).ok()?;
    Some((offset, bytes))
}

/// A string with one character for each byte.
fn literal(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{flattened, literal, without_coercions, without_conversions};

    const SCRIPT: &str = r#"import * as a from './bindings_bg.js';
  var bufferView;
function initActiveSegments(imports) {
  base64DecodeToExistingUint8Array(bufferView, 1024, "aGkA");
  base64DecodeToExistingUint8Array(bufferView, 1028, "AQ==");
}
  function wasm2js_memory_fill(dest, value, size) {
    dest = dest >>> 0;
    size = size >>> 0;
    if (dest + size > bufferView.length) throw "trap: invalid memory.fill";
    bufferView.fill(value, dest, dest + size);
  }
      function wasm2js_trap() { throw new Error('abort'); }
function asmFunc(imports) {
 var buffer = new ArrayBuffer(65536);
 var HEAP8 = new Int8Array(buffer);
 var HEAPU8 = new Uint8Array(buffer);
 var x = imports["./bindings_bg.js"];
 var fimport$0 = x.get;
 function $0(a) { HEAP8[a] = fimport$0(a); }
 bufferView = HEAPU8;
 initActiveSegments(imports);
 return {
  "memory": Object.create(Object.prototype, {
  }), 
  "plan": $0
 };
}
"#;

    #[test]
    fn the_code_is_an_es_module() {
        let module = flattened(SCRIPT).unwrap();
        assert!(
            module.contains("texts = \"hi\\x00\\x00\\x01\";"),
            "{module}"
        );
        assert!(module.contains("substr(start - 1024"), "{module}");
        assert!(module.contains("export { $0 as plan };"), "{module}");
        let import = "import { get as fimport$0 } from \"./module.js\";";
        assert!(module.contains(import), "{module}");
        assert!(module.contains("HEAPU8 = new"), "{module}");
        let fill = "wasm2js_memory_fill(dest, value, size) {\n    bufferView.fill(value, dest, dest + size);";
        assert!(module.contains(fill), "{module}");
        assert!(flattened("").is_err());
    }

    #[test]
    fn integers_are_not_converted_to_integers() {
        for (line, short) in [
            ("  $0_1 = $0_1 | 0;", ""),
            ("  if (($1 | 0) != 1) {", "  if ($1 != 1) {"),
            ("  $2 = $0 & ($3_1 | 0) == -1;", "  $2 = $0 & $3_1 == -1;"),
            (
                "  return ($1 | 0) + 1 < ($2 | 0);",
                "  return ($1 | 0) + 1 < $2;",
            ),
            ("  $0 = $1 | 0;", "  $0 = $1 | 0;"),
            ("  f(($1 | 0) == ($2 | 0))", "  f($1 == $2)"),
        ] {
            assert_eq!(without_coercions(line), short);
        }
    }

    #[test]
    fn names_are_passed_as_they_are() {
        for (line, short) in [
            (
                "  HEAP8[$0_1 | 0] = f($1 | 0, $2_1 | 0, 3) | 0;",
                "  HEAP8[$0_1] = f($1, $2_1, 3) | 0;",
            ),
            (
                "  $1 = fimport$2($3(1) | 0) | 0;",
                "  $1 = fimport$2($3(1));",
            ),
            ("  $1 = $2 + $3(1) | 0;", "  $1 = $2 + $3(1) | 0;"),
            ("  HEAP8[$0_1 + 4 | 0] = 1;", "  HEAP8[$0_1 + 4] = 1;"),
            ("  $1 = global$0 - -64 | 0;", "  $1 = global$0 - -64;"),
            ("  $1 = $2 - 2147483648 | 0;", "  $1 = $2 - 2147483648 | 0;"),
            ("  $1 = ($2 + 1 | 0) == 0;", "  $1 = ($2 + 1) == 0;"),
            ("  return $3 | 0;", "  return $3;"),
            ("  f($1 + $2 | 0, 4 | 0)", "  f($1 + $2 | 0, 4 | 0)"),
        ] {
            assert_eq!(without_conversions(line), short);
        }
    }

    #[test]
    fn a_byte_is_a_character() {
        assert_eq!(literal(b"a\"\\\n\xff"), r#""a\"\\\x0a\xff""#);
    }
}

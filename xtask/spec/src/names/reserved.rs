//! What each language keeps for itself.

use super::Language;

/// Whether a field, argument or function of that name must be escaped.
#[must_use]
pub fn reserved_in(language: Language, name: &str) -> bool {
    words(language).contains(&name)
}

/// Whether a type of that name would hide a type that programs or generated code rely on.
#[must_use]
pub fn is_own_type(name: &str) -> Option<&'static str> {
    TYPES
        .iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(owner, _)| *owner)
}

fn words(language: Language) -> &'static [&'static str] {
    match language {
        Language::Rust => RUST,
        Language::Kotlin => KOTLIN,
        Language::Swift => SWIFT,
        Language::Python => PYTHON,
        Language::TypeScript => TYPESCRIPT,
        Language::C => C,
    }
}

#[rustfmt::skip]
const RUST: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

#[rustfmt::skip]
const KOTLIN: &[&str] = &[
    "as", "break", "class", "continue", "do", "else", "false", "for", "fun", "if", "in", "interface", "is", "null",
    "object", "package", "return", "super", "this", "throw", "true", "try", "typealias", "typeof", "val", "var", "when",
    "while",
];

#[rustfmt::skip]
const SWIFT: &[&str] = &[
    "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else",
    "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init",
    "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat",
    "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while",
];

#[rustfmt::skip]
const PYTHON: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "self", "try", "while", "with", "yield",
];

#[rustfmt::skip]
const TYPESCRIPT: &[&str] = &[
    "arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
    "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements", "import",
    "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public", "return",
    "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
];

/// C17, C23 and C++20 together.
#[rustfmt::skip]
const C: &[&str] = &[
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "restrict", "return", "short",
    "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this",
    "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "typeof_unqual", "union",
    "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
];

/// Types a model may not be called, by who owns the name.
#[rustfmt::skip]
const TYPES: &[(&str, &[&str])] = &[
    ("this library", &[
        "Answer", "Client", "Endpoint", "ErrorKind", "Json", "Model", "Ory", "OryConfig", "OryError", "OryException",
        "Page", "Pager", "Problem", "Request", "Response", "Secret", "Timestamp", "Transport", "Unknown", "UnknownArm",
    ]),
    ("Rust", &[
        "Box", "Clone", "Copy", "Debug", "Default", "Display", "Drop", "Eq", "Err", "Error", "Fn", "From", "Hash",
        "HashMap", "Into", "Iterator", "None", "Ok", "Option", "Ord", "Result", "Self", "Send", "Some", "String",
        "Sync", "ToString", "Vec",
    ]),
    ("Kotlin", &[
        "Any", "Array", "Boolean", "Byte", "ByteArray", "Char", "Comparable", "Deferred", "Double", "Enum", "Exception",
        "Flow", "Float", "Function", "Int", "Iterable", "List", "Long", "Map", "Nothing", "Number", "Pair", "Set",
        "Short", "Throwable", "Unit",
    ]),
    ("Swift", &[
        "AnyObject", "Bool", "Character", "Codable", "Collection", "Data", "Date", "Decodable", "Decoder", "Dictionary",
        "Duration", "Encodable", "Encoder", "Equatable", "Hashable", "Identifiable", "Never", "Optional", "Protocol",
        "Sendable", "Sequence", "Substring", "Task", "Type", "URL", "UUID", "Void",
    ]),
    ("Python", &["BaseException", "Ellipsis", "False", "NotImplemented", "True"]),
    ("TypeScript", &[
        "AbortSignal", "ArrayBuffer", "BigInt", "Headers", "Object", "Partial", "Promise", "Proxy", "Readonly",
        "Record", "RegExp", "Symbol", "WeakMap",
    ]),
];

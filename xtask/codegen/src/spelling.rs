//! How languages spell the types of `api/`. Rust's spelling is tokens, so it is in `rust_types`.

use spec::ir::Type;

/// The words of one language; `{}` stands for what a list or a map holds.
pub(crate) struct Spelling {
    text: &'static str,
    boolean: &'static str,
    int: &'static str,
    number: &'static str,
    time: &'static str,
    json: &'static str,
    secret: &'static str,
    list: &'static str,
    map: &'static str,
}

/// Kotlin.
pub(crate) const KOTLIN: Spelling = Spelling {
    text: "String",
    boolean: "Boolean",
    int: "Long",
    number: "Double",
    time: "Timestamp",
    json: "Json",
    secret: "Secret",
    list: "List<{}>",
    map: "Map<String, {}>",
};

/// Swift.
pub(crate) const SWIFT: Spelling = Spelling {
    text: "String",
    boolean: "Bool",
    int: "Int64",
    number: "Double",
    time: "Timestamp",
    json: "Json",
    secret: "Secret",
    list: "[{}]",
    map: "[String: {}]",
};

/// What Python reads.
pub(crate) const PYTHON: Spelling = Spelling {
    text: "str",
    boolean: "bool",
    int: "int",
    number: "float",
    time: "Timestamp",
    json: "Any",
    secret: "Secret",
    list: "list[{}]",
    map: "dict[str, {}]",
};

/// TypeScript.
pub(crate) const TYPESCRIPT: Spelling = Spelling {
    text: "string",
    boolean: "boolean",
    int: "number",
    number: "number",
    time: "Timestamp",
    json: "Json",
    secret: "string",
    list: "{}[]",
    map: "{ [name: string]: {} }",
};

impl Spelling {
    /// A type in this language. Models have the same name in all.
    #[must_use]
    pub(crate) fn of(&self, ty: &Type) -> String {
        let word = match ty {
            Type::Text(_) => self.text,
            Type::Bool => self.boolean,
            Type::Int => self.int,
            Type::Number => self.number,
            Type::Time => self.time,
            Type::Json => self.json,
            Type::Secret => self.secret,
            Type::List(item) => return self.list.replace("{}", &self.of(item)),
            Type::Map(value) => return self.map.replace("{}", &self.of(value)),
            Type::Model(name) => name,
        };
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use spec::ir::{Text, Type};

    use super::{KOTLIN, PYTHON, SWIFT, TYPESCRIPT};

    #[test]
    fn containers_hold_what_they_hold() {
        let ids = Type::List(Box::new(Type::Text(Text::Uuid)));
        let sizes = Type::Map(Box::new(Type::List(Box::new(Type::Model("Size".into())))));
        let all = [KOTLIN, SWIFT, PYTHON, TYPESCRIPT].map(|one| [one.of(&ids), one.of(&sizes)]);
        assert_eq!(
            all.concat(),
            [
                "List<String>",
                "Map<String, List<Size>>",
                "[String]",
                "[String: [Size]]",
                "list[str]",
                "dict[str, list[Size]]",
                "string[]",
                "{ [name: string]: Size[] }",
            ]
        );
    }
}

//! Types and signatures, from the JSON that rustdoc writes, as Rust.

use serde_json::Value;

/// A function's line.
pub(crate) fn function(path: &str, function: &Value) -> String {
    let header = &function["header"];
    let word = |key: &str, word: &'static str| if header[key] == true { word } else { "" };
    let inputs: Vec<String> = list(&function["sig"]["inputs"])
        .map(|input| {
            let name = input[0].as_str().unwrap_or_default();
            match (name, ty(&input[1])) {
                ("self", own) if own == "Self" => "self".to_owned(),
                ("self", own) if own == "&Self" => "&self".to_owned(),
                ("self", own) if own == "&mut Self" => "&mut self".to_owned(),
                (name, ty) => format!("{name}: {ty}"),
            }
        })
        .collect();
    let output = match &function["sig"]["output"] {
        Value::Null => String::new(),
        output => format!(" -> {}", ty(output)),
    };
    format!(
        "pub {}{}{}fn {path}{}({}){output}{}",
        word("is_const", "const "),
        word("is_async", "async "),
        word("is_unsafe", "unsafe "),
        generics(&function["generics"]),
        inputs.join(", "),
        predicates(&function["generics"]),
    )
}

/// `<T: Bound>`, without those that `impl Trait` in an argument makes.
pub(crate) fn generics(generics: &Value) -> String {
    let params: Vec<String> = list(&generics["params"])
        .filter(|param| param["kind"]["type"]["is_synthetic"] != true)
        .map(|param| {
            let name = param["name"].as_str().unwrap_or_default();
            match bounds(&param["kind"]["type"]["bounds"]) {
                bounds if bounds.is_empty() => name.to_owned(),
                bounds => format!("{name}: {bounds}"),
            }
        })
        .collect();
    if params.is_empty() {
        String::new()
    } else {
        format!("<{}>", params.join(", "))
    }
}

fn predicates(generics: &Value) -> String {
    let all: Vec<String> = list(&generics["where_predicates"])
        .map(|predicate| {
            let bound = &predicate["bound_predicate"];
            format!("{}: {}", ty(&bound["type"]), bounds(&bound["bounds"]))
        })
        .collect();
    if all.is_empty() {
        String::new()
    } else {
        format!(" where {}", all.join(", "))
    }
}

/// `A + B`.
pub(crate) fn bounds(bounds: &Value) -> String {
    let all: Vec<String> = list(bounds)
        .map(|bound| match bound["outlives"].as_str() {
            Some(lifetime) => lifetime.to_owned(),
            None => {
                let maybe = bound["trait_bound"]["modifier"] == "maybe";
                let sign = if maybe { "?" } else { "" };
                format!("{sign}{}", path(&bound["trait_bound"]["trait"]))
            }
        })
        .collect();
    all.join(" + ")
}

/// A path with its arguments.
pub(crate) fn path(path: &Value) -> String {
    let name = path["path"].as_str().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    format!("{name}{}", arguments(&path["args"]))
}

fn arguments(arguments: &Value) -> String {
    let plain = &arguments["angle_bracketed"];
    if plain.is_object() {
        let args = list(&plain["args"]).map(|argument| {
            if let Some(lifetime) = argument["lifetime"].as_str() {
                lifetime.to_owned()
            } else if argument["type"].is_null() {
                argument["const"]["expr"].as_str().unwrap_or("_").to_owned()
            } else {
                ty(&argument["type"])
            }
        });
        let constraints = list(&plain["constraints"]).map(|constraint| {
            let name = constraint["name"].as_str().unwrap_or_default();
            match &constraint["binding"]["equality"]["type"] {
                Value::Null => format!("{name}: {}", bounds(&constraint["binding"]["constraint"])),
                equal => format!("{name} = {}", ty(equal)),
            }
        });
        let all: Vec<String> = args.chain(constraints).collect();
        return if all.is_empty() {
            String::new()
        } else {
            format!("<{}>", all.join(", "))
        };
    }
    let call = &arguments["parenthesized"];
    if call.is_object() {
        return signature(&call["inputs"], &call["output"]);
    }
    String::new()
}

fn signature(inputs: &Value, output: &Value) -> String {
    let inputs: Vec<String> = list(inputs).map(ty).collect();
    let output = match output {
        Value::Null => String::new(),
        output => format!(" -> {}", ty(output)),
    };
    format!("({}){output}", inputs.join(", "))
}

/// A type.
pub(crate) fn ty(value: &Value) -> String {
    let Some((kind, inner)) = value.as_object().and_then(|value| value.iter().next()) else {
        return "_".to_owned();
    };
    match kind.as_str() {
        "resolved_path" => path(inner),
        "generic" | "primitive" => inner.as_str().unwrap_or_default().to_owned(),
        "tuple" => {
            let parts: Vec<String> = list(inner).map(ty).collect();
            format!("({})", parts.join(", "))
        }
        "slice" => format!("[{}]", ty(inner)),
        "array" => format!(
            "[{}; {}]",
            ty(&inner["type"]),
            inner["len"].as_str().unwrap_or_default()
        ),
        "impl_trait" => format!("impl {}", bounds(inner)),
        "borrowed_ref" => {
            let lifetime = inner["lifetime"].as_str();
            let lifetime = lifetime.map_or_else(String::new, |name| format!("{name} "));
            let mutable = if inner["is_mutable"] == true {
                "mut "
            } else {
                ""
            };
            format!("&{lifetime}{mutable}{}", ty(&inner["type"]))
        }
        "raw_pointer" => {
            let mutable = if inner["is_mutable"] == true {
                "mut"
            } else {
                "const"
            };
            format!("*{mutable} {}", ty(&inner["type"]))
        }
        "qualified_path" => format!(
            "{}::{}",
            ty(&inner["self_type"]),
            inner["name"].as_str().unwrap_or_default()
        ),
        "dyn_trait" => {
            let mut parts: Vec<String> = list(&inner["traits"])
                .map(|one| path(&one["trait"]))
                .collect();
            parts.extend(inner["lifetime"].as_str().map(str::to_owned));
            format!("dyn {}", parts.join(" + "))
        }
        "function_pointer" => {
            let sig = &inner["sig"];
            let inputs = list(&sig["inputs"]).map(|input| input[1].clone()).collect();
            format!("fn{}", signature(&Value::Array(inputs), &sig["output"]))
        }
        other => other.to_owned(),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{function, ty};

    #[test]
    fn signatures_read_as_rust() {
        let none = json!({ "params": [], "where_predicates": [] });
        let own = json!({ "borrowed_ref": { "lifetime": null, "is_mutable": false, "type": { "generic": "Self" } } });
        let text = json!({ "borrowed_ref": { "lifetime": "'static", "is_mutable": false, "type": { "primitive": "str" } } });
        let option = json!({ "resolved_path": { "path": "core::option::Option",
            "args": { "angle_bracketed": { "args": [{ "type": text }], "constraints": [] } } } });
        let described = json!({ "header": { "is_async": true }, "generics": none,
            "sig": { "inputs": [["self", own], ["name", text]], "output": option } });
        assert_eq!(
            function("it::One::find", &described),
            "pub async fn it::One::find(&self, name: &'static str) -> Option<&'static str>"
        );
        assert_eq!(ty(&json!({ "slice": { "primitive": "u8" } })), "[u8]");
    }
}

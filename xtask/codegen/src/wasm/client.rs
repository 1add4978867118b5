//! What a client is made from and what its errors say, as TypeScript, from `api/client.yaml`.

use spec::ir::{Api, ClientField};
use spec::names;

use super::text::{HOME, doc};
use crate::client::call_options;
use crate::file::File;
use crate::rust;
use crate::spelling::TYPESCRIPT;

/// Options of calls that a browser does not have.
const NATIVE: [&str; 3] = ["max_retries", "allow_delete_all", "allow_password_hash"];

const CALL_OPTIONS: &str = "
/** Options of every call. */
export interface CallOptions {
  /** Ends the call early: it fails with an error of kind `cancelled`. */
  signal?: OrySignal | null | undefined;
";

/// `npm/types/client.d.ts`.
pub(super) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    if api.client.config.is_empty() {
        return Ok(Vec::new());
    }
    let mut text = format!("// {}\n", rust::mark("client.yaml"));
    text.push_str("import type { Json } from \"./values.js\";\n");
    text.push_str("import type { OrySignal } from \"./ory.js\";\n");
    text.push_str(
        "\n/** The fields that every language's configuration has, as far as they work here. */\n",
    );
    text.push_str("export interface CommonConfig {\n");
    for field in api.client.config.iter().filter(|field| field.browser) {
        let about = match &field.default {
            Some(value) => format!("{} {value} if left out.", field.about),
            None => field.about.clone(),
        };
        text.push_str(&doc(&in_camel(api, &about), "  "));
        text.push_str(&format!(
            "  {}?: {} | null | undefined;\n",
            names::camel(&field.name),
            TYPESCRIPT.of(&field.ty)
        ));
    }
    text.push_str("}\n\n");
    let mut kinds = String::from("What kind of error it is.\n");
    for (kind, about) in &api.client.kinds {
        kinds.push_str(&format!("\n- `{kind}`: {about}"));
    }
    text.push_str(&doc(&kinds, ""));
    let literals: Vec<String> = api
        .client
        .kinds
        .iter()
        .map(|(kind, _)| format!("\n  | {kind:?}"))
        .collect();
    text.push_str(&format!(
        "export type OryErrorKind ={};\n",
        literals.concat()
    ));
    text.push_str(CALL_OPTIONS);
    let options = call_options(api);
    for field in options
        .iter()
        .filter(|field| !NATIVE.contains(&field.name.as_str()))
    {
        text.push_str(&doc(&in_camel(api, &field.about), "  "));
        text.push_str(&format!(
            "  {}?: {} | null | undefined;\n",
            names::camel(&field.name),
            TYPESCRIPT.of(&field.ty)
        ));
    }
    text.push_str("}\n");
    text.push_str(
        "\n/** What an error says. */\nexport declare abstract class ErrorFields extends Error {\n",
    );
    for field in api.client.problem.iter().filter(|field| !field.native) {
        text.push_str(&doc(&in_camel(api, &field.about), "  "));
        text.push_str(&fact(field));
    }
    text.push_str("}\n");
    Ok(vec![File {
        path: format!("{HOME}/types/client.d.ts"),
        text,
    }])
}

fn fact(field: &ClientField) -> String {
    let name = names::camel(&field.name);
    let ty = if name == "kind" {
        "OryErrorKind".to_owned()
    } else {
        TYPESCRIPT.of(&field.ty)
    };
    match (field.optional, ty.as_str()) {
        (false, _) => format!("  readonly {name}: {ty};\n"),
        (true, "Json") => format!("  readonly {name}?: Json;\n"),
        (true, _) => format!("  readonly {name}?: {ty} | undefined;\n"),
    }
}

/// The documentation speaks of fields by their names in `api/`; here they are in camel case.
fn in_camel(api: &Api, text: &str) -> String {
    let fields = api.client.config.iter().chain(&api.client.problem);
    fields.fold(text.to_owned(), |text, field| {
        text.replace(
            &format!("`{}`", field.name),
            &format!("`{}`", names::camel(&field.name)),
        )
    })
}

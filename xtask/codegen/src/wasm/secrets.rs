//! Names under which a caller gives what no error of the package repeats, as `api/` marks them.

use std::collections::BTreeSet;

use spec::ir::{Api, Field, Group, ModelKind, Operation, Type};
use spec::reachable;

/// The names on the wire, in small letters: of the configuration, of parameters, and of fields of bodies, wherever they
/// stand there.
pub(super) fn names(api: &Api, group: &Group, addresses: &[Operation]) -> Vec<String> {
    let config = api.client.config.iter();
    let config = config.filter(|field| field.browser && field.ty == Type::Secret);
    let operations = group.operations.iter().chain(addresses);
    let params = operations.flat_map(|operation| &operation.params);
    let params = params.filter(|param| param.ty == Type::Secret);
    let sent = reachable::sent(api, &group.operations);
    let fields = sent
        .iter()
        .filter_map(|name| match &api.model(name)?.kind {
            ModelKind::Record { fields, .. } => Some(fields),
            _ => None,
        })
        .flatten()
        .filter(|field| is_secret(field));
    let names: BTreeSet<String> = config
        .map(|field| &field.name)
        .chain(params.map(|param| &param.wire))
        .chain(fields.map(|field| &field.wire))
        .map(|name| name.to_lowercase())
        .collect();
    names.into_iter().collect()
}

/// Whether a field is never printed.
fn is_secret(field: &Field) -> bool {
    field.sensitive || field.ty == Type::Secret
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::names;
    use crate::sample::api;

    const YAML: &str = r#"
about: Animals.
operations:
  feed:
    about: Feeds.
    http: POST /feed
    service: kratos-public
    credential: none
    query: { token: secret?, mood: string? }
    header: { X-Key: secret? }
    body: Meal
    answers: { 200: Answer }
models:
  Meal:
    about: Food.
    fields: { by: "[Keeper]", recipe: { type: string?, sensitive: true }, name: string }
  Keeper:
    about: Who.
    fields: { password: secret, since: time? }
  Answer:
    about: What came.
    fields: { code: secret }
"#;

    #[test]
    fn marks_in_what_is_sent_make_the_names() {
        let api = api(YAML);
        let group = api.groups.first().unwrap();
        assert_eq!(
            names(&api, group, &[]),
            ["password", "recipe", "token", "x-key"]
        );
    }
}

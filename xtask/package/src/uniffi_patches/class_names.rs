//! uniffi writes class names in words of its own (`OpenIdConnect`); ours are Ory's (`OpenIDConnect`).

use heck::ToUpperCamelCase as _;
use spec::ir::Api;

/// The text with Ory's names of models.
pub(crate) fn of_ory(mut text: String, api: &Api) -> String {
    let models = api.groups.iter().flat_map(|group| &group.models);
    let mut names: Vec<(String, &str)> = models
        .map(|model| (model.name.to_upper_camel_case(), model.name.as_str()))
        .filter(|(uniffi, ory)| uniffi != ory)
        .collect();
    // A name may be the beginning of another one.
    names.sort_by_key(|(uniffi, _)| std::cmp::Reverse(uniffi.len()));
    for (uniffi, ory) in names {
        text = text.replace(&uniffi, ory);
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_those_of_ory() {
        let yaml = "
about: Animals.
models:
  OpenIDCat: { about: It purrs., fields: { name: string } }
";
        let api = spec::read(&[("zoo/operations.yaml".to_owned(), yaml.to_owned())]).unwrap();
        let text = "data class OpenIdCat (\nFfiConverterTypeOpenIdCat\n".to_owned();
        assert_eq!(
            of_ory(text, &api),
            "data class OpenIDCat (\nFfiConverterTypeOpenIDCat\n"
        );
    }
}

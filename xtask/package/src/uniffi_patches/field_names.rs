//! Comments name the fields of a configuration as the language spells them.

use spec::ir::Api;
use spec::names;

use super::patch::Patch;

/// Where a comment says `project_url`, a reader of Kotlin or Swift looks for `projectUrl`. Code has no such names.
pub(crate) fn in_comments(file: &mut Patch, api: &Api) {
    for field in &api.client.config {
        let own = names::camel(&field.name);
        file.any(&format!("`{}`", field.name), &format!("`{own}`"));
    }
}

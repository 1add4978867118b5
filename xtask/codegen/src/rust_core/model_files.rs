//! How models are spread over files: one file for each file of `api/`.

use spec::ir::{Api, Model};

use crate::gates::{Gate, Gates};

/// The models of one file of `api/`.
#[derive(Debug)]
pub struct ModelFile<'a> {
    /// Path in `api/`: `frontend/login.yaml`.
    pub file: &'a str,
    /// Module name: `frontend_login`.
    pub module: String,
    /// Its models, in file order.
    pub models: Vec<&'a Model>,
}

/// All model_files that have models, in the order of `api/`.
#[must_use]
pub fn model_files(api: &Api) -> Vec<ModelFile<'_>> {
    let mut files: Vec<ModelFile<'_>> = Vec::new();
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let file = model.mark.file.as_str();
        match files.iter_mut().find(|model_file| model_file.file == file) {
            Some(model_file) => model_file.models.push(model),
            None => files.push(ModelFile {
                file,
                module: module(file),
                models: vec![model],
            }),
        }
    }
    files
}

/// `frontend/login.yaml` as `frontend_login`; what stands beside the operations, as `frontend`.
fn module(file: &str) -> String {
    stem(file).replace(['/', '-'], "_")
}

/// The path without its ending, and without `operations`.
fn stem(file: &str) -> &str {
    file.trim_end_matches(".yaml")
        .trim_end_matches("/operations")
}

impl<'a> ModelFile<'a> {
    /// What this file is about: `frontend: login`.
    #[must_use]
    pub fn about(&self) -> String {
        let name = stem(self.file);
        match name.split_once('/') {
            Some((group, part)) => format!("the group `{group}`: {}", part.replace('_', " ")),
            None => format!("the group `{name}`"),
        }
    }

    /// The group: `frontend`.
    #[must_use]
    pub fn group(&self) -> &'a str {
        let name = self.file.trim_end_matches(".yaml");
        name.split(['.', '/']).next().unwrap_or(name)
    }

    /// The part of the group: `login`; `models` for those beside the operations.
    #[must_use]
    pub fn topic(&self) -> &'a str {
        let name = self.file.trim_end_matches(".yaml");
        match name.split_once(['.', '/']) {
            None | Some((_, "operations" | "group")) => "models",
            Some((_, topic)) => topic,
        }
    }

    /// The groups that need one of its models.
    #[must_use]
    pub fn gate(&self, gates: &Gates) -> Gate {
        gates.any(self.models.iter().map(|model| model.name.as_str()))
    }

    /// The file of its models: `frontend/login`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}", self.group(), self.topic())
    }
}

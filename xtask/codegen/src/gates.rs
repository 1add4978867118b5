//! Which Cargo features a thing needs: each group is one, and a model belongs to all groups that reach it.

use std::collections::{BTreeMap, BTreeSet};

use spec::ir::{Api, Group, Type};
use spec::reachable;

/// The groups of each model.
#[derive(Debug)]
pub struct Gates {
    models: BTreeMap<String, Gate>,
    /// All groups: what they all need has no condition.
    pub all: Gate,
}

/// Groups of which one must be turned on.
pub(crate) type Gate = BTreeSet<String>;

impl Gates {
    /// Follows the operations and models of each group.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut models: BTreeMap<String, Gate> = BTreeMap::new();
        for group in &api.groups {
            for model in reached(api, group) {
                models.entry(model).or_default().insert(group.name.clone());
            }
        }
        let all: Gate = api.groups.iter().map(|group| group.name.clone()).collect();
        // What most groups need is not worth a condition. It leads only to models that as many groups need.
        for gate in models.values_mut() {
            if gate.len() * 2 > all.len() {
                gate.clone_from(&all);
            }
        }
        Self { models, all }
    }

    /// The groups that need a model.
    #[must_use]
    pub fn model(&self, name: &str) -> &Gate {
        self.models.get(name).unwrap_or(&self.all)
    }

    /// The groups that need one of several models.
    #[must_use]
    pub fn any<'a>(&self, models: impl IntoIterator<Item = &'a str>) -> Gate {
        let gates = models.into_iter().flat_map(|name| self.model(name));
        gates.cloned().collect()
    }

    /// The condition of something inside something else that has a condition already; nothing where that says it all.
    #[must_use]
    pub fn condition(gate: &Gate, outer: &Gate) -> Option<String> {
        if gate == outer {
            return None;
        }
        let names: Vec<String> = gate
            .iter()
            .map(|name| format!("feature = \"{name}\""))
            .collect();
        Some(match names.as_slice() {
            [one] => one.clone(),
            names => format!("any({})", names.join(", ")),
        })
    }

    /// The same as an attribute on a line of its own.
    #[must_use]
    pub fn line(gate: &Gate, outer: &Gate) -> String {
        Self::condition(gate, outer).map_or_else(String::new, |gate| format!("#[cfg({gate})]\n"))
    }
}

/// The gate of one group.
#[must_use]
pub(crate) fn group(name: &str) -> Gate {
    Gate::from([name.to_owned()])
}

/// What a group's operations and own models lead to.
fn reached(api: &Api, group: &Group) -> BTreeSet<String> {
    let operations = || &group.operations;
    let mut models = reachable::received(api, operations());
    models.extend(reachable::sent(api, operations()));
    models.extend(reachable::params(api, operations()));
    for model in &group.models {
        reachable::reach(api, &Type::Model(model.name.clone()), &mut models);
    }
    models
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_model_belongs_to_every_group_that_reaches_it() {
        let zoo = "about: Animals.\noperations:\n  getPet:\n    about: One.\n    http: GET /pets\n    service: \
                   kratos-admin\n    credential: none\n    answers: { 200: Pet, 404: Oops }\nmodels:\n  Pet:\n    \
                   about: An animal.\n    fields: { name: string, owner: Owner? }\n";
        let town = "about: People.\nmodels:\n  Owner:\n    about: Who.\n    fields: { name: string }\n  Oops:\n    \
                    about: Wrong.\n    fields: { why: string }\n";
        let api = spec::read(&[
            ("town/operations.yaml".to_owned(), town.to_owned()),
            ("zoo/operations.yaml".to_owned(), zoo.to_owned()),
        ])
        .unwrap();
        let gates = Gates::of(&api);
        assert_eq!(gates.model("Pet"), &group("zoo"));
        let both = Gate::from(["town".to_owned(), "zoo".to_owned()]);
        assert_eq!(gates.model("Owner"), &both);
        assert_eq!(gates.any(["Pet", "Oops"]), both);
        assert_eq!(
            Gates::line(gates.model("Pet"), &both),
            "#[cfg(feature = \"zoo\")]\n"
        );
        assert_eq!(
            Gates::line(&both, &group("zoo")),
            "#[cfg(any(feature = \"town\", feature = \"zoo\"))]\n"
        );
        assert_eq!(Gates::line(&both, &both), "");
    }
}

//! Operations out of the packed table that is generated from `api/`, as `npm/src/client.js` takes its rows apart.
//!
//! A row begins with four marks: method, credential, body, response.

use ory_hub::flow::FlowValue as _;
use ory_hub::internal::json_view::JsonView as _;
use ory_hub::internal::operation::{
    BodyKind, CredentialKind, Method, Operation, ParamLocation, ResponseSpec, Retry, Service,
};
use ory_hub::internal::request::{PlanOperation, PlanParam};

use crate::js::Js;

/// An operation: `{ row, path, names, kinds }`, that is its row, the pieces of its path, the names of its parameters and a
/// mark for each of them.
#[derive(Clone, Copy)]
pub(crate) struct Row(Js);

impl Row {
    pub(crate) fn new(operation: i32) -> Self {
        Self(Js::known(operation).unwrap_or_else(Js::object))
    }

    /// Finds out whether a configuration can be used at all: it may have a session.
    pub(crate) fn probe() -> Self {
        let mut operation = Js::object();
        operation.set_text("row", "Gs");
        Self(operation)
    }

    fn mark(self, key: &str, place: usize) -> u8 {
        let mark = self.0.get(key).map_or(0, |marks| marks.mark(place));
        u8::try_from(mark).unwrap_or(0)
    }

    pub(crate) fn method(self) -> Method {
        method(self.mark("row", 0))
    }

    pub(crate) fn retry(self) -> Retry {
        retry(self.mark("row", 0))
    }

    pub(crate) fn body(self) -> BodyKind {
        body(self.mark("row", 2))
    }

    pub(crate) fn response(self) -> ResponseSpec {
        response(self.mark("row", 3))
    }

    /// Whether it gives a session, which has an id.
    pub(crate) fn is_of_session(self) -> bool {
        self.mark("row", 3) == b's'
    }

    /// The name of a parameter.
    pub(crate) fn name(self, index: usize) -> Option<Js> {
        self.0.get("names")?.at(index)
    }
}

impl PlanOperation<Js> for Row {
    fn table_row(&self) -> Option<&'static Operation> {
        None
    }

    fn service(&self) -> Service {
        Service::KratosPublic
    }

    fn credential(&self) -> CredentialKind {
        credential(self.mark("row", 1))
    }

    fn path(&self) -> impl Iterator<Item = Js> {
        let pieces = self.0.get("path");
        (0..).map_while(move |index| pieces?.at(index))
    }

    fn param(&self, index: usize) -> Option<PlanParam<Js>> {
        let kind = self.mark("kinds", index);
        Some(PlanParam {
            name: self.name(index)?,
            location: location(kind),
            required: is_required(kind),
            many: is_many(kind),
        })
    }
}

fn method(mark: u8) -> Method {
    match mark {
        b'G' | b'g' => Method::Get,
        b'O' => Method::Post,
        b'U' => Method::Put,
        b'A' => Method::Patch,
        _ => Method::Delete,
    }
}

fn retry(mark: u8) -> Retry {
    match mark {
        b'G' => Retry::Safe,
        b'O' | b'A' => Retry::Unsafe,
        _ => Retry::Idempotent,
    }
}

fn credential(mark: u8) -> CredentialKind {
    match mark {
        b'S' => CredentialKind::Session,
        b's' => CredentialKind::SessionOptional,
        _ => CredentialKind::None,
    }
}

fn body(mark: u8) -> BodyKind {
    match mark {
        b'J' => BodyKind::Json,
        b'j' => BodyKind::JsonOptional,
        _ => BodyKind::None,
    }
}

fn response(mark: u8) -> ResponseSpec {
    match mark {
        b'j' | b's' => ResponseSpec::json(200),
        b't' => ResponseSpec::text(200),
        b'e' => ResponseSpec::empty(204),
        _ => ResponseSpec::empty(303),
    }
}

fn location(kind: u8) -> ParamLocation {
    match kind {
        b':' => ParamLocation::Header,
        b'=' => ParamLocation::Path,
        _ => ParamLocation::Query,
    }
}

fn is_required(kind: u8) -> bool {
    matches!(kind, b'!' | b'=')
}

fn is_many(kind: u8) -> bool {
    kind == b'+'
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashSet;

    use ory_hub::internal::operation::{CredentialKind, Param, frontend};

    use super::{body, credential, is_many, is_required, location, method, response, retry};

    const SCRIPT: &str = include_str!("../npm/src/operations.js");

    /// The path and the parameters, taken apart as the script does it.
    fn parts(row: &str) -> (&str, Vec<Param>) {
        let described = row.get(4..).unwrap();
        let mut starts: Vec<_> = described
            .char_indices()
            .filter(|(_, sign)| "?!+:=".contains(*sign))
            .map(|(place, _)| place)
            .collect();
        starts.push(described.len());
        let params = starts.windows(2).map(|ends| {
            let text = described.get(ends[0]..ends[1]).unwrap();
            let kind = text.as_bytes()[0];
            Param {
                name: text.get(1..).unwrap().to_owned().leak(),
                location: location(kind),
                required: is_required(kind),
                many: is_many(kind),
                ..Param::query("")
            }
        });
        (described.get(..starts[0]).unwrap(), params.collect())
    }

    #[test]
    fn each_row_describes_what_the_table_of_core_describes() {
        let shown = |param: &Param| (param.name, param.location, param.required, param.many);
        let rows: Vec<_> = SCRIPT.split('`').nth(1).unwrap().lines().collect();
        let mut found = HashSet::new();
        for line in rows {
            let (name, row) = line.split_once(' ').unwrap();
            let marks = row.as_bytes();
            let is_address = marks[3] == b'u';
            let id = match is_address {
                true => name.strip_suffix("Url").unwrap(),
                false => name,
            };
            let known = frontend::ALL.iter().find(|known| known.id == id).unwrap();
            found.insert(id);
            let (path, own) = parts(row);
            let own = own.iter().map(shown);
            assert_eq!((path, method(marks[0])), (known.path, known.method));
            if is_address {
                assert!(own.eq(known.params.iter().map(shown)));
                continue;
            }
            // Every flow of a browser takes a visitor's cookies here.
            let mut params: Vec<_> = known.params.iter().map(shown).collect();
            let mut wanted = known.credential;
            if known.path.ends_with("/browser") && wanted == CredentialKind::None {
                params.push(shown(&Param::header("Cookie")));
                wanted = CredentialKind::SessionOptional;
            }
            assert_eq!(credential(marks[1]), wanted, "{name}");
            assert_eq!(
                (&[response(marks[3])][..], retry(marks[0]), body(marks[2])),
                (known.responses, known.retry, known.body),
                "{name}"
            );
            assert!(own.eq(params), "{name}");
        }
        assert_eq!(found.len(), frontend::ALL.len());
    }
}

//! An operation as planning reads it.

use super::operation::{CredentialKind, Operation, ParamLocation, Service};
use super::plan_text::PlanText;

/// A row of this crate's tables, or an operation that a browser's script holds.
pub trait PlanOperation<T: PlanText + ?Sized> {
    /// The row of this crate's tables, if it is one: rules that no browser needs read it.
    fn table_row(&self) -> Option<&'static Operation>;

    /// The server that answers it.
    fn service(&self) -> Service;

    /// The credential it takes.
    fn credential(&self) -> CredentialKind;

    /// The path, cut at its parameters.
    fn path(&self) -> impl Iterator<Item = T::Name>;

    /// A parameter, by its position: path parameters in path order, then the others.
    fn param(&self, index: usize) -> Option<PlanParam<T::Name>>;
}

/// A path, query or header parameter.
#[derive(Debug, Clone, Copy)]
pub struct PlanParam<N> {
    /// Name on the wire.
    pub name: N,
    /// Where it goes.
    pub location: ParamLocation,
    /// The operation cannot be sent without it.
    pub required: bool,
    /// It may be given more than once; the key is repeated in the query.
    pub many: bool,
}

#[cfg(feature = "std")]
impl PlanOperation<str> for &'static Operation {
    fn table_row(&self) -> Option<&'static Operation> {
        Some(self)
    }

    fn service(&self) -> Service {
        self.service
    }

    fn credential(&self) -> CredentialKind {
        self.credential
    }

    fn path(&self) -> impl Iterator<Item = &'static str> {
        let mut rest = Some(self.path);
        core::iter::from_fn(move || {
            let (piece, behind) = match rest?.split_once('{') {
                Some((piece, param)) => (piece, param.split_once('}').map(|(_, behind)| behind)),
                None => (rest?, None),
            };
            rest = behind;
            Some(piece)
        })
    }

    fn param(&self, index: usize) -> Option<PlanParam<&'static str>> {
        self.params.get(index).map(|param| PlanParam {
            name: param.name,
            location: param.location,
            required: param.required,
            many: param.many,
        })
    }
}

//! Types of `api/` as Python's annotations, and the arguments of its methods.

use spec::ir::{Api, ModelKind, Operation, Param, Type};
use spec::names;

use crate::spelling::PYTHON;

/// Whether a value goes to Python or comes from there: what comes may be given in more forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// An attribute or an answer.
    Out,
    /// An argument.
    In,
}

/// A type in Python's annotations.
pub(super) fn python(api: &Api, ty: &Type, direction: Direction) -> String {
    if direction == Direction::Out {
        return PYTHON.of(ty);
    }
    match ty {
        Type::Time => "Timestamp | datetime | str".into(),
        Type::Secret => "Secret | str".into(),
        Type::List(item) => format!("Sequence[{}]", python(api, item, direction)),
        Type::Map(value) => {
            let given = python(api, value, direction);
            // A dict's values are of one type exactly; where several are taken, any mapping has to do.
            let class = match given == PYTHON.of(value) {
                true => "dict",
                false => "Mapping",
            };
            format!("{class}[str, {given}]")
        }
        Type::Model(name) => match api.model(name).map(|model| &model.kind) {
            Some(ModelKind::Enum { values }) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| format!("{:?}", value.wire))
                    .collect();
                format!("Literal[{}] | str", values.join(", "))
            }
            _ => format!("{name} | dict[str, Any]"),
        },
        ty => PYTHON.of(ty),
    }
}

/// What an operation takes and gives, as Python sees it.
pub(super) struct Call<'a> {
    /// The method's name.
    pub name: String,
    /// The operation itself.
    pub operation: &'a Operation,
    /// Arguments in Python's order: required, then the body, then what must be named.
    pub arguments: Vec<Argument<'a>>,
}

/// One argument.
pub(super) struct Argument<'a> {
    /// Its name in Python.
    pub name: String,
    /// The endpoint's field.
    pub field: String,
    /// Its type.
    pub ty: &'a Type,
    /// It is the body.
    pub is_body: bool,
    /// May be left out.
    pub optional: bool,
    /// Must be named.
    pub named: bool,
    /// Meaning.
    pub about: Option<&'a str>,
}

impl<'a> Call<'a> {
    /// The arguments without the body.
    pub(super) fn params(&self) -> impl Iterator<Item = &Argument<'a>> {
        self.arguments.iter().filter(|argument| !argument.is_body)
    }

    /// Of an operation.
    pub(super) fn new(operation: &'a Operation) -> Self {
        let of = |param: &'a Param| Argument {
            name: names::python_name(&param.wire),
            field: names::rust_field(&param.wire),
            ty: &param.ty,
            is_body: false,
            optional: param.optional,
            named: param.optional,
            about: param.about.as_deref(),
        };
        let (optional, required): (Vec<_>, Vec<_>) =
            operation.params.iter().partition(|param| param.optional);
        let body = operation.body.as_ref().map(|body| Argument {
            name: "body".into(),
            field: "body".into(),
            ty: &body.ty,
            is_body: true,
            optional: body.optional,
            named: false,
            about: None,
        });
        Self {
            name: names::python_name(&operation.id),
            operation,
            arguments: required
                .into_iter()
                .map(of)
                .chain(body)
                .chain(optional.into_iter().map(of))
                .collect(),
        }
    }
}

/// The class that holds a group's operations.
pub(super) fn group_class(group: &str) -> String {
    format!("{}Group", names::pascal(group))
}

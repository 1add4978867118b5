//! Methods that call operations: one function performs any row.

use ory_hub::internal::python::{Owned, OwnedCall, OwnedPager, PyOnce};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::argument::Arguments;
use crate::caller::Caller;
use crate::group_object::GroupObject;
use crate::pages::{Next, NextFuture, Source, items};
use crate::produce::Produce;
use crate::rows::{Gives, Group, Place, Row};

static METHOD: PyOnce<Py<PyAny>> = PyOnce::new();

// What a class has under a method's name. A documentation of this class would stand in the way of the methods' own.
#[pyclass(frozen, module = "ory_hub.group")]
pub(crate) struct Method {
    pub(crate) group: &'static Group,
    pub(crate) row: &'static Row,
}

#[pymethods]
impl Method {
    fn __get__<'py>(
        this: &Bound<'py, Self>,
        object: Option<&Bound<'py, PyAny>>,
        _class: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match object {
            Some(object) => METHOD
                .import(this.py(), "types", "MethodType")?
                .call1((this, object)),
            None => Ok(this.as_any().clone()),
        }
    }

    #[pyo3(signature = (object, /, *given, **named))]
    fn __call__<'py>(
        &self,
        py: Python<'py>,
        object: &Bound<'py, GroupObject>,
        given: &Bound<'py, PyTuple>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let signature = Signature {
            class: self.group.name,
            row: self.row,
        };
        let values = signature.values(given, named)?;
        perform(py, self.row, &object.get().0, &values)
    }

    #[getter]
    fn __name__(&self) -> &'static str {
        self.row.name
    }

    #[getter]
    fn __qualname__(&self) -> String {
        format!("{}.{}", self.group.name, self.row.name)
    }

    #[getter]
    fn __doc__(&self) -> &'static str {
        self.row.about
    }

    #[getter]
    fn __text_signature__(&self) -> String {
        let mut text = String::from("($self");
        let mut named = false;
        for argument in self.row.arguments {
            if argument.is_named() && !named {
                text.push_str(", *");
                named = true;
            }
            text.push_str(", ");
            text.push_str(argument.name);
            if argument.optional {
                text.push_str("=None");
            }
        }
        text.push(')');
        text
    }

    fn __repr__(&self) -> String {
        format!(
            "<method '{}' of 'ory_hub.group.{}' objects>",
            self.row.name, self.group.name
        )
    }
}

/// The arguments of a method by place or by name.
struct Signature {
    class: &'static str,
    row: &'static Row,
}

impl Signature {
    /// One value per argument.
    fn values<'py>(
        &self,
        given: &Bound<'py, PyTuple>,
        named: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Vec<Option<Bound<'py, PyAny>>>> {
        let arguments = self.row.arguments;
        let mut values = vec![None; arguments.len()];
        let positional = arguments
            .iter()
            .filter(|argument| !argument.is_named())
            .count();
        if given.len() > positional {
            return Err(self.too_many(positional, given.len()));
        }
        for (place, value) in values.iter_mut().zip(given) {
            *place = Some(value);
        }
        for (name, value) in named.into_iter().flatten() {
            let name: String = name.extract()?;
            let found = arguments.iter().position(|known| known.name == name);
            match found.and_then(|index| values.get_mut(index)) {
                Some(place @ None) => *place = Some(value),
                Some(Some(_)) => {
                    return Err(
                        self.wrong(format_args!("got multiple values for argument '{name}'"))
                    );
                }
                None => {
                    let why = format_args!("got an unexpected keyword argument '{name}'");
                    return Err(self.wrong(why));
                }
            }
        }
        let missing: Vec<String> = arguments
            .iter()
            .zip(&values)
            .filter(|(argument, value)| !argument.optional && value.is_none())
            .map(|(argument, _)| format!("'{}'", argument.name))
            .collect();
        match missing.as_slice() {
            [] => Ok(values),
            names => Err(self.missing(names)),
        }
    }

    fn missing(&self, names: &[String]) -> PyErr {
        let arguments = if names.len() == 1 {
            "argument"
        } else {
            "arguments"
        };
        let listed = match names {
            [start @ .., last] if !start.is_empty() => format!("{} and {last}", start.join(", ")),
            names => names.join(", "),
        };
        self.wrong(format_args!(
            "missing {} required positional {arguments}: {listed}",
            names.len()
        ))
    }

    fn too_many(&self, positional: usize, given: usize) -> PyErr {
        let arguments = self.row.arguments.iter();
        let required = arguments.filter(|argument| !argument.optional).count();
        let was = if given == 1 { "was" } else { "were" };
        if required == positional {
            return self.wrong(format_args!(
                "takes {positional} positional arguments but {given} {was} given"
            ));
        }
        self.wrong(format_args!(
            "takes from {required} to {positional} positional arguments but {given} {was} given"
        ))
    }

    fn wrong(&self, why: std::fmt::Arguments<'_>) -> PyErr {
        pyo3::exceptions::PyTypeError::new_err(format!("{}.{}() {why}", self.class, self.row.name))
    }
}

/// Calls the operation of a row. Each argument is one of these values.
fn perform<'py>(
    py: Python<'py>,
    row: &'static Row,
    caller: &Caller,
    values: &[Option<Bound<'py, PyAny>>],
) -> PyResult<Bound<'py, PyAny>> {
    let operation = row.operation;
    let (Gives::Value(ty) | Gives::Pages(ty, _) | Gives::Items(ty, _)) = row.gives else {
        let call = with_arguments(py, row, OwnedCall::new(operation, None), values)?;
        return match row.gives {
            Gives::Url => caller.url(py, operation, &call),
            _ => caller.send(py, call),
        };
    };
    let call = with_arguments(py, row, OwnedCall::new(operation, Some(ty)), values)?;
    let (Gives::Pages(_, page) | Gives::Items(_, page)) = row.gives else {
        return caller.send(py, call);
    };
    let walk = Walk(OwnedPager::new(caller.client()?, call, page));
    let pages = caller.steps(py, Source::of(caller, operation.id, walk))?;
    match row.gives {
        Gives::Items(..) => items(&pages, caller.is_blocking()),
        _ => Ok(pages),
    }
}

fn with_arguments<'py>(
    py: Python<'py>,
    row: &'static Row,
    mut call: OwnedCall,
    values: &[Option<Bound<'py, PyAny>>],
) -> PyResult<OwnedCall> {
    let given = Arguments::of(py, row.operation.id);
    for (argument, value) in row.arguments.iter().zip(values) {
        let value = value.as_ref();
        let Some(value) = value.filter(|value| !(argument.optional && value.is_none())) else {
            continue;
        };
        let value = given.value(argument.name, value, argument.ty)?;
        match argument.place {
            Place::Param(index) => call.set(index, value),
            Place::Body => call.set_body(value),
        }
    }
    Ok(call)
}

struct Walk(OwnedPager);

impl Next for Walk {
    fn next(&mut self) -> NextFuture<'_> {
        Box::pin(async move {
            let page: Option<Owned> = self.0.next().await?;
            Ok(page.map(|page| -> Produce { Box::new(move |py| page.to_python(py)) }))
        })
    }
}

//! What the macros of models add for Python.

/// The Python name of a field.
macro_rules! python_name {
    ($name:ident) => {
        const { $crate::macros::strip_raw(stringify!($name)) }
    };
    ($name:ident $python:ident) => {
        stringify!($python)
    };
}

/// The methods of a record.
macro_rules! record_class {
    ($record:ident {
        $($r:ident $($r_py:ident)?: $r_ty:ty, [$($r_flag:ident)*];)*
        | $($c:ident $($c_py:ident)?: $c_text:literal, [$($c_flag:ident)*];)*
        | $($o:ident $($o_py:ident)?: $o_ty:ty, [$($o_flag:ident)*];)*
        | $($extra:ident)?
    }) => {
        #[allow(clippy::clone_on_copy)]
        #[pyo3::pymethods]
        impl $record {
            #[new]
            #[pyo3(signature = (**arguments))]
            fn from_python(
                arguments: Option<pyo3::Bound<'_, pyo3::types::PyDict>>,
            ) -> pyo3::PyResult<Self> {
                #[allow(unused_mut, reason = "a record may have no fields")]
                let mut arguments =
                    $crate::ffi::python::Arguments::new(stringify!($record), arguments);
                #[allow(unused_mut, reason = "a record may have no optional fields")]
                let mut record = Self {
                    $($r: arguments.required($crate::ffi::python::macros::python_name!($r $($r_py)?))?,)*
                    $($c: arguments
                        .optional($crate::ffi::python::macros::python_name!($c $($c_py)?))?
                        .unwrap_or_else(|| String::from($c_text)),)*
                    $($o: None,)*
                    $($extra: arguments.optional(stringify!($extra))?.unwrap_or_default(),)?
                };
                $(match $crate::macros::has_flag!(sends_null in $($o_flag)*) {
                    true => arguments.fill_nullable($crate::ffi::python::macros::python_name!($o $($o_py)?), &mut record.$o),
                    false => arguments.fill($crate::ffi::python::macros::python_name!($o $($o_py)?), &mut record.$o),
                })*
                $(arguments.check_extra(Self::DESC, &record.$extra)?;)?
                arguments.finish(&[
                    $($crate::ffi::python::macros::python_name!($r $($r_py)?),)*
                    $($crate::ffi::python::macros::python_name!($c $($c_py)?),)*
                    $($crate::ffi::python::macros::python_name!($o $($o_py)?),)*
                    $(stringify!($extra),)?
                ])?;
                Ok(record)
            }

            $($(
                #[getter]
                fn $r_py(&self) -> $r_ty {
                    self.$r.clone()
                }
            )?)*

            $($(
                #[getter]
                fn $o_py(&self) -> Option<$o_ty> {
                    self.$o.clone()
                }
            )?)*

            /// Reads one from JSON text, by the rules that responses are read by.
            #[staticmethod]
            #[pyo3(signature = (text, /))]
            fn from_json(text: &str) -> pyo3::PyResult<Self> {
                $crate::ffi::python::model_class::from_json(text)
            }

            /// The JSON text, with the fields that only the server knows.
            fn to_json(&self) -> String {
                $crate::Model::to_json(self)
            }

            /// Reads one from a dict, as it is in JSON.
            #[staticmethod]
            #[pyo3(signature = (fields, /))]
            fn from_dict(fields: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                $crate::ffi::python::model_class::from_object(fields, stringify!($record))
            }

            /// The same as `to_json`, as Python's own objects. Secrets are in it.
            fn to_dict<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                $crate::ffi::python::model_class::to_dict(py, &$crate::Model::to_json(self))
            }

            #[classattr]
            fn __get_pydantic_core_schema__(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Py<pyo3::PyAny>> {
                $crate::ffi::python::hook(py, "model_schema")
            }

            #[classattr]
            fn __get_pydantic_json_schema__(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Py<pyo3::PyAny>> {
                $crate::ffi::python::hook(py, "model_json_schema")
            }

            fn __repr__(this: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                $crate::ffi::python::model_class::repr_redacted(this.as_any(), stringify!($record), &[
                    $(($crate::ffi::python::macros::python_name!($r $($r_py)?), $crate::macros::has_flag!(sensitive in $($r_flag)*)),)*
                    $(($crate::ffi::python::macros::python_name!($c $($c_py)?), $crate::macros::has_flag!(sensitive in $($c_flag)*)),)*
                    $(($crate::ffi::python::macros::python_name!($o $($o_py)?), $crate::macros::has_flag!(sensitive in $($o_flag)*)),)*
                    $((stringify!($extra), false),)?
                ])
            }

            /// By value: how the server spaced or ordered free JSON does not count.
            fn __richcmp__<'py>(
                &self,
                py: pyo3::Python<'py>,
                other: &pyo3::Bound<'py, pyo3::PyAny>,
                compare: pyo3::basic::CompareOp,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                $crate::ffi::python::model_class::compare(py, self, other, compare)
            }

            /// `copy.replace` of Python 3.13.
            #[pyo3(signature = (**changes))]
            fn __replace__(
                &self,
                py: pyo3::Python<'_>,
                changes: Option<&pyo3::Bound<'_, pyo3::types::PyDict>>,
            ) -> pyo3::PyResult<Self> {
                $crate::ffi::python::model_class::replace(py, self, Self::DESC, &[
                    $($crate::ffi::python::macros::python_name!($r $($r_py)?),)*
                    $($crate::ffi::python::macros::python_name!($c $($c_py)?),)*
                    $($crate::ffi::python::macros::python_name!($o $($o_py)?),)*
                ], changes)
            }

            fn __reduce__<'py>(
                this: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<(pyo3::Bound<'py, pyo3::PyAny>, (String,))> {
                $crate::ffi::python::model_class::reduce(this.as_any(), $crate::Model::to_json(this.get()))
            }
        }

        /// A dict is taken as well.
        impl pyo3::FromPyObject<'_, '_> for $record {
            type Error = pyo3::PyErr;

            fn extract(object: pyo3::Borrowed<'_, '_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                match object.cast::<Self>() {
                    Ok(record) => Ok(record.get().clone()),
                    Err(_) => $crate::ffi::python::model_class::from_object(&object, stringify!($record)),
                }
            }
        }

        impl $crate::ffi::python::PythonModel for $record {
            fn class(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::PyAny>> {
                Ok(py.get_type::<Self>().into_any())
            }
        }
    };
}

/// One page of a list.
macro_rules! page_class {
    ($page:ident: $item:ty) => {
        #[pyo3::pymethods]
        impl $page {
            #[new]
            #[pyo3(signature = (*, items, next_page_token = None))]
            fn from_python(items: Vec<$item>, next_page_token: Option<String>) -> Self {
                Self {
                    items,
                    next_page_token,
                }
            }

            fn __len__(&self) -> usize {
                self.items.len()
            }

            /// By value, as its items are compared.
            fn __eq__(
                this: &pyo3::Bound<'_, Self>,
                other: &pyo3::Bound<'_, Self>,
            ) -> pyo3::PyResult<bool> {
                use pyo3::types::PyAnyMethods as _;
                if this.get().next_page_token != other.get().next_page_token {
                    return Ok(false);
                }
                this.getattr("items")?.eq(other.getattr("items")?)
            }

            fn __repr__(this: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                let fields = ["items", "next_page_token"];
                $crate::ffi::python::repr(this.as_any(), stringify!($page), &fields)
            }

            fn __getnewargs_ex__<'py>(
                this: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<((), pyo3::Bound<'py, pyo3::types::PyDict>)> {
                $crate::ffi::python::arguments(this.as_any(), &["items", "next_page_token"])
            }
        }

        impl $crate::ffi::python::PythonModel for $page {
            fn class(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::PyAny>> {
                Ok(py.get_type::<Self>().into_any())
            }
        }
    };
}

/// The Python constant of an open enum's value: its text in capitals, unless another is given.
macro_rules! constant_name {
    () => {
        None
    };
    ($constant:ident) => {
        Some(stringify!($constant))
    };
}

/// An open enum: a class of `str` with constants, and the way to and from `str`.
macro_rules! enum_class {
    ($name:ident, [$($about:literal)*], {$($text:literal $($constant:ident)?;)+}) => {
        impl $name {
            fn python_class() -> &'static $crate::ffi::python::OpenClass {
                static CLASS: $crate::ffi::python::OpenClass = $crate::ffi::python::OpenClass::new(
                    stringify!($name),
                    &[$($about),*],
                    &[$(($crate::ffi::python::macros::constant_name!($($constant)?), $text),)+],
                );
                &CLASS
            }
        }

        impl $crate::ffi::python::PythonModel for $name {
            fn class(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::PyAny>> {
                Ok(Self::python_class().class(py)?.into_any())
            }
        }

        impl<'py> pyo3::IntoPyObject<'py> for &$name {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                $name::python_class().value(py, self.as_str())
            }
        }

        impl<'py> pyo3::IntoPyObject<'py> for $name {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                (&self).into_pyobject(py)
            }
        }

        impl pyo3::FromPyObject<'_, '_> for $name {
            type Error = pyo3::PyErr;

            fn extract(object: pyo3::Borrowed<'_, '_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                object.extract::<String>().map(Self::from)
            }
        }
    };
}

/// A union: in Python one of its arms, or `UnknownArm`.
macro_rules! union_class {
    ($name:ident { $($variant:ident: $arm:ty,)* }) => {
        impl $crate::ffi::python::PythonModel for $name {
            fn class(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::PyAny>> {
                $crate::ffi::python::model_class::alias(py, vec![
                    $(py.get_type::<$arm>(),)*
                    py.get_type::<$crate::model::UnknownArm>(),
                ])
            }
        }

        impl<'py> pyo3::IntoPyObject<'py> for $name {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                Ok(match self {
                    $(Self::$variant(arm) => pyo3::Bound::new(py, arm)?.into_any(),)*
                    Self::Unknown(arm) => pyo3::Bound::new(py, arm)?.into_any(),
                })
            }
        }

        impl pyo3::FromPyObject<'_, '_> for $name {
            type Error = pyo3::PyErr;

            fn extract(object: pyo3::Borrowed<'_, '_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                $(
                    if let Ok(arm) = object.cast::<$arm>() {
                        return Ok(Self::$variant(arm.get().clone()));
                    }
                )*
                if let Ok(arm) = object.cast::<$crate::model::UnknownArm>() {
                    return Ok(Self::Unknown(arm.get().clone()));
                }
                $crate::ffi::python::model_class::from_object(&object, stringify!($name))
            }
        }
    };
}

pub(crate) use {constant_name, enum_class, page_class, python_name, record_class, union_class};

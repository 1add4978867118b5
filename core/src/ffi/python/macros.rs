//! What the generated files of `model/` are written in.

/// The methods of a record, from its fields. Where Python reserves a name, the record is `renamed` and all its fields
/// are written `python = rust: Type`; `also` then names the attributes that the class itself lacks.
macro_rules! record {
    ($record:ident {
        $(required { $($required:ident: $required_type:ty,)* })?
        $(constant { $($constant:ident: $text:literal,)* })?
        $(optional { $($optional:ident: $optional_type:ty,)* })?
        $(keeps $extra:ident)?
        $(hides { $($hidden:ident),* })?
    }) => {
        $crate::ffi::python::macros::record!(renamed $record {
            $(required { $($required = $required: $required_type,)* })?
            $(constant { $($constant = $constant: $text,)* })?
            $(optional { $($optional = $optional: $optional_type,)* })?
            $(keeps $extra)?
            $(hides { $($hidden),* })?
            also {}
        });
    };
    (renamed $record:ident {
        $(required { $($required:ident = $required_field:ident: $required_type:ty,)* })?
        $(constant { $($constant:ident = $constant_field:ident: $text:literal,)* })?
        $(optional { $($optional:ident = $optional_field:ident: $optional_type:ty,)* })?
        $(keeps $extra:ident)?
        $(hides { $($hidden:ident),* })?
        also { $($also:ident = $also_field:ident: $also_type:ty,)* }
    }) => {
        // A field and its argument have one name unless Python reserves it.
        #[allow(clippy::redundant_field_names, clippy::clone_on_copy)]
        #[pyo3::pymethods]
        impl $record {
            #[new]
            #[pyo3(signature = (
                *,
                $($($required,)*)?
                $($($constant = String::from($text),)*)?
                $($($optional = None,)*)?
                $($extra = None)?
            ))]
            #[allow(clippy::too_many_arguments)]
            fn from_python(
                $($($required: $required_type,)*)?
                $($($constant: String,)*)?
                $($($optional: $optional_type,)*)?
                $($extra: Option<std::collections::HashMap<String, $crate::Json>>)?
            ) -> Self {
                Self {
                    $($($required_field: $required,)*)?
                    $($($constant_field: $constant,)*)?
                    $($($optional_field: $optional,)*)?
                    $($extra: $extra.unwrap_or_default())?
                }
            }

            $(
                #[getter]
                fn $also(&self) -> $also_type {
                    self.$also_field.clone()
                }
            )*

            /// Reads one from JSON text, by the rules that answers are read by.
            #[staticmethod]
            #[pyo3(signature = (text, /))]
            fn from_json(text: &str) -> pyo3::PyResult<Self> {
                $crate::ffi::python::model_class::from_json(text)
            }

            /// The JSON text, with the fields that only the server knows.
            fn to_json(&self) -> String {
                $crate::Model::to_json(self)
            }

            fn __repr__(this: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                $crate::ffi::python::model_class::repr_hiding(this.as_any(), stringify!($record), &[
                    $($(stringify!($required),)*)?
                    $($(stringify!($constant),)*)?
                    $($(stringify!($optional),)*)?
                    $(stringify!($extra))?
                ], &[$($(stringify!($hidden)),*)?])
            }

            fn __reduce__<'py>(
                this: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<(pyo3::Bound<'py, pyo3::PyAny>, (String,))> {
                $crate::ffi::python::model_class::reduce(this.as_any(), $crate::Model::to_json(this.get()))
            }
        }
    };
}

/// One page of a list: what its items are and how the list goes on.
macro_rules! page {
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

            fn __repr__(this: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                let fields = ["items", "next_page_token"];
                $crate::ffi::python::model_class::repr(this.as_any(), stringify!($page), &fields)
            }

            fn __getnewargs_ex__<'py>(
                this: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<((), pyo3::Bound<'py, pyo3::types::PyDict>)> {
                $crate::ffi::python::model_class::arguments(
                    this.as_any(),
                    &["items", "next_page_token"],
                )
            }
        }
    };
}

/// An open enum: its class with the constants, and the way to and from `str`.
macro_rules! open_enum {
    ($class:ident, $name:ident, $about:literal, { $($constant:ident: $text:literal,)* }) => {
        static $class: $crate::ffi::python::OpenClass = $crate::ffi::python::OpenClass::new(
            stringify!($name),
            $about,
            &[$((stringify!($constant), $text),)*],
        );

        impl<'py> pyo3::IntoPyObject<'py> for &$name {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                $class.value(py, self.as_str())
            }
        }

        impl<'py> pyo3::IntoPyObject<'py> for $name {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                $class.value(py, self.as_str())
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

/// A union: in Python simply one of its arms, or `UnknownArm`.
macro_rules! union {
    ($name:ident { $($variant:ident: $arm:ty,)* }) => {
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
                Err($crate::ffi::python::model_class::no_arm(stringify!($name), &object))
            }
        }
    };
}

pub(crate) use {open_enum, page, record, union};

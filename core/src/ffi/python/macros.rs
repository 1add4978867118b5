//! What the macros of models add for Python.

/// What Python knows of a record besides its description: see `RecordClass`.
macro_rules! record_table {
    (
        [$($about:literal)*]
        $($name:ident $($python:ident)?, [$($flag:ident)*], [$($constant:literal)?], [$($field_about:literal)*];)*
        | $($extra:ident)?
    ) => {
        concat!(
            "\t\t" $(, "\t", $about)*
            $(
                , "\n", $crate::ffi::python::python_name!($name $($python)?),
                "\t", $crate::macros::has_flag!(sensitive in $($flag)*),
                "\t" $(, $constant)?
                $(, "\t", $field_about)*
            )*
            $(
                , "\n", stringify!($extra), "\t\t\t",
                "Fields that this version does not know, and entries of a map field that are not of its type under the",
                "\tfield's name; they are written back."
            )?
        )
    };
}

/// The Python name of a field.
macro_rules! python_name {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $python:ident) => {
        stringify!($python)
    };
}

/// A record or a union of Rust as an argument and a result.
macro_rules! model_conversions {
    ($model:ident) => {
        impl<'py> pyo3::IntoPyObject<'py> for $model {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                $crate::ffi::python::object_of(py, &self)
            }
        }

        /// A dict is taken as well.
        impl pyo3::FromPyObject<'_, '_> for $model {
            type Error = pyo3::PyErr;

            fn extract(object: pyo3::Borrowed<'_, '_, pyo3::PyAny>) -> pyo3::PyResult<Self> {
                $crate::ffi::python::model_of(object)
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

/// An enum of Rust as an argument and a result.
macro_rules! enum_conversions {
    ($name:ident) => {
        impl<'py> pyo3::IntoPyObject<'py> for $name {
            type Target = pyo3::PyAny;
            type Output = pyo3::Bound<'py, pyo3::PyAny>;
            type Error = pyo3::PyErr;

            fn into_pyobject(self, py: pyo3::Python<'py>) -> pyo3::PyResult<Self::Output> {
                Self::DESC.python.value(py, self.as_str())
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

pub(crate) use {constant_name, enum_conversions, model_conversions, python_name, record_table};

//! Macros of the configuration, of call options and of errors: a row for each field of `api/client.yaml`.

/// Setters of the configuration: a kind and a field of core's.
macro_rules! config {
    ($($function:ident = $kind:ident($field:ident $($most:literal)?);)*) => {
        impl ory_config {
            $(config!(@ $function $kind $field $($most)?);)*
        }
    };
    (@ $function:ident text $field:ident) => {
        export!(ory_config $function(config: *mut ory_config, value: ory_str) =
            exports::configure::text(rust_mut(config), stringify!($field), value,
                |config, text| config.$field = Some(text.into())));
    };
    (@ $function:ident boolean $field:ident) => {
        export!(ory_config $function(config: *mut ory_config, value: bool) =
            exports::configure::boolean(rust_mut(config), value, |config, value| config.$field = value));
    };
    (@ $function:ident $number:ident $field:ident $most:literal) => {
        export!(ory_config $function(config: *mut ory_config, value: $number) =
            exports::configure::number(rust_mut(config), stringify!($field), value, $most, |config, value| config.$field = value));
    };
}

/// Setters of call options: a kind and a field of core's.
macro_rules! call_options {
    ($($function:ident = $kind:ident($field:ident $($most:literal)?);)*) => {
        impl ory_call_options {
            $(call_options!(@ $function $kind $field $($most)?);)*
        }
    };
    (@ $function:ident boolean $field:ident) => {
        export!(ory_call_options $function(options: *mut ory_call_options, value: bool) =
            exports::configure::boolean(rust_mut(options), value, |options, value| options.$field = Some(value)));
    };
    (@ $function:ident $number:ident $field:ident $most:literal) => {
        export!(ory_call_options $function(options: *mut ory_call_options, value: $number) =
            exports::configure::number(rust_mut(options), stringify!($field), value, $most, |options, value| options.$field = Some(value)));
    };
}

/// Getters of an error: a kind and a field of core's.
macro_rules! problem {
    ($($function:ident = $kind:ident($field:ident);)*) => {
        impl ory_error {
            $(problem!(@ $function $kind $field);)*
        }
    };
    (@ $function:ident has $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> bool =
            exports::problem::field(rust(error), |problem| problem.$field.is_some()));
    };
    (@ $function:ident code $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> ory_result =
            exports::problem::field(rust(error), |problem| ory_result::of(problem.$field)));
    };
    (@ $function:ident text $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> ory_str =
            exports::problem::field(rust(error), |problem| ory_str::of(&problem.$field)));
    };
    (@ $function:ident optional_text $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> ory_str =
            exports::problem::field(rust(error), |problem| exports::problem::optional(problem.$field.as_deref())));
    };
    (@ $function:ident optional_json $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> ory_str =
            exports::problem::field(rust(error), |problem| exports::problem::optional(problem.details_text())));
    };
    (@ $function:ident boolean $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> bool =
            exports::problem::field(rust(error), |problem| problem.$field == Some(true)));
    };
    (@ $function:ident $number:ident $field:ident) => {
        export!(ory_error $function(error: *const ory_error) -> $number =
            exports::problem::field(rust(error), |problem| problem.$field.map_or(0, $number::from)));
    };
}

/// A flow in the body of an error: its type, its description, the operations and statuses that document it.
macro_rules! error_flow {
    ($function:ident, $flow:ident; $($operation:literal $status:literal),*) => {
        impl ory_error {
            export!(ory_error $function(error: *const ory_error) -> *const $flow = exports::problem::flow(
                rust(error), <$flow as Owned>::DESC, &[$(($operation, $status)),*],
            ).cast());
        }
    };
}

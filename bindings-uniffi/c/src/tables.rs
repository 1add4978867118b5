//! Macros that turn the generated tables into exported functions.
//!
//! A row names a function without its prefix, says what kind it is, and has the index of its field or parameter. Every
//! function made here calls one of `exports`, which has the panic guard, or `guard_result` itself.

/// Declares an opaque type of C.
macro_rules! handle {
    ($name:ident, $rust:ty) => {
        pub(crate) struct $name {
            _private: [u8; 0],
        }

        impl $crate::pointer::Handle for $name {
            type RustType = $rust;
        }
    };
}

/// Exports a function of an opaque type.
macro_rules! export {
    ($name:ident $function:ident ($($argument:ident: $ty:ty),*) $(-> $out:ty)? = $body:expr) => {
        #[unsafe(export_name = concat!(stringify!($name), "_", stringify!($function)))]
        pub(crate) extern "C" fn $function($($argument: $ty),*) $(-> $out)? {
            $body
        }
    };
}

/// `free` and `from_json` of what answers hold.
macro_rules! owned {
    ($name:ident, $desc:expr) => {
        impl $crate::document::Owned for $name {
            const DESC: &'static TypeDesc = &$desc;
        }

        impl $name {
            export!($name free(model: *mut $name) = exports::model::free(rust_mut(model)));
            export!($name from_json(json: ory_str, model: *mut *mut $name, error: *mut *mut ory_error) -> ory_result =
                exports::model::from_json::<<$name as Handle>::RustType>(Self::DESC, json, model.cast(), error));
        }
    };
}

/// The C type of a kind of value.
macro_rules! c_type {
    (has) => { bool };
    (boolean) => { bool };
    (int) => { i64 };
    (number) => { f64 };
    (kind) => { u32 };
    (len) => { usize };
    (text) => { ory_str };
    (json) => { ory_str };
    (record $ty:ident) => { *const $ty };
    (union $ty:ident) => { *const $ty };
    (copy $ty:ident) => { *const $ty };
    (body $ty:ident) => { *const $ty };
    (optional_body $ty:ident) => { *const $ty };
    (options $ty:ident) => { *const $ty };
}

/// A record of answers: its type, its description, its getters.
macro_rules! record {
    ($name:ident, $desc:ident; $($function:ident = $place:ident($($row:tt)*);)*) => {
        handle!($name, Record<'static>);
        owned!($name, TypeDesc::Record(model::$desc::DESC));

        impl $name {
            export!($name get_json(model: *const $name) -> ory_str = exports::read::json(rust(model)));
            $(getter!($name $function $place($($row)*));)*
        }
    };
}

/// A getter of a record: a module of `exports::read`, a function in it, an index, the type of a model.
macro_rules! getter {
    ($name:ident $function:ident key($index:literal)) => {
        export!($name $function(model: *const $name, index: usize) -> ory_str =
            exports::read::key(rust(model), $index, index));
    };
    ($name:ident $function:ident field(unix_ms $index:literal)) => {
        export!($name $function(model: *const $name, unix_ms: *mut i64) -> bool =
            exports::read::field::unix_ms(rust(model), $index, unix_ms));
    };
    ($name:ident $function:ident $place:ident(unix_ms $index:literal)) => {
        export!($name $function(model: *const $name, index: usize, unix_ms: *mut i64) -> bool =
            exports::read::$place::unix_ms(rust(model), $index, index, unix_ms));
    };
    ($name:ident $function:ident field($kind:ident $index:literal)) => {
        export!($name $function(model: *const $name) -> c_type!($kind) =
            exports::read::field::$kind(rust(model), $index));
    };
    ($name:ident $function:ident field($kind:ident $index:literal $ty:ident)) => {
        export!($name $function(model: *const $name) -> *const $ty =
            exports::read::field::$kind(rust(model), $index).cast());
    };
    ($name:ident $function:ident $place:ident($kind:ident $index:literal)) => {
        export!($name $function(model: *const $name, index: usize) -> c_type!($kind) =
            exports::read::$place::$kind(rust(model), $index, index));
    };
    ($name:ident $function:ident $place:ident($kind:ident $index:literal $ty:ident)) => {
        export!($name $function(model: *const $name, index: usize) -> *const $ty =
            exports::read::$place::$kind(rust(model), $index, index).cast());
    };
}

/// A union of answers: its type, its description, the number of each arm.
macro_rules! tagged_union {
    ($name:ident, $desc:ident; $($function:ident = $number:literal $ty:ident;)*) => {
        handle!($name, Union<'static>);
        owned!($name, TypeDesc::Union(model::$desc::DESC));

        impl $name {
            export!($name get_json(union: *const $name) -> ory_str = exports::read::union_json(rust(union)));
            export!($name kind(union: *const $name) -> u32 = exports::read::union_kind(rust(union)));
            export!($name tag(union: *const $name) -> ory_str = exports::read::union_tag(rust(union)));
            $(export!($name $function(union: *const $name) -> *const $ty =
                exports::read::arm(rust(union), $number).cast());)*
        }
    };
}

/// An open enum: the text of a number.
macro_rules! enumeration {
    ($name:ident, $desc:ident) => {
        #[allow(dead_code, reason = "the number is a `uint32_t` for the tables")]
        pub(crate) struct $name;

        impl $name {
            export!($name text(kind: u32) -> ory_str = exports::read::kind_text(model::$desc::DESC, kind));
        }
    };
}

/// A list that operations answer: its items are records, unions or texts; `paged` adds the token of the next page.
macro_rules! list {
    ($name:ident, record $item:ident $desc:ident $(, $paged:ident)?) => {
        list!(@ $name, TypeDesc::Record(model::$desc::DESC), list_record, *const $item, cast $(, $paged)?);
    };
    ($name:ident, union $item:ident $desc:ident $(, $paged:ident)?) => {
        list!(@ $name, TypeDesc::Union(model::$desc::DESC), list_union, *const $item, cast $(, $paged)?);
    };
    ($name:ident, text $(, $paged:ident)?) => {
        list!(@ $name, TypeDesc::Text, list_text, ory_str, into $(, $paged)?);
    };
    (@ $name:ident, $desc:expr, $read:ident, $out:ty, $convert:ident $(, $paged:ident)?) => {
        handle!($name, List);
        owned!($name, TypeDesc::List(&$desc));

        impl $name {
            export!($name len(list: *const $name) -> usize = exports::read::list_len(rust(list)));
            export!($name get_json(list: *const $name) -> ory_str = exports::read::list_json(rust(list)));
            export!($name at(list: *const $name, index: usize) -> $out =
                exports::read::$read(rust(list), index).$convert());
            $(list!(@ $paged $name);)?
        }
    };
    (@ paged $name:ident) => {
        export!($name next_page_token(list: *const $name) -> ory_str = exports::read::next_page_token(rust(list)));
    };
}

/// `from_json`, `to_json` and `free` of what is sent.
macro_rules! sent {
    ($name:ident, $desc:expr) => {
        impl $name {
            const DESC: &'static TypeDesc = &$desc;

            export!($name from_json(json: ory_str, object: *mut *mut $name, error: *mut *mut ory_error) -> ory_result =
                exports::build::from_json::<<$name as Handle>::RustType>(Self::DESC, json, object.cast(), error));
            export!($name to_json(object: *const $name, json: *mut *mut ory_text, error: *mut *mut ory_error) -> ory_result =
                exports::build::to_json(rust(object), json, error));
            export!($name free(object: *mut $name) = exports::build::free(rust_mut(object)));
        }
    };
}

/// An object that is built: its type, its description, its constant fields, its setters.
macro_rules! record_builder {
    ($name:ident, $desc:ident $(, $index:literal = $constant:literal)*; $($function:ident = $change:ident($($row:tt)*);)*) => {
        handle!($name, RecordBuilder);
        sent!($name, TypeDesc::Record(model::$desc::DESC));

        impl $name {
            export!($name new() -> *mut $name =
                exports::build::new(model::$desc::DESC, &[$(($index, $constant)),*]).cast());
            $(setter!($name $function $change($($row)*));)*
        }
    };
}

/// A setter of an object: a module of `exports::build`, a function in it, an index, the type of a copied object.
macro_rules! setter {
    ($name:ident $function:ident put($kind:ident $index:literal)) => {
        export!($name $function(object: *mut $name, key: ory_str, value: c_type!($kind)) =
            exports::build::put::$kind(rust_mut(object), $index, key, value));
    };
    ($name:ident $function:ident put($kind:ident $index:literal $ty:ident)) => {
        export!($name $function(object: *mut $name, key: ory_str, value: *const $ty) =
            exports::build::put::$kind(rust_mut(object), $index, key, rust(value)));
    };
    ($name:ident $function:ident $change:ident($kind:ident $index:literal)) => {
        export!($name $function(object: *mut $name, value: c_type!($kind)) =
            exports::build::$change::$kind(rust_mut(object), $index, value));
    };
    ($name:ident $function:ident $change:ident($kind:ident $index:literal $ty:ident)) => {
        export!($name $function(object: *mut $name, value: *const $ty) =
            exports::build::$change::$kind(rust_mut(object), $index, rust(value)));
    };
}

/// A union that is built: its type, its description, the object of each arm.
macro_rules! union_builder {
    ($name:ident, $desc:ident; $($function:ident = $arm:ident;)*) => {
        handle!($name, UnionBuilder);
        sent!($name, TypeDesc::Union(model::$desc::DESC));

        impl $name {
            $(export!($name $function(arm: *const $arm) -> *mut $name = exports::build::new_union(rust(arm)).cast());)*
        }
    };
}

/// A list that is sent by itself: its type, the description of its items, their type.
macro_rules! list_builder {
    ($name:ident, $kind:ident $item:ident $desc:ident) => {
        handle!($name, ListBuilder);
        sent!($name, TypeDesc::List(&TypeDesc::$kind(model::$desc::DESC)));

        impl $name {
            export!($name new() -> *mut $name = exports::build::new_list().cast());
            export!($name add(list: *mut $name, item: *const $item) =
                exports::build::add_item(rust_mut(list), rust(item)));
        }
    };
}

/// Options of an operation: their type, its row in core, a setter each.
macro_rules! options {
    ($name:ident, $operation:path; $($function:ident = $change:ident($kind:ident $index:literal $($desc:ident)?);)*) => {
        handle!($name, Params);

        impl $name {
            export!($name new() -> *mut $name = exports::options::new(&$operation).cast());
            export!($name free(options: *mut $name) = exports::options::free(rust_mut(options)));
            $(option!($name $function $change($kind $index $($desc)?));)*
        }
    };
}

/// A setter of an option: all values of a list, or a module of `exports::options` and a function in it.
macro_rules! option {
    ($name:ident $function:ident set(texts $index:literal)) => {
        export!($name $function(options: *mut $name, values: *const ory_str, count: usize) =
            exports::options::set_texts(rust_mut(options), $index, values, count));
    };
    ($name:ident $function:ident $change:ident($kind:ident $index:literal $($desc:ident)?)) => {
        export!($name $function(options: *mut $name, value: c_type!($kind)) =
            exports::options::$change::$kind(rust_mut(options), $index, value $(, model::$desc::DESC)?));
    };
}

/// The function of an operation: its row in core, its arguments, how its answer is handed out.
macro_rules! operation {
    ($function:ident, $operation:path; $($argument:ident = $kind:ident($($row:tt)?)),*; nothing) => {
        impl ory_client {
            export!(ory_client $function(client: *const ory_client, $($argument: argument_type!($kind $($row)?),)*
                error: *mut *mut ory_error) -> ory_result = $crate::call::perform(
                    client, &$operation, &[$(argument!($argument, $kind $($row)?)),*], Output::Nothing, error));
        }
    };
    ($function:ident, $operation:path; $($argument:ident = $kind:ident($($row:tt)?)),*; $answer:ident $out:ident) => {
        impl ory_client {
            export!(ory_client $function(client: *const ory_client, $($argument: argument_type!($kind $($row)?),)*
                out: *mut *mut $out, error: *mut *mut ory_error) -> ory_result = $crate::call::perform(
                    client, &$operation, &[$(argument!($argument, $kind $($row)?)),*], Output::$answer(out), error));
        }
    };
}

/// The C type of an argument: a parameter's number follows its kind, or a type's name.
macro_rules! argument_type {
    (text_body) => { ory_str };
    ($kind:ident $index:literal) => { c_type!($kind) };
    ($kind:ident $ty:ident) => { c_type!($kind $ty) };
}

/// An argument of a call.
macro_rules! argument {
    ($argument:ident, text_body) => {
        Argument::TextBody($argument)
    };
    ($argument:ident, body $ty:ident) => {
        Argument::body(rust($argument), true)
    };
    ($argument:ident, optional_body $ty:ident) => {
        Argument::body(rust($argument), false)
    };
    ($argument:ident, options $ty:ident) => {
        Argument::Options(rust($argument))
    };
    ($argument:ident, text $index:literal) => {
        Argument::Text($index, $argument)
    };
}

/// The pages of a list: their type, and the type of a page.
macro_rules! pages {
    ($name:ident, $page:ident) => {
        handle!($name, Pages);

        impl $name {
            export!($name next(pages: *mut $name, page: *mut *mut $page, error: *mut *mut ory_error) -> ory_result =
                exports::paging::next::<$page>(rust_mut(pages), page, error));
            export!($name free(pages: *mut $name) = exports::paging::free(rust_mut(pages)));
        }
    };
}

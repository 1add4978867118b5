//! Finds numbers that JSON has no text for.

use std::fmt::Display;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// A serializer that writes nothing and fails at a number that is infinite or none.
#[derive(Clone, Copy)]
pub(super) struct FiniteNumbers;

/// Methods for values without anything inside.
macro_rules! leaves {
    ($($method:ident($($ty:ty),*);)*) => {
        $(fn $method(self, $(_: $ty),*) -> Result<(), Error> {
            Ok(())
        })*
    };
}

impl Serializer for FiniteNumbers {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    leaves! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_i128(i128);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_u128(u128);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_f32(self, number: f32) -> Result<(), Error> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Error> {
        match number.is_finite() {
            true => Ok(()),
            false => Err(Error::custom(format_args!("JSON has no number {number}"))),
        }
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Error> {
        Ok(self)
    }
}

/// Parts of a value, by the method that takes one: items of a list, or fields with their names.
macro_rules! parts {
    ($($of:ident::$method:ident($($name:ty)?);)*) => {
        $(impl $of for FiniteNumbers {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $(_: $name,)?
                value: &T,
            ) -> Result<(), Error> {
                value.serialize(*self)
            }

            fn end(self) -> Result<(), Error> {
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq::serialize_element();
    SerializeTuple::serialize_element();
    SerializeTupleStruct::serialize_field();
    SerializeTupleVariant::serialize_field();
    SerializeStruct::serialize_field(&'static str);
    SerializeStructVariant::serialize_field(&'static str);
}

impl SerializeMap for FiniteNumbers {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        key.serialize(*self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashMap;

    use serde::Serialize;

    use crate::Json;

    #[derive(Serialize)]
    enum Shape {
        Line(f64),
        Box { width: f32, tags: Vec<&'static str> },
        Corner(u8, f64),
    }

    #[test]
    fn a_number_that_json_has_no_text_for_is_refused_wherever_it_is() {
        assert!(Json::from_value(&f64::NAN).is_err());
        assert!(Json::from_value(&[1.0, f64::INFINITY]).is_err());
        assert!(Json::from_value(&HashMap::from([("a", Some(f64::NAN))])).is_err());
        assert!(Json::from_value(&Shape::Line(f64::NEG_INFINITY)).is_err());
        assert!(Json::from_value(&Shape::Corner(1, f64::NAN)).is_err());
        let width = f32::NAN;
        let tags = Vec::new();
        assert!(Json::from_value(&Shape::Box { width, tags }).is_err());
    }

    #[test]
    fn what_json_can_say_is_written() {
        let shape = Shape::Box {
            width: 1.5,
            tags: vec!["a"],
        };
        let text = r#"{"Box":{"width":1.5,"tags":["a"]}}"#;
        assert_eq!(Json::from_value(&shape).unwrap().text(), text);
        let kept = Json::parse(r#"{"a":1e400}"#).unwrap();
        assert_eq!(Json::from_value(&kept).unwrap(), kept);
        assert_eq!(Json::from_value(&None::<f64>).unwrap().text(), "null");
    }
}

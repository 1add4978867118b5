//! Models as JSON and back for Kotlin and Swift. Their bytes are those that uniffi writes, and descriptions tell what
//! they hold, so no model needs code of its own.

use crate::codec::{
    Arena, DecodeError, RecordDesc, Source, TypeDesc, Value, decode_from, with_misfits,
};
use crate::{Json, Timestamp};

/// The JSON of a model that uniffi has written as these bytes.
pub fn to_json(model: &str, bytes: &[u8]) -> Result<String, DecodeError> {
    let mut json = String::with_capacity(bytes.len());
    let mut reader = Reader(bytes);
    reader.value(desc(model)?, &mut json)?;
    Ok(json)
}

/// The bytes that uniffi reads as a model.
pub fn from_json(source: Source, model: &str, json: &str) -> Result<Vec<u8>, DecodeError> {
    let ty = desc(model)?;
    let arena = Arena::new();
    let value = decode_from(source, ty, json, &arena)?;
    let mut writer = Writer(Vec::with_capacity(json.len()));
    writer.value(ty, &value)?;
    Ok(writer.0)
}

fn desc(model: &str) -> Result<&'static TypeDesc, DecodeError> {
    crate::model::type_desc(model)
        .ok_or_else(|| DecodeError::whole(format!("no model is called `{model}`")))
}

fn mismatch() -> DecodeError {
    DecodeError::whole("is another model")
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], DecodeError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(mismatch)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        self.take(N)?.try_into().map_err(|_| mismatch())
    }

    fn int(&mut self) -> Result<i64, DecodeError> {
        self.array().map(i64::from_be_bytes)
    }

    fn count(&mut self) -> Result<usize, DecodeError> {
        usize::try_from(i32::from_be_bytes(self.array()?)).map_err(|_| mismatch())
    }

    fn flag(&mut self) -> Result<bool, DecodeError> {
        Ok(self.array::<1>()? != [0])
    }

    fn text(&mut self) -> Result<&'b str, DecodeError> {
        let count = self.count()?;
        let text = std::str::from_utf8(self.take(count)?).map_err(|_| mismatch())?;
        match super::refusal(text) {
            Some(reason) => Err(DecodeError::whole(reason)),
            None => Ok(text),
        }
    }

    fn value(&mut self, ty: &TypeDesc, json: &mut String) -> Result<(), DecodeError> {
        match ty {
            TypeDesc::Text | TypeDesc::Secret => quote(self.text()?, json),
            TypeDesc::Time => {
                quote(self.text()?, json);
                if self.flag()? {
                    self.take(size_of::<i64>() + size_of::<u32>())?;
                }
            }
            TypeDesc::Bool => json.push_str(if self.flag()? { "true" } else { "false" }),
            TypeDesc::Int => json.push_str(&self.int()?.to_string()),
            TypeDesc::Number => {
                let number = f64::from_be_bytes(self.array()?);
                json.push_str(&serde_json::to_string(&number).unwrap_or_default());
            }
            TypeDesc::Json => self.json(json)?,
            TypeDesc::List(item) => {
                json.push('[');
                for index in 0..self.count()? {
                    separate(index == 0, json);
                    self.value(item, json)?;
                }
                json.push(']');
            }
            TypeDesc::Map(item) => {
                json.push('{');
                for index in 0..self.count()? {
                    separate(index == 0, json);
                    quote(self.text()?, json);
                    json.push(':');
                    self.value(item, json)?;
                }
                json.push('}');
            }
            TypeDesc::Enum(desc) => {
                let known = self
                    .count()?
                    .checked_sub(1)
                    .and_then(|index| desc.values.get(index));
                let text = match known {
                    Some(text) => text,
                    None => self.text()?,
                };
                quote(text, json);
            }
            TypeDesc::Record(desc) => self.record(desc, json)?,
            TypeDesc::Union(desc) => {
                let known = self
                    .count()?
                    .checked_sub(1)
                    .and_then(|index| desc.arms.get(index));
                if let Some((_, record)) = known {
                    self.record(record, json)?;
                } else {
                    self.text()?;
                    self.json(json)?;
                }
            }
        }
        Ok(())
    }

    fn record(&mut self, desc: &RecordDesc, json: &mut String) -> Result<(), DecodeError> {
        json.push('{');
        let start = json.len();
        let mut maps = Vec::new();
        for field in desc.fields {
            if field.required || self.flag()? {
                separate(json.len() == start, json);
                quote(field.name, json);
                json.push(':');
                let value = json.len();
                self.value(&field.ty, json)?;
                if matches!(field.ty, TypeDesc::Map(_)) {
                    maps.push((field.name, value..json.len()));
                }
            }
        }
        if desc.keeps_unknown {
            let mut misfits = Vec::new();
            for _ in 0..self.count()? {
                let name = self.text()?;
                // A second value for a field that is known would be for the reader to choose from.
                let kept = json.len();
                self.named(name, kept == start, json)?;
                if desc.knows(name) {
                    let added = json.split_off(kept);
                    let map = maps.iter().find(|(map, _)| *map == name);
                    if let (Some((_, place)), Some((_, text))) = (map, added.split_once(':')) {
                        misfits.push((place.clone(), text.to_owned()));
                    }
                }
            }
            // From behind, so that the places before stay where they are.
            misfits.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
            for (place, text) in misfits {
                let map = json.get(place.clone()).unwrap_or_default();
                if let Some(whole) = with_misfits(map, &text) {
                    json.replace_range(place, &whole);
                }
            }
        }
        json.push('}');
        Ok(())
    }

    fn named(&mut self, name: &str, first: bool, json: &mut String) -> Result<(), DecodeError> {
        separate(first, json);
        quote(name, json);
        json.push(':');
        self.json(json)
    }

    fn json(&mut self, json: &mut String) -> Result<(), DecodeError> {
        json.push_str(Json::parse(self.text()?)?.text());
        Ok(())
    }
}

fn separate(first: bool, json: &mut String) {
    if !first {
        json.push(',');
    }
}

fn quote(text: &str, json: &mut String) {
    // A text into memory: nothing here can fail.
    json.push_str(&serde_json::to_string(text).unwrap_or_default());
}

struct Writer(Vec<u8>);

impl Writer {
    fn count(&mut self, count: usize) -> Result<(), DecodeError> {
        let count = i32::try_from(count).map_err(|_| DecodeError::whole("is too large"))?;
        self.0.extend(count.to_be_bytes());
        Ok(())
    }

    fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    fn text(&mut self, text: &str) -> Result<(), DecodeError> {
        self.count(text.len())?;
        self.0.extend(text.as_bytes());
        Ok(())
    }

    fn value(&mut self, ty: &TypeDesc, value: &Value<'_>) -> Result<(), DecodeError> {
        match (ty, *value) {
            (TypeDesc::Text | TypeDesc::Secret, Value::Text(text)) => self.text(text)?,
            (TypeDesc::Time, Value::Text(text)) => self.time(text)?,
            (TypeDesc::Bool, Value::Bool(flag)) => self.flag(flag),
            (TypeDesc::Int, Value::Int(number)) => self.0.extend(number.to_be_bytes()),
            (TypeDesc::Number, Value::Number(number)) => self.0.extend(number.to_be_bytes()),
            (TypeDesc::Json, Value::Json(raw)) => self.text(raw.get())?,
            (TypeDesc::List(item), Value::List(values)) => {
                self.count(values.len())?;
                for value in values {
                    self.value(item, value)?;
                }
            }
            (TypeDesc::Map(item), Value::Map(entries)) => {
                self.count(entries.len())?;
                for (name, value) in entries {
                    self.text(name)?;
                    self.value(item, value)?;
                }
            }
            (TypeDesc::Enum(desc), Value::Enum { kind, text }) => {
                if self.kind(kind, desc.values.len())? {
                    self.text(text)?;
                }
            }
            (TypeDesc::Record(_), Value::Record(record)) => self.record(record)?,
            (TypeDesc::Union(desc), Value::Union(variant)) => {
                if self.kind(variant.kind, desc.arms.len())? {
                    self.text(variant.tag)?;
                    self.text(variant.raw.get())?;
                } else if let Some(record) = variant.record {
                    self.record(record)?;
                }
            }
            _ => return Err(mismatch()),
        }
        Ok(())
    }

    /// The case of an enum or union; says whether it is the one behind all known ones.
    fn kind(&mut self, kind: u32, known: usize) -> Result<bool, DecodeError> {
        let unknown = kind == 0;
        let kind = usize::try_from(kind).map_err(|_| mismatch())?;
        self.count(if unknown { known + 1 } else { kind })?;
        Ok(unknown)
    }

    fn record(&mut self, record: &crate::codec::Record<'_>) -> Result<(), DecodeError> {
        for (field, value) in record.desc.fields.iter().zip(record.values) {
            if !field.required {
                self.flag(!value.is_none());
                if value.is_none() {
                    continue;
                }
            }
            self.value(&field.ty, value)?;
        }
        if record.desc.keeps_unknown {
            self.count(record.unknown.len())?;
            for (name, raw) in record.unknown {
                self.text(name)?;
                self.text(raw.get())?;
            }
        }
        Ok(())
    }

    fn time(&mut self, text: &str) -> Result<(), DecodeError> {
        self.text(text)?;
        let at = Timestamp::from(text).at;
        self.flag(at.is_some());
        if let Some(at) = at {
            ::uniffi::Lower::<crate::UniFfiTag>::write(at, &mut self.0);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn both_ways(model: &str, json: &str) -> String {
        to_json(model, &from_json(Source::Caller, model, json).unwrap()).unwrap()
    }

    /// uniffi itself must read what is written here, and write what is read here.
    #[cfg(feature = "identity")]
    #[test]
    fn the_bytes_are_those_of_uniffi() {
        use crate::codec::Model as _;
        use crate::model::Identity;

        let json = r#"{"id":"i","schema_id":"s","schema_url":"u","traits":{"a": 1.0},"state":"frozen","created_at":"2026-01-31T12:00:00.5Z","credentials":{"oidc":{"version":3}},"metadata_public":{"b":[null]},"mood":{"x":"\u00e9"}}"#;
        let bytes = from_json(Source::Caller, "Identity", json).unwrap();
        let mut rest = bytes.as_slice();
        let identity = <Identity as ::uniffi::Lift<crate::UniFfiTag>>::try_read(&mut rest).unwrap();
        assert!(rest.is_empty());
        assert_eq!(identity, Identity::from_json(json).unwrap());

        let mut written = Vec::new();
        <Identity as ::uniffi::Lower<crate::UniFfiTag>>::write(identity.clone(), &mut written);
        assert_eq!(written, bytes);
        assert_eq!(to_json("Identity", &written).unwrap(), identity.to_json());
    }

    #[cfg(feature = "identity")]
    #[test]
    fn a_known_field_is_not_written_twice() {
        use crate::codec::Model as _;
        use crate::model::Identity;

        let json = r#"{"id":"i","schema_id":"s","schema_url":"u","traits":{},"mood":1}"#;
        let mut identity = Identity::from_json(json).unwrap();
        identity
            .extra
            .insert("id".into(), crate::Json::parse("2").unwrap());
        let mut written = Vec::new();
        <Identity as ::uniffi::Lower<crate::UniFfiTag>>::write(identity.clone(), &mut written);
        assert_eq!(to_json("Identity", &written).unwrap(), json);
        assert_eq!(identity.to_json(), json);
    }

    #[cfg(feature = "identity")]
    #[test]
    fn entries_of_a_map_that_are_not_of_its_type_come_back_in_it() {
        use crate::codec::Model as _;
        use crate::model::Identity;

        let json = r#"{"id":"i","schema_id":"s","schema_url":"u","traits":{},"credentials":{"password":{"type":"password"},"odd":5},"mood":1}"#;
        let identity = Identity::from_json(json).unwrap();
        let mut written = Vec::new();
        <Identity as ::uniffi::Lower<crate::UniFfiTag>>::write(identity.clone(), &mut written);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&to_json("Identity", &written).unwrap()), value(json));
        assert_eq!(value(&identity.to_json()), value(json));
    }

    #[cfg(feature = "frontend")]
    #[test]
    fn unions_known_and_unknown_come_back() {
        for json in [
            r#"{"identifier":"a","password":"b","method":"password"}"#,
            r#"{"method":"telepathy","thought":[1, 2]}"#,
        ] {
            assert_eq!(both_ways("UpdateLoginFlowBody", json), json);
        }
        assert_eq!(
            both_ways("LoginFlowState", r#""choose_method""#),
            r#""choose_method""#
        );
        assert_eq!(both_ways("LoginFlowState", r#""sensing""#), r#""sensing""#);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        assert!(from_json(Source::Caller, "Nothing", "{}").is_err());
        assert!(to_json("Nothing", &[]).is_err());
        #[cfg(feature = "identity")]
        {
            assert!(from_json(Source::Caller, "Identity", r#"{"id": 1}"#).is_err());
            assert!(to_json("Identity", &[0, 0, 0, 9, b'x']).is_err());
        }
    }
}

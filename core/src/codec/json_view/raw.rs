//! JSON text as a view: no tree is built, so numbers and texts stay as the server wrote them.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{JsonText, JsonView};

impl JsonView for &RawValue {
    type Text = String;

    fn get(&self, key: &str) -> Option<Self> {
        let mut json = serde_json::Deserializer::from_str(RawValue::get(self));
        json.deserialize_map(Member(key)).ok()?.filter(is_not_null)
    }

    fn at(&self, index: usize) -> Option<Self> {
        let mut json = serde_json::Deserializer::from_str(RawValue::get(self));
        json.deserialize_seq(Item(index)).ok()?.filter(is_not_null)
    }

    fn visit_items(&self, limit: usize, visit: &mut dyn FnMut(Self) -> bool) {
        let mut json = serde_json::Deserializer::from_str(RawValue::get(self));
        // An early end is an error of the deserializer, and no news.
        let _ = json.deserialize_seq(Items { limit, visit });
    }

    fn is_object(&self) -> bool {
        RawValue::get(self).starts_with('{')
    }

    fn first_string(&self, keys: &str) -> Option<String> {
        keys.split(' ')
            .find_map(|key| non_empty_text(&JsonView::get(self, key)?))
    }

    fn first_string_or_number(&self, keys: &str) -> Option<String> {
        keys.split(' ').find_map(|key| {
            let value = JsonView::get(self, key)?;
            non_empty_text(&value).or_else(|| value.number())
        })
    }
}

fn non_empty_text(value: &&RawValue) -> Option<String> {
    value.text().filter(|text| !text.is_empty())
}

impl JsonText for &RawValue {
    fn len(&self) -> usize {
        let mut json = serde_json::Deserializer::from_str(RawValue::get(self));
        json.deserialize_seq(Count).unwrap_or(0)
    }

    fn text(&self) -> Option<String> {
        serde_json::from_str(RawValue::get(self)).ok()
    }

    fn bool(&self) -> Option<bool> {
        serde_json::from_str(RawValue::get(self)).ok()
    }

    fn number(&self) -> Option<String> {
        let text = RawValue::get(self);
        text.starts_with(|first: char| first == '-' || first.is_ascii_digit())
            .then(|| String::from(text))
    }

    fn json(&self) -> String {
        String::from(RawValue::get(self))
    }
}

fn is_not_null(value: &&RawValue) -> bool {
    RawValue::get(value) != "null"
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Finds a member; the last one where a key stands twice, as everywhere in JavaScript.
struct Member<'k>(&'k str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(Key(key)) = map.next_key()? {
            if key == self.0 {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Finds an item of a list.
struct Item(usize);

impl<'de> Visitor<'de> for Item {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(item) = list.next_element()? {
            if index == self.0 {
                found = Some(item);
            }
            index += 1;
        }
        Ok(found)
    }
}

/// Visits the items of a list in one pass.
struct Items<'v, 'de> {
    limit: usize,
    visit: &'v mut dyn FnMut(&'de RawValue) -> bool,
}

impl<'de> Visitor<'de> for Items<'_, 'de> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for _ in 0..self.limit {
            let item = list.next_element::<&RawValue>()?.filter(is_not_null);
            if item.is_none_or(&mut *self.visit) {
                break;
            }
        }
        Ok(())
    }
}

/// Counts the items of a list.
struct Count;

impl<'de> Visitor<'de> for Count {
    type Value = usize;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
        let mut count = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn members_and_items_are_read_without_building_a_tree() {
        let text = r#" {"a":{"n":123456789012345678901234567890,"z":null},"l":[1,null,"\u00e9"],"a\u0062":true,"l2":[]} "#;
        let json: &RawValue = serde_json::from_str(text).unwrap();
        let get = |key: &str| JsonView::get(&json, key);
        assert!(json.is_object());
        assert_eq!(
            JsonView::get(&get("a").unwrap(), "n")
                .unwrap()
                .number()
                .as_deref(),
            Some("123456789012345678901234567890")
        );
        assert!(JsonView::get(&get("a").unwrap(), "z").is_none());
        assert!(get("none").is_none());
        let list = get("l").unwrap();
        assert_eq!(list.len(), 3);
        assert!(list.at(1).is_none() && list.at(3).is_none());
        assert_eq!(list.at(2).unwrap().text().as_deref(), Some("é"));
        assert!(list.at(0).unwrap().text().is_none());
        assert_eq!(get("ab").unwrap().bool(), Some(true));
        assert!(JsonView::get(&list, "x").is_none() && get("a").unwrap().at(0).is_none());
        assert!(get("l2").unwrap().is_empty());
    }

    #[test]
    fn deep_nesting_does_not_recurse() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let text = alloc::format!(r#"{{"details":{deep},"message":"m"}}"#);
        let json: &RawValue = serde_json::from_str(&text).unwrap();
        assert_eq!(
            JsonView::get(&json, "message").unwrap().text().as_deref(),
            Some("m")
        );
    }
}

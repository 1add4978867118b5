//! JSON made from a table: what a server of the described API, or of a newer one, could send.

use serde_json::{Map, Value, json};

use super::TypeDesc;

/// Reproducible choices from one seed (SplitMix64).
pub(super) struct RandomChoices(pub u64);

impl RandomChoices {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// What is sent, and what has to come back: the same without nulls in optional fields, with empty lists and maps for nulls
/// in required ones, and with empty objects for nulls in lists.
pub(super) struct Pair {
    pub(crate) sent: Value,
    pub(crate) kept: Value,
}

impl Pair {
    fn same(value: Value) -> Self {
        Self {
            sent: value.clone(),
            kept: value,
        }
    }
}

/// A value of the kind. Below `depth` 0 lists and maps are empty and optional fields absent.
pub(super) fn valid(kind: &TypeDesc, choices: &mut RandomChoices, depth: usize) -> Pair {
    match kind {
        TypeDesc::Text | TypeDesc::Secret => Pair::same(text(choices)),
        TypeDesc::Time => Pair::same(match choices.below(3) {
            0 => json!("2026-01-31T12:00:00.123456789+02:00"),
            1 => json!("0001-01-01T00:00:00Z"),
            _ => text(choices),
        }),
        TypeDesc::Bool => Pair::same(json!(choices.one_in(2))),
        TypeDesc::Int => integer(choices),
        TypeDesc::Number => Pair::same(json!(choices.below(1_000) as f64 / 8.0)),
        TypeDesc::Json => Pair::same(anything(choices, depth)),
        TypeDesc::Enum(table) => Pair::same(match choices.one_in(4) {
            true => text(choices),
            false => json!(table.values[choices.below(table.values.len())]),
        }),
        TypeDesc::List(item) => {
            let items = (0..count(choices, depth)).map(|_| match nothing(item, choices) {
                Some(nothing) => nothing,
                None => valid(item, choices, depth.saturating_sub(1)),
            });
            let (sent, kept) = items.map(|pair| (pair.sent, pair.kept)).unzip();
            Pair {
                sent: Value::Array(sent),
                kept: Value::Array(kept),
            }
        }
        TypeDesc::Map(value) => {
            let mut pair = Pair::same(json!({}));
            for index in 0..count(choices, depth) {
                let entry = valid(value, choices, depth.saturating_sub(1));
                pair.sent[format!("key {index}")] = entry.sent;
                pair.kept[format!("key {index}")] = entry.kept;
            }
            pair
        }
        TypeDesc::Record(table) => {
            let mut pair = Pair::same(json!({}));
            for field_desc in table.fields {
                let sent = field_desc.required || field_desc.nullable;
                let gone = !field_desc.required && (depth == 0 || choices.one_in(2));
                if gone && !field_desc.nullable && choices.one_in(3) {
                    pair.sent[field_desc.name] = Value::Null;
                }
                if !gone {
                    field(
                        field_desc.name,
                        &field_desc.ty,
                        sent,
                        choices,
                        depth,
                        &mut pair,
                    );
                    if table.keeps_unknown {
                        misfit(field_desc.name, &field_desc.ty, choices, &mut pair);
                    }
                }
            }
            if choices.one_in(3) {
                let extra = anything(choices, 2);
                pair.sent["not in the description"] = extra.clone();
                if table.keeps_unknown {
                    pair.kept["not in the description"] = extra;
                }
            }
            pair
        }
        TypeDesc::Union(table) => {
            if choices.one_in(8) {
                return Pair::same(
                    json!({ table.tag: "not in the description", "x": anything(choices, 2) }),
                );
            }
            let (tag, record) = table.arms[choices.below(table.arms.len())];
            let mut pair = valid(&TypeDesc::Record(record), choices, depth);
            pair.sent[table.tag] = json!(tag);
            pair.kept[table.tag] = json!(tag);
            pair
        }
    }
}

fn field(
    name: &str,
    kind: &TypeDesc,
    required: bool,
    choices: &mut RandomChoices,
    depth: usize,
    pair: &mut Pair,
) {
    let null = match kind {
        TypeDesc::List(_) => json!([]),
        _ => json!({}),
    };
    if required && matches!(kind, TypeDesc::List(_) | TypeDesc::Map(_)) && choices.one_in(4) {
        pair.sent[name] = Value::Null;
        pair.kept[name] = null;
        return;
    }
    let value = valid(kind, choices, depth.saturating_sub(1));
    // A null is free JSON too, but in an optional field it is nothing.
    if required || !value.sent.is_null() {
        pair.kept[name] = value.kept;
    }
    pair.sent[name] = value.sent;
}

/// An entry of a map that is not of its type.
fn misfit(name: &str, kind: &TypeDesc, choices: &mut RandomChoices, pair: &mut Pair) {
    let TypeDesc::Map(item) = kind else { return };
    let value = match item {
        TypeDesc::Json => return,
        TypeDesc::Text if choices.one_in(2) => json!(7),
        _ => Value::Null,
    };
    if pair.sent[name].is_object() && choices.one_in(2) {
        pair.sent[name]["misfit"] = value.clone();
        pair.kept[name]["misfit"] = value;
    }
}

/// A null that is an item with nothing set.
fn nothing(kind: &TypeDesc, choices: &mut RandomChoices) -> Option<Pair> {
    let TypeDesc::Record(table) = kind else {
        return None;
    };
    let requires = table.fields.iter().any(|field| field.required);
    (!requires && choices.one_in(8)).then(|| Pair {
        sent: Value::Null,
        kept: json!({}),
    })
}

fn count(choices: &mut RandomChoices, depth: usize) -> usize {
    if depth == 0 { 0 } else { choices.below(3) }
}

fn text(choices: &mut RandomChoices) -> Value {
    let texts = [
        "",
        "a@b.example",
        "https://a.example/?b=1&c=2",
        "\"\\/\u{8}\u{c}\n\r\t",
        "é😀\u{0}\u{2028}",
        "null",
    ];
    json!(texts[choices.below(texts.len())])
}

fn integer(choices: &mut RandomChoices) -> Pair {
    let integers = [0, 1, -1, 1 << 53, i64::MAX, i64::MIN];
    if choices.one_in(3) {
        return Pair {
            sent: json!(7.0),
            kept: json!(7),
        };
    }
    Pair::same(json!(integers[choices.below(integers.len())]))
}

/// Any JSON at all.
pub(super) fn anything(choices: &mut RandomChoices, depth: usize) -> Value {
    match choices.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => json!(choices.one_in(2)),
        2 => json!(choices.next()),
        3 => json!(choices.below(100) as f64 / 8.0),
        4 => text(choices),
        5 => (0..choices.below(3))
            .map(|_| anything(choices, depth - 1))
            .collect(),
        _ => {
            let mut fields = Map::new();
            for index in 0..choices.below(3) {
                fields.insert(format!("k{index}"), anything(choices, depth - 1));
            }
            Value::Object(fields)
        }
    }
}

/// Replaces one part of the value, chosen at random, by any JSON.
pub(super) fn spoil(value: &mut Value, choices: &mut RandomChoices) {
    let children = match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    };
    if children == 0 || choices.one_in(4) {
        *value = anything(choices, 2);
        return;
    }
    let chosen = choices.below(children);
    match value {
        Value::Array(items) => spoil(&mut items[chosen], choices),
        Value::Object(fields) => spoil(fields.values_mut().nth(chosen).unwrap(), choices),
        _ => {}
    }
}

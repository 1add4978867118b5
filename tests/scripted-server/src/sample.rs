//! Values made from the description: what a server sends, and what a client must still hold of it.

use serde_json::{Value, json};
use spec::ir::{Api, Arm, Field, Model, ModelKind, Text, Type};

/// How much a value holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// What is required, and nothing else.
    Minimal,
    /// Every field; every arm of a union where there is a list of it.
    Full,
    /// Null for what is optional, and fields that nobody described.
    Nulls,
    /// Every field, with values that nobody described: enum values, arms, map values, fields.
    Hostile,
}

impl Amount {
    /// All amounts.
    pub const ALL: [Self; 4] = [Self::Minimal, Self::Full, Self::Nulls, Self::Hostile];

    /// Its word in a base URL.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Full => "full",
            Self::Nulls => "nulls",
            Self::Hostile => "hostile",
        }
    }
}

/// A value as it is sent, and what comes back when a client has read and written it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What is sent.
    pub sent: Value,
    /// The same without nulls in optional fields, and with an empty list where a required one was null.
    pub kept: Value,
}

impl Sample {
    fn same(value: Value) -> Self {
        Self {
            sent: value.clone(),
            kept: value,
        }
    }
}

/// A value of a type.
#[must_use]
pub fn sample(api: &Api, ty: &Type, amount: Amount) -> Sample {
    SampleMaker::new(api).of(ty, amount)
}

/// A full value of each arm, if the type is a union.
#[must_use]
pub fn arms(api: &Api, ty: &Type) -> Vec<Sample> {
    let Type::Model(name) = ty else {
        return Vec::new();
    };
    match api.model(name).map(|model| &model.kind) {
        Some(ModelKind::Union { tag, arms }) => {
            let mut maker = SampleMaker::new(api);
            arms.iter()
                .map(|arm| maker.arm(tag, arm, Amount::Full))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A text that every encoding has to take care of.
pub(crate) const TEXT: &str = "a/b c?d=e&f%g+h#i\"j\\k é😀";

const UUID: &str = "0f3a4f2e-7a11-4d0e-9a35-b7ba8e5c3f6a";

struct SampleMaker<'a> {
    api: &'a Api,
    /// Models around this value: one of them inside itself is a minimal one.
    open: Vec<&'a str>,
}

impl<'a> SampleMaker<'a> {
    fn new(api: &'a Api) -> Self {
        Self {
            api,
            open: Vec::new(),
        }
    }

    fn of(&mut self, ty: &'a Type, amount: Amount) -> Sample {
        let hostile = amount == Amount::Hostile;
        Sample::same(match ty {
            Type::Text(Text::Uuid) => json!(UUID),
            Type::Text(Text::Uri) => json!("https://ui.example/a?b=c%20d#e"),
            Type::Text(Text::Duration) => json!("1h30m0s"),
            Type::Text(Text::Plain) => json!(TEXT),
            Type::Secret => json!("secret: é/+="),
            Type::Bool => json!(amount == Amount::Minimal),
            // Some encoders write every number as a float.
            Type::Int if hostile => {
                return Sample {
                    sent: json!(12.0),
                    kept: json!(12),
                };
            }
            Type::Int => json!(7),
            Type::Number => json!(1.5),
            Type::Time if hostile => json!("the day before yesterday"),
            Type::Time => json!("2026-01-31T12:00:00.123456789+02:00"),
            Type::Json if amount == Amount::Minimal => json!(null),
            Type::Json => json!({"any": [null, true, 1.5, "json", {"": {}}]}),
            Type::List(item) => return self.list(item, amount),
            Type::Map(item) => return self.map(item, amount),
            Type::Model(name) => return self.model(name, amount),
        })
    }

    fn list(&mut self, item: &'a Type, amount: Amount) -> Sample {
        if let Type::Model(name) = item
            && let Some(model) = self.api.model(name)
        {
            if self.open.contains(&name.as_str()) {
                return Sample::same(json!([]));
            }
            let all = match (&model.kind, amount) {
                (ModelKind::Union { tag, arms }, Amount::Full) => {
                    arms.iter().map(|arm| self.arm(tag, arm, amount)).collect()
                }
                (ModelKind::Union { tag, arms }, Amount::Hostile) => {
                    let mut all = vec![self.of(item, amount), Sample::same(json!({}))];
                    all.extend(arms.iter().map(|arm| self.arm(tag, arm, amount)));
                    all.extend(arms.iter().filter_map(|arm| self.broken(tag, arm)));
                    all
                }
                (ModelKind::Enum { values }, Amount::Full) => values
                    .iter()
                    .map(|value| Sample::same(json!(value.wire)))
                    .collect(),
                (ModelKind::Record { fields, .. }, Amount::Hostile)
                    if fields.iter().all(|field| field.optional) =>
                {
                    vec![self.of(item, amount), nothing()]
                }
                _ => vec![self.of(item, amount)],
            };
            return listed(all);
        }
        let one = self.of(item, amount);
        listed(vec![one])
    }

    fn map(&mut self, item: &'a Type, amount: Amount) -> Sample {
        let mut all = listed(Vec::new());
        all.sent = json!({});
        all.kept = json!({});
        if amount == Amount::Minimal {
            return all;
        }
        let one = self.of(item, amount);
        all.sent["a key"] = one.sent;
        all.kept["a key"] = one.kept;
        all
    }

    fn model(&mut self, name: &str, amount: Amount) -> Sample {
        let Some(model) = self.api.model(name) else {
            return Sample::same(Value::Null);
        };
        match &model.kind {
            ModelKind::Enum { .. } if amount == Amount::Hostile => {
                Sample::same(json!("nobody heard of it"))
            }
            ModelKind::Enum { values } => {
                let value = match amount {
                    Amount::Minimal => values.first(),
                    _ => values.last(),
                };
                Sample::same(json!(value.map(|value| &value.wire)))
            }
            ModelKind::Union { tag, .. } if amount == Amount::Hostile => {
                Sample::same(json!({"new": [null], tag.as_str(): "nobody heard of it"}))
            }
            ModelKind::Union { tag, arms } => match arms.first() {
                Some(arm) => self.arm(tag, arm, amount),
                None => Sample::same(json!({})),
            },
            ModelKind::Record {
                fields,
                keeps_unknown,
            } => self.record(model, fields, *keeps_unknown, amount),
        }
    }

    fn arm(&mut self, tag: &str, arm: &'a Arm, amount: Amount) -> Sample {
        let mut made = self.model(&arm.model, amount);
        made.sent[tag] = json!(arm.tag);
        made.kept[tag] = json!(arm.tag);
        made
    }

    /// An arm that is not what its tag says; clients keep it as it is.
    fn broken(&mut self, tag: &str, arm: &'a Arm) -> Option<Sample> {
        let mut made = self.arm(tag, arm, Amount::Minimal).sent;
        let ModelKind::Record { fields, .. } = &self.api.model(&arm.model)?.kind else {
            return None;
        };
        let field = fields
            .iter()
            .find(|field| field.wire != tag && field.ty != Type::Json)?;
        made[&field.wire] = misfit(&field.ty);
        Some(Sample::same(made))
    }

    fn record(
        &mut self,
        model: &'a Model,
        fields: &'a [Field],
        keeps_unknown: bool,
        amount: Amount,
    ) -> Sample {
        let amount = match self.open.contains(&model.name.as_str()) {
            true => Amount::Minimal,
            false => amount,
        };
        self.open.push(&model.name);
        let mut made = Sample::same(json!({}));
        for field in fields {
            self.field(field, keeps_unknown, amount, &mut made);
        }
        if matches!(amount, Amount::Nulls | Amount::Hostile) {
            for (name, value) in [
                ("not_described", json!({"deep": [null, {"x": 1.5}]})),
                ("nothing", Value::Null),
            ] {
                made.sent[name] = value.clone();
                if keeps_unknown {
                    made.kept[name] = value;
                }
            }
        }
        self.open.pop();
        made
    }

    fn field(&mut self, field: &'a Field, keeps_unknown: bool, amount: Amount, made: &mut Sample) {
        if let Some(text) = &field.constant {
            made.sent[&field.wire] = json!(text);
            made.kept[&field.wire] = json!(text);
            return;
        }
        match (field.optional, amount) {
            (true, Amount::Minimal) => return,
            (true, Amount::Nulls) => {
                made.sent[&field.wire] = Value::Null;
                return;
            }
            _ => {}
        }
        let mut value = match (&field.ty, amount) {
            // What Go makes of an empty list or map.
            (Type::List(_), Amount::Nulls) => Sample {
                sent: Value::Null,
                kept: json!([]),
            },
            (Type::Map(_), Amount::Nulls) => Sample {
                sent: Value::Null,
                kept: json!({}),
            },
            (ty, _) => self.of(ty, amount),
        };
        if let (Type::Map(item), Amount::Hostile, true) = (&field.ty, amount, keeps_unknown) {
            for (name, entry) in [("null", Value::Null), ("misfit", misfit(item))] {
                value.sent[name] = entry.clone();
                value.kept[name] = entry;
            }
        }
        made.sent[&field.wire] = value.sent;
        made.kept[&field.wire] = value.kept;
    }
}

fn listed(all: Vec<Sample>) -> Sample {
    let (sent, kept): (Vec<Value>, Vec<Value>) =
        all.into_iter().map(|one| (one.sent, one.kept)).unzip();
    Sample {
        sent: Value::Array(sent),
        kept: Value::Array(kept),
    }
}

/// What Kratos writes for an item of a batch that asked for nothing.
fn nothing() -> Sample {
    Sample {
        sent: Value::Null,
        kept: json!({}),
    }
}

/// JSON of another type.
fn misfit(ty: &Type) -> Value {
    match ty {
        Type::Model(_) | Type::Map(_) => json!("no object"),
        Type::Bool | Type::Int | Type::Number => json!("no number"),
        Type::Json => json!(null),
        Type::Text(_) | Type::Secret | Type::Time | Type::List(_) => json!({"no": "text"}),
    }
}

//! What an upstream document says and `api/` does not, and the other way round.

use super::difference::Difference;
use crate::ir::{Api, Arm, EnumValue, Field, Mark, Model, ModelKind, Operation, Param, Type};
use crate::reader::Corrections;
use crate::types;

/// All differences between a document and the description.
#[must_use]
pub fn differences(upstream: &Api, ours: &Api, corrections: &Corrections) -> Vec<Difference> {
    let mut compare = Compare {
        upstream,
        ours,
        corrections,
        found: Vec::new(),
    };
    compare.all();
    compare.found
}

struct Compare<'a> {
    upstream: &'a Api,
    ours: &'a Api,
    corrections: &'a Corrections,
    found: Vec<Difference>,
}

impl Compare<'_> {
    fn all(&mut self) {
        let (upstream, ours) = (self.upstream, self.ours);
        for group in &upstream.groups {
            if !ours.groups.iter().any(|known| known.name == group.name) {
                let many = group.operations.len();
                self.lacks(
                    format!("group {}", group.name),
                    &format!("{many} operations"),
                    file(format!("{}/", group.name)),
                );
                continue;
            }
            for theirs in &group.operations {
                match ours.operations().find(|(_, known)| known.id == theirs.id) {
                    Some((_, known)) => self.operation(theirs, known),
                    None => self.new_operation(theirs, file(group.file())),
                }
            }
            for theirs in &group.models {
                match ours.model(&theirs.name) {
                    Some(known) => self.model(theirs, known),
                    None => self.lacks(
                        theirs.name.clone(),
                        "the model",
                        file(format!("{}/models.yaml", group.name)),
                    ),
                }
            }
        }
        self.only_ours();
    }

    fn lacks(&mut self, what: String, text: &str, mark: Mark) {
        self.found.push(Difference {
            text: format!("api/ lacks {text}"),
            lacking: true,
            why: self.corrections.why(&what).map(str::to_owned),
            mark: Some(mark),
            what,
        });
    }

    fn differs(&mut self, what: String, text: String, why: Option<&String>, mark: &Mark) {
        let known = || self.corrections.why_ours(&what).map(str::to_owned);
        self.found.push(Difference {
            text,
            lacking: false,
            why: why.cloned().or_else(known),
            mark: Some(mark.clone()),
            what,
        });
    }

    /// An operation that `api/` lacks, unless it only has another name there.
    fn new_operation(&mut self, theirs: &Operation, mark: Mark) {
        let (upstream, ours) = (self.upstream, self.ours);
        let is_theirs = |id: &str| upstream.operations().any(|(_, known)| known.id == id);
        let renamed = ours.operations().map(|(_, known)| known).find(|known| {
            (&known.method, &known.path) == (&theirs.method, &theirs.path) && !is_theirs(&known.id)
        });
        let request = format!("{} {}", theirs.method, theirs.path);
        match renamed {
            Some(known) => {
                let text = format!("the document calls {request} so, ours is {}", known.id);
                self.differs(theirs.id.clone(), text, None, &known.mark);
            }
            None => self.lacks(theirs.id.clone(), &request, mark),
        }
    }

    /// The reason beside an operation is for what no line of its own can explain: answers, a body, its absence.
    fn operation(&mut self, theirs: &Operation, known: &Operation) {
        let id = &known.id;
        if (&theirs.method, &theirs.path) != (&known.method, &known.path) {
            let text = format!("the document has {} {}", theirs.method, theirs.path);
            self.differs(id.clone(), text, None, &known.mark);
        }
        for param in &theirs.params {
            match known
                .params
                .iter()
                .find(|other| other.wire == param.wire && other.place == param.place)
            {
                Some(other) => self.param(id, param, other),
                None => self.lacks(
                    format!("{id}?{}", param.wire),
                    "the parameter",
                    known.mark.clone(),
                ),
            }
        }
        for param in &known.params {
            if !theirs
                .params
                .iter()
                .any(|other| other.wire == param.wire && other.place == param.place)
            {
                let text = "the document has no such parameter".to_owned();
                let what = format!("{id}?{}", param.wire);
                self.differs(what, text, param.why.as_ref(), &param.mark);
            }
        }
        self.body(theirs, known);
        for answer in &theirs.answers {
            let what = format!("{id} {}", answer.status);
            match known
                .answers
                .iter()
                .find(|other| other.status == answer.status)
            {
                None => self.lacks(what, "the answer", known.mark.clone()),
                Some(other) if same(answer.ty.as_ref(), other.ty.as_ref()) => {}
                Some(_) => {
                    let text = format!("the document answers {}", named(answer.ty.as_ref()));
                    let why = known.why.as_ref().filter(|_| answer.status >= 400);
                    self.differs(what, text, why, &known.mark);
                }
            }
        }
        for answer in &known.answers {
            if !theirs
                .answers
                .iter()
                .any(|other| other.status == answer.status)
            {
                let text = "the document has no such answer".to_owned();
                let why = known.why.as_ref().filter(|_| answer.status >= 300);
                self.differs(format!("{id} {}", answer.status), text, why, &known.mark);
            }
        }
    }

    fn param(&mut self, id: &str, theirs: &Param, known: &Param) {
        if let Some(text) = otherwise(&theirs.ty, theirs.optional, &known.ty, known.optional) {
            let what = format!("{id}?{}", known.wire);
            self.differs(what, text, known.why.as_ref(), &known.mark);
        }
    }

    fn body(&mut self, theirs: &Operation, known: &Operation) {
        let what = format!("{} body", known.id);
        let text = match (&theirs.body, &known.body) {
            (None, None) => return,
            (Some(_), None) => return self.lacks(what, "the body", known.mark.clone()),
            (None, Some(_)) => "the document has no body".to_owned(),
            (Some(body), Some(other)) if !same(Some(&body.ty), Some(&other.ty)) => {
                format!("the document has {}", named(Some(&body.ty)))
            }
            (Some(body), Some(other)) if body.optional != other.optional => {
                let word = if body.optional {
                    "makes it optional"
                } else {
                    "requires it"
                };
                format!("the document {word}")
            }
            (Some(body), Some(other)) if other.form != body.form => {
                "form or JSON differ".to_owned()
            }
            _ => return,
        };
        let why = known.why.as_ref().filter(|_| theirs.body.is_none());
        self.differs(what, text, why, &known.mark);
    }

    fn model(&mut self, theirs: &Model, known: &Model) {
        match (&theirs.kind, &known.kind) {
            (ModelKind::Record { fields, .. }, ModelKind::Record { fields: ours, .. }) => {
                self.fields(known, fields, ours);
            }
            (ModelKind::Enum { values }, ModelKind::Enum { values: ours }) => {
                self.values(known, values, ours)
            }
            (
                ModelKind::Union { tag, arms },
                ModelKind::Union {
                    tag: our_tag,
                    arms: ours,
                },
            ) => {
                if tag != our_tag {
                    let text = format!("the document's tag is `{tag}`");
                    self.differs(known.name.clone(), text, None, &known.mark);
                }
                self.arms(known, arms, ours);
            }
            _ => {
                let text = "the document has another kind of type".to_owned();
                self.differs(known.name.clone(), text, None, &known.mark);
            }
        }
    }

    fn fields(&mut self, model: &Model, theirs: &[Field], ours: &[Field]) {
        for field in theirs {
            let what = format!("{}.{}", model.name, field.wire);
            let Some(known) = ours.iter().find(|other| other.wire == field.wire) else {
                self.lacks(what, "the field", model.mark.clone());
                continue;
            };
            let why = known.why.as_ref();
            if let Some(text) = otherwise(&field.ty, field.optional, &known.ty, known.optional) {
                self.differs(what, text, why, &known.mark);
            } else if field.constant.is_some() && field.constant != known.constant {
                let text = format!(
                    "the document's value is `{}`",
                    field.constant.as_deref().unwrap_or_default()
                );
                self.differs(what, text, why, &known.mark);
            }
        }
        for known in ours {
            if !theirs.iter().any(|field| field.wire == known.wire) {
                let text = "the document has no such field".to_owned();
                let what = format!("{}.{}", model.name, known.wire);
                self.differs(what, text, known.why.as_ref(), &known.mark);
            }
        }
    }

    fn values(&mut self, model: &Model, theirs: &[EnumValue], ours: &[EnumValue]) {
        for value in theirs {
            if !ours.iter().any(|other| other.wire == value.wire) {
                self.lacks(
                    format!("{}={}", model.name, value.wire),
                    "the value",
                    model.mark.clone(),
                );
            }
        }
        for value in ours {
            if !theirs.iter().any(|other| other.wire == value.wire) {
                let text = "the document has no such value".to_owned();
                let what = format!("{}={}", model.name, value.wire);
                self.differs(what, text, None, &model.mark);
            }
        }
    }

    fn arms(&mut self, model: &Model, theirs: &[Arm], ours: &[Arm]) {
        for arm in theirs {
            let what = format!("{}={}", model.name, arm.tag);
            match ours.iter().find(|other| other.tag == arm.tag) {
                None => self.lacks(what, "the arm", model.mark.clone()),
                Some(other) if other.model == arm.model => {}
                Some(_) => {
                    let text = format!("the document's arm is {}", arm.model);
                    self.differs(what, text, None, &model.mark);
                }
            }
        }
        for arm in ours {
            if !theirs.iter().any(|other| other.tag == arm.tag) {
                let text = "the document has no such arm".to_owned();
                let what = format!("{}={}", model.name, arm.tag);
                self.differs(what, text, None, &model.mark);
            }
        }
    }

    fn only_ours(&mut self) {
        let ours = self.ours;
        for (_, known) in ours.operations() {
            if !self
                .upstream
                .operations()
                .any(|(_, theirs)| theirs.id == known.id)
            {
                let text = "the document has no such operation".to_owned();
                let why = known.why.as_ref().filter(|_| known.deprecated.is_some());
                self.differs(known.id.clone(), text, why, &known.mark);
            }
        }
        for known in ours.groups.iter().flat_map(|group| &group.models) {
            if self.upstream.model(&known.name).is_none() {
                let user = self.why_of_user(&known.name);
                let text = "the document uses no such model".to_owned();
                let why = known.why.as_ref().or(user.as_ref());
                self.differs(known.name.clone(), text, why, &known.mark);
            }
        }
    }

    /// A model is there for the same reason as the field that was corrected to it.
    fn why_of_user(&self, name: &str) -> Option<String> {
        for model in self.ours.groups.iter().flat_map(|group| &group.models) {
            let ModelKind::Record { fields, .. } = &model.kind else {
                continue;
            };
            for field in fields {
                if types::model(&field.ty) == Some(name) {
                    let refined = "an open enum for what the document calls a text".to_owned();
                    let theirs = self
                        .upstream
                        .model(&model.name)
                        .and_then(|model| of(model, &field.wire));
                    let was_text = theirs.is_some_and(|theirs| matches!(theirs.ty, Type::Text(_)));
                    let why = field.why.as_ref().or(model.why.as_ref()).cloned();
                    if let Some(why) = why.or(was_text.then_some(refined)) {
                        return Some(why);
                    }
                }
            }
        }
        None
    }
}

/// A file where something new belongs.
fn file(name: String) -> Mark {
    Mark {
        file: name,
        line: 0,
    }
}

fn of<'m>(model: &'m Model, wire: &str) -> Option<&'m Field> {
    match &model.kind {
        ModelKind::Record { fields, .. } => fields.iter().find(|field| field.wire == wire),
        _ => None,
    }
}

fn otherwise(
    theirs: &Type,
    their_optional: bool,
    ours: &Type,
    our_optional: bool,
) -> Option<String> {
    if !same(Some(theirs), Some(ours)) {
        return Some(format!(
            "the document's type is {}, ours {}",
            types::text(theirs),
            types::text(ours)
        ));
    }
    match (their_optional, our_optional) {
        (true, false) => Some("the document makes it optional".to_owned()),
        (false, true) => Some("the document requires it".to_owned()),
        _ => None,
    }
}

/// Whether two types say the same; a secret, a kind of text or an open enum says more than a text, not other.
pub(super) fn same(theirs: Option<&Type>, ours: Option<&Type>) -> bool {
    match (theirs, ours) {
        (None, None) => true,
        (Some(theirs), Some(ours)) => match (theirs, ours) {
            (Type::Text(_) | Type::Secret, Type::Text(_) | Type::Secret | Type::Model(_)) => true,
            (Type::List(theirs), Type::List(ours)) | (Type::Map(theirs), Type::Map(ours)) => {
                same(Some(theirs), Some(ours))
            }
            (Type::Map(values), Type::Json) => **values == Type::Json,
            _ => theirs == ours,
        },
        _ => false,
    }
}

fn named(ty: Option<&Type>) -> String {
    ty.map_or_else(|| "nothing".to_owned(), types::text)
}

//! What a person entered.

use ory_hub::{FlowAnswers, Json};

use super::wrong;
use crate::draft::Draft;
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust_mut};
use crate::result::ory_result;
use crate::text::ory_str;

/// What a person entered, by the names of the form's inputs (`traits.email`).
pub struct ory_flow_answers {
    _private: [u8; 0],
}

impl Handle for ory_flow_answers {
    type RustType = Draft<FlowAnswers>;
}

/// No answers.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_answers_new() -> *mut ory_flow_answers {
    guard(|| pointer::into_raw(Draft::<FlowAnswers>::default()))
}

/// The members of a JSON object as answers.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_answers_from_json(
    json: ory_str,
    answers: *mut *mut ory_flow_answers,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        pointer::require_out(answers, "the place for the answers")?;
        let text = json
            .get()
            .map_err(|fault| wrong(&format!("json {fault}")))?;
        let json =
            Json::parse(text).map_err(|fault| wrong(&format!("json cannot be read: {fault}")))?;
        let made = FlowAnswers::from(json);
        made.check()?;
        pointer::write(answers, pointer::into_raw(Draft::of(made)));
        Ok(())
    })
}

/// Sets an answer. Checkboxes and numbers are texts here (`true`, `42`): the form knows what they are.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_answers_set(
    answers: *mut ory_flow_answers,
    name: ory_str,
    value: ory_str,
) {
    guard(|| {
        if let Some(answers) = pointer::try_mut(rust_mut(answers)) {
            let text = value.get().map(serde_json::Value::from);
            set(answers, name, text.map_err(str::to_owned));
        }
    })
}

/// Sets an answer to any JSON value.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_answers_set_json(
    answers: *mut ory_flow_answers,
    name: ory_str,
    json: ory_str,
) {
    guard(|| {
        if let Some(answers) = pointer::try_mut(rust_mut(answers)) {
            let value = json.get().map_err(str::to_owned);
            let value = value.and_then(|text| {
                serde_json::from_str(text).map_err(|_| "is not valid JSON".to_owned())
            });
            set(answers, name, value);
        }
    })
}

/// Frees answers.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_answers_free(answers: *mut ory_flow_answers) {
    guard(|| drop(pointer::try_box(rust_mut(answers))))
}

fn set(draft: &mut Draft<FlowAnswers>, name: ory_str, value: Result<serde_json::Value, String>) {
    match (name.get(), value) {
        (Ok(name), Ok(value)) => {
            let answers = std::mem::take(&mut draft.value);
            draft.value = answers.answering(name, value);
        }
        (Err(fault), _) => draft.fail(format!("the name of an answer {fault}")),
        (Ok(name), Err(fault)) => draft.fail(format!("the answer `{name}` {fault}")),
    }
}

//! The form to show.

use ory_hub::OryError;
use ory_hub::flow::{FlowKind, JsonTree};
use ory_hub::internal::json_view::{JsonText as _, JsonView as _};

use super::documents::open;
use super::ory_flow_kind;
use crate::codec::Record;
use crate::document::Document;
use crate::group::ory_ui_container;
use crate::guard::guard;
use crate::pointer::{self, Handle, rust};
use crate::text::ory_str;

/// A form to show, borrowed from an outcome.
pub struct ory_flow_form {
    _private: [u8; 0],
}

/// What it stands for.
pub(crate) struct Form {
    kind: FlowKind,
    id: String,
    flow: String,
    ui: Document<Record<'static>>,
}

impl Handle for ory_flow_form {
    type RustType = Form;
}

impl Form {
    /// A form whose nodes C can read.
    pub(super) fn read(kind: FlowKind, flow: &JsonTree) -> Result<Self, OryError> {
        let ui = flow
            .get("ui")
            .map_or_else(|| "{}".to_owned(), |ui| ui.json());
        Ok(Self {
            kind,
            id: flow.get("id").and_then(|id| id.text()).unwrap_or_default(),
            flow: flow.json(),
            ui: open::<ory_ui_container>(ui)?,
        })
    }
}

/// Which flow a form belongs to (`ORY_FLOW_KIND_…`).
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_form_get_kind(form: *const ory_flow_form) -> ory_flow_kind {
    guard(|| {
        pointer::try_ref(rust(form)).map_or(0, |form| match form.kind {
            FlowKind::Login => super::ORY_FLOW_KIND_LOGIN,
            FlowKind::Registration => super::ORY_FLOW_KIND_REGISTRATION,
            FlowKind::Recovery => super::ORY_FLOW_KIND_RECOVERY,
            FlowKind::Verification => super::ORY_FLOW_KIND_VERIFICATION,
            FlowKind::Settings => super::ORY_FLOW_KIND_SETTINGS,
            FlowKind::Logout => super::ORY_FLOW_KIND_LOGOUT,
            _ => 0,
        })
    })
}

/// The flow's id.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_form_get_id(form: *const ory_flow_form) -> ory_str {
    guard(|| pointer::try_ref(rust(form)).map_or(ory_str::EMPTY, |form| ory_str::of(&form.id)))
}

/// Nodes and messages, in the server's order; NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_form_get_ui(form: *const ory_flow_form) -> *const ory_ui_container {
    guard(|| match pointer::try_ref(rust(form)) {
        Some(form) => std::ptr::from_ref(form.ui.root()).cast(),
        None => std::ptr::null(),
    })
}

/// The flow as the server wrote it; `ory_login_flow_from_json` reads a login flow of it.
#[unsafe(no_mangle)]
pub extern "C" fn ory_flow_form_get_json(form: *const ory_flow_form) -> ory_str {
    guard(|| {
        let form = pointer::try_ref(rust(form));
        form.map_or(ory_str::EMPTY, |form| ory_str::of(&form.flow))
    })
}

//! Reads every shape of error that Ory's servers, and the proxies before them, send.

use alloc::string::String;
use alloc::vec::Vec;

use super::ErrorKind;
use super::status::phrase;
use crate::codec::json_view::JsonView;

/// Members at the top of an error body that say what to do next; they become details.
const NEXT_STEP: [&str; 6] = [
    "redirect_browser_to",
    "use_flow_id",
    "redirect_to",
    "expired_at",
    "since",
    "continue_with",
];

/// How many nodes of a form are searched for a message.
const MAX_NODES: usize = 1000;

/// What an error response says.
#[derive(Debug, Clone)]
pub struct ErrorFields<V> {
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// Ory's error id.
    pub id: Option<String>,
    /// The server's own code.
    pub code: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// Why, if the server says so.
    pub reason: Option<String>,
    /// The request's id at the server.
    pub request_id: Option<String>,
    /// How many seconds to wait before the next attempt, for whoever has a clock to read dates with
    /// ([`requested_wait`](crate::internal::retry::requested_wait)).
    pub retry_after: Option<u32>,
    /// Further facts.
    pub details: ErrorDetails<V>,
}

/// The details of an error: an object, and members of the body that are put into it.
#[derive(Debug, Clone)]
pub struct ErrorDetails<V> {
    /// The details object of the error.
    pub object: Option<V>,
    /// Members that the object lacks.
    pub added: Vec<(&'static str, V)>,
    /// Where a redirect without other details leads; it becomes the member `location`.
    pub location: Option<String>,
}

impl<V> Default for ErrorDetails<V> {
    fn default() -> Self {
        Self {
            object: None,
            added: Vec::new(),
            location: None,
        }
    }
}

/// Reads an error response. `body` is its JSON, where it is JSON; `first_char` is the first character of its text.
///
/// It reads the nested error of Kratos and Keto, the flat one of the console, OAuth2's, gRPC's, problem documents, a flow
/// that needs other input, and bodies that are not JSON.
pub fn parse_error<V: JsonView>(
    kind: ErrorKind,
    status: u16,
    headers: &dyn Fn(&str) -> Option<String>,
    body: Option<V>,
    first_char: Option<char>,
) -> ErrorFields<V> {
    let mut fields = ErrorFields {
        kind,
        id: None,
        code: None,
        message: String::new(),
        reason: None,
        request_id: None,
        retry_after: None,
        details: ErrorDetails::default(),
    };
    let mut message = None;
    let mut fallback = phrase(status).unwrap_or("the server gave no reason");
    match &body {
        Some(body) if body.is_object() => {
            let ui = body.get("ui").filter(JsonView::is_object);
            let nested = body.get("error");
            let inner = nested.as_ref().filter(|error| error.is_object());
            if let (None, Some(ui)) = (&nested, &ui) {
                message = flow_message(ui);
                fallback = "the flow needs another step";
            } else {
                let error = inner.unwrap_or(body);
                fields.id = error.first_string(&["id"]);
                let word = error.first_string(&["error"]);
                fields.code =
                    word.or_else(|| error.first_string_or_number(&["code", "status_code"]));
                fields.reason = error.first_string(&["reason", "error_hint", "detail"]);
                fields.request_id = error.first_string(&["request"]);
                message = error.first_string(&[
                    "error_description",
                    "message",
                    "error",
                    "title",
                    "status",
                ]);
                fields.details = details(error.get("details"), body);
            }
        }
        _ if kind == ErrorKind::Redirect => fallback = "the server redirects the call",
        _ => fallback = non_json_message(first_char, body.is_some()),
    }
    fields.message = message.unwrap_or_else(|| String::from(fallback));
    if fields.request_id.is_none() {
        fields.request_id = headers("x-request-id").filter(|id| !id.is_empty());
    }
    if kind == ErrorKind::Redirect
        && fields.details.object.is_none()
        && fields.details.added.is_empty()
    {
        fields.details.location = headers("location");
    }
    fields
}

/// The details of an error, with what stands at the top of the body beside it.
fn details<V: JsonView>(details: Option<V>, body: &V) -> ErrorDetails<V> {
    let mut added: Vec<(&'static str, V)> = NEXT_STEP
        .iter()
        .filter(|name| {
            details
                .as_ref()
                .and_then(|object| object.get(name))
                .is_none()
        })
        .filter_map(|name| Some((*name, body.get(name)?)))
        .collect();
    let object = match details {
        Some(value) if !value.is_object() && !added.is_empty() => {
            added.insert(0, ("details", value));
            None
        }
        object => object,
    };
    ErrorDetails {
        object,
        added,
        location: None,
    }
}

/// What a flow under an error status says: its first message, or the first one of a node.
fn flow_message<V: JsonView>(ui: &V) -> Option<String> {
    let message = |holder: &V| holder.get("messages")?.at(0)?.first_string(&["text"]);
    message(ui).or_else(|| {
        let mut found = None;
        ui.get("nodes")?.visit_items(MAX_NODES, &mut |node| {
            found = message(&node);
            found.is_some()
        });
        found
    })
}

/// What to say about a body that is not a JSON object, by its first character.
fn non_json_message(first_char: Option<char>, is_json: bool) -> &'static str {
    match first_char {
        None => "the response has no body",
        Some('<') => "the response is HTML, not JSON",
        Some('{') if !is_json => "the JSON of the response is cut off or malformed",
        _ if is_json => "the response is JSON, but not an error of Ory",
        _ => "the response is text, not JSON",
    }
}

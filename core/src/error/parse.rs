//! Reads every shape of error that Ory's servers, and the proxies before them, send.

use super::ErrorKind;
use super::status::phrase;
use crate::codec::json_view::{JsonView, Text as _};

/// Details that are no object; then the members at the top of an error body that say what to do next.
static ADDED: [&str; 7] = [
    "details",
    "redirect_browser_to",
    "use_flow_id",
    "redirect_to",
    "expired_at",
    "since",
    "continue_with",
];

/// The message of a redirect whose body has none.
pub(super) const REDIRECTED: &str = "the server redirects the call";

/// How many nodes of a form are searched for a message.
const MAX_NODES: usize = 1000;

/// What an error response says.
#[derive(Debug, Clone)]
pub struct ErrorFields<V: JsonView> {
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// Ory's error id.
    pub id: Option<V::Text>,
    /// The server's own code.
    pub code: Option<V::Text>,
    /// One sentence for people.
    pub message: V::Text,
    /// Why, if the server says so.
    pub reason: Option<V::Text>,
    /// The request's id at the server.
    pub request_id: Option<V::Text>,
    /// How many seconds to wait before the next attempt, for whoever has a clock to read dates with
    /// ([`requested_wait`](crate::internal::retry::requested_wait)).
    pub retry_after: Option<u32>,
    /// Further facts.
    pub details: ErrorDetails<V>,
}

/// The details of an error: an object, and members of the body that are put into it.
#[derive(Debug, Clone)]
pub struct ErrorDetails<V: JsonView> {
    /// The details object of the error.
    pub object: Option<V>,
    /// Members that the object lacks, in the order of [`ADDED`].
    added: [Option<V>; ADDED.len()],
    /// Where a redirect without other details leads; it becomes the member `location`.
    pub location: Option<V::Text>,
}

impl<V: JsonView> ErrorDetails<V> {
    /// Whether the object has all that there is.
    pub fn is_object_alone(&self) -> bool {
        self.location.is_none() && self.added.iter().all(Option::is_none)
    }

    /// Calls `visit` with the members that the object lacks.
    pub fn visit_added(&self, mut visit: impl FnMut(&'static str, &V)) {
        for (name, value) in ADDED.iter().zip(&self.added) {
            if let Some(value) = value {
                visit(name, value);
            }
        }
    }
}

impl<V: JsonView> Default for ErrorDetails<V> {
    fn default() -> Self {
        Self {
            object: None,
            added: [const { None }; ADDED.len()],
            location: None,
        }
    }
}

/// Reads an error response. `body` is its JSON, where it is JSON; `first_char` is the first character of its text.
///
/// A status of a redirect that does not say where to is an error as any other.
///
/// It reads the nested error of Kratos and Keto, the flat one of the console, OAuth2's, gRPC's, problem documents, a flow
/// that needs other input, and bodies that are not JSON.
pub fn parse_error<V: JsonView + Clone>(
    kind: ErrorKind,
    status: u16,
    headers: &dyn Fn(&str) -> Option<V::Text>,
    body: Option<V>,
    first_char: Option<char>,
) -> ErrorFields<V> {
    let mut location = None;
    if kind == ErrorKind::Redirect {
        location = headers("location").filter(|url| !url.is(""));
    }
    // A browser shows neither status nor headers of a redirect.
    let kind = match kind {
        ErrorKind::Redirect if location.is_none() && status != 0 => ErrorKind::Api,
        kind => kind,
    };
    let (mut id, mut code, mut reason, mut request_id, mut message) =
        (None, None, None, None, None);
    let mut facts = ErrorDetails::default();
    let mut fallback = phrase(status).unwrap_or("the server gave no reason");
    match &body {
        Some(body) if body.is_object() => {
            let ui = body.get("ui").filter(JsonView::is_object);
            let nested = body.get("error");
            if let (None, Some(ui)) = (&nested, &ui) {
                message = flow_message(ui);
                fallback = "the flow needs another step";
            } else {
                let error = nested
                    .filter(JsonView::is_object)
                    .unwrap_or_else(|| body.clone());
                id = error.first_string("id");
                code = error
                    .first_string("error")
                    .or_else(|| error.first_string_or_number("code status_code"));
                reason = error.first_string("reason error_hint detail");
                request_id = error.first_string("request");
                message = error.first_string("error_description message error title status");
                facts = details(error.get("details"), body);
            }
        }
        _ if kind == ErrorKind::Redirect => fallback = REDIRECTED,
        _ => fallback = non_json_message(first_char, body.is_some()),
    }
    if kind == ErrorKind::Redirect && facts.object.is_none() && facts.is_object_alone() {
        facts.location = location;
    }
    ErrorFields {
        kind,
        id,
        code,
        message: message
            .or_else(|| reason.clone())
            .unwrap_or_else(|| V::Text::of(fallback)),
        reason,
        request_id: request_id.or_else(|| headers("x-request-id").filter(|id| !id.is(""))),
        retry_after: None,
        details: facts,
    }
}

/// The details of an error, with what stands at the top of the body beside it.
fn details<V: JsonView>(details: Option<V>, body: &V) -> ErrorDetails<V> {
    let mut facts = ErrorDetails::default();
    for (place, name) in facts.added.iter_mut().zip(&ADDED) {
        let known = details
            .as_ref()
            .is_some_and(|object| object.get(name).is_some());
        if !known {
            *place = body.get(name);
        }
    }
    facts.added[0] = None;
    facts.object = details;
    if facts
        .object
        .as_ref()
        .is_some_and(|value| !value.is_object())
        && !facts.is_object_alone()
    {
        facts.added[0] = facts.object.take();
    }
    facts
}

/// What a flow under an error status says: its first message, or the first one of a node.
fn flow_message<V: JsonView>(ui: &V) -> Option<V::Text> {
    let message = |holder: &V| holder.get("messages")?.at(0)?.first_string("text");
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

//! Reads every shape in which Ory's servers, and the proxies before them, tell an error.

use alloc::string::String;

use super::ErrorKind;
use super::status::phrase;
use crate::codec::json_view::View;

/// Facts that stand beside the error at the top of the body and say what to do next.
const NEXT: &str = "redirect_browser_to use_flow_id redirect_to expired_at since continue_with";

/// Who takes the facts of an error down, each at most once: a `Problem` natively, the script in a browser.
pub trait Facts<V> {
    /// What kind of error it is.
    fn kind(&mut self, kind: ErrorKind);

    /// Ory's error id.
    fn id(&mut self, text: Option<String>);

    /// The server's own code.
    fn code(&mut self, text: Option<String>);

    /// One sentence for people.
    fn message(&mut self, text: &str);

    /// Why, if the server says so.
    fn reason(&mut self, text: Option<String>);

    /// The request's id at the server.
    fn request_id(&mut self, text: Option<String>);

    /// How many seconds to wait before the next try.
    fn retry_after(&mut self, seconds: u32);

    /// The details, with those members of the body put into them that they lack; names have spaces between.
    fn details(&mut self, details: Option<V>, body: &V, names: &str);

    /// Where a redirect leads to; it is in the details, if there are no others.
    fn location(&mut self, location: &str);
}

/// Tells the facts of an answer. `body` is its JSON, where it is JSON; `start` is how its text begins.
///
/// It reads the nested error of Kratos and Keto, the flat one of the console, OAuth2's, gRPC's, a flow that needs
/// other input, and bodies that are no JSON at all.
pub fn read_facts<V: View>(
    facts: &mut impl Facts<V>,
    kind: ErrorKind,
    status: u16,
    headers: &dyn Fn(&str) -> Option<String>,
    body: Option<V>,
    start: Option<char>,
) {
    facts.kind(kind);
    let mut request = None;
    let mut message = None;
    let mut unsaid = phrase(status).unwrap_or("the server gave no reason");
    match &body {
        Some(body) if body.is_object() => {
            let ui = body.get("ui").filter(View::is_object);
            let nested = body.get("error");
            let inner = nested.as_ref().filter(|error| error.is_object());
            if let (None, Some(ui)) = (&nested, &ui) {
                message = flow_message(ui);
                unsaid = "the flow needs another step";
            } else {
                let error = inner.unwrap_or(body);
                facts.id(error.first("id", false));
                let word = error.first("error", false);
                facts.code(word.or_else(|| error.first("code status_code", true)));
                facts.reason(error.first("reason error_hint", false));
                request = error.first("request", false);
                message = error.first("error_description message error status", false);
                facts.details(error.get("details"), body, NEXT);
            }
        }
        _ if kind == ErrorKind::Redirect => unsaid = "the server sends the call elsewhere",
        _ => unsaid = without_json(start, body.is_some()),
    }
    facts.message(message.as_deref().unwrap_or(unsaid));
    facts.request_id(request.or_else(|| headers("x-request-id").filter(|id| !id.is_empty())));
    if let Some(seconds) = asked_wait(status, |name| seconds(&headers(name)?)) {
        facts.retry_after(seconds);
    }
    if kind == ErrorKind::Redirect
        && let Some(location) = headers("location")
    {
        facts.location(&location);
    }
}

/// What the server asks to wait, by whatever reads its headers. The reset comes with every answer of Ory Network; it is
/// a wait only where the limit was met.
pub(crate) fn asked_wait<T>(status: u16, read: impl Fn(&'static str) -> Option<T>) -> Option<T> {
    match read("retry-after") {
        None if status == 429 => read("x-ratelimit-reset"),
        asked => asked,
    }
}

/// What a flow under an error status says: its first message, or the first one of a field.
fn flow_message<V: View>(ui: &V) -> Option<String> {
    let message = |holder: &V| holder.get("messages")?.at(0)?.first("text", false);
    message(ui).or_else(|| {
        let nodes = ui.get("nodes")?;
        (0..)
            .map_while(|index| nodes.at(index))
            .find_map(|node| message(&node))
    })
}

/// What to say about a body that is no JSON object, by its first letter.
fn without_json(start: Option<char>, json: bool) -> &'static str {
    match start {
        None => "the answer has no body",
        Some('<') => "the answer is HTML, not JSON",
        Some('{') if !json => "the JSON of the answer is cut short or broken",
        _ if json => "the answer is JSON, but not an error of Ory",
        _ => "the answer is text, not JSON",
    }
}

/// A number of at most nine digits.
fn seconds(digits: &str) -> Option<u32> {
    let mut value = 0_u32;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0'));
    }
    matches!(digits.len(), 1..=9).then_some(value)
}

//! What belongs to no group: the client's own surface, and earlier clients.

use super::ty::Type;

/// The client's own surface, from `client.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Fields of `OryConfig`, in order.
    pub config: Vec<ClientField>,
    /// Fields of the configuration that single calls may have otherwise: (name, meaning).
    pub call_options: Vec<(String, String)>,
    /// Fields of what observers see, in order.
    pub event: Vec<ClientField>,
    /// Fields of an error (`Problem`), in order.
    pub problem: Vec<ClientField>,
    /// Error kinds: (wire text, meaning).
    pub kinds: Vec<(String, String)>,
}

/// A field of `OryConfig`, of `Problem` or of an observer's event.
#[derive(Debug, Clone)]
pub struct ClientField {
    /// Snake case.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// May be left out.
    pub optional: bool,
    /// Value when it is not given, as JSON text (`30000`, `false`).
    pub default: Option<String>,
    /// Meaning, units.
    pub about: String,
    /// Smallest and largest value of a number.
    pub range: Option<(u64, u64)>,
    /// The configuration of the npm package has it.
    pub browser: bool,
    /// A browser does not tell it, so the npm package's errors lack it.
    pub native: bool,
    /// It is never printed.
    pub sensitive: bool,
}

/// An earlier client: what it called its models, and how its operations differ from today's.
#[derive(Debug, Clone, Default)]
pub struct Previous {
    /// Its word in `was`: `python`, `elixir`.
    pub seed: String,
    /// Its name and release, for people.
    pub client: String,
    /// (its name, the type it is today).
    pub models: Vec<(String, Type)>,
    /// (its name, what is different), for operations that are not only called otherwise.
    pub operations: Vec<(String, String)>,
}

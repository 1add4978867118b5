//! What belongs to no group: the client's own surface, and earlier clients.

use super::Type;

/// The client's own surface, from `client.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Client {
    /// Fields of `OryConfig`, in order.
    pub config: Vec<ClientField>,
    /// Facts of an error (`Problem`), in order.
    pub problem: Vec<ClientField>,
    /// Error kinds: (wire text, meaning).
    pub kinds: Vec<(String, String)>,
}

/// A field of `OryConfig` or of `Problem`.
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
    /// No browser has it.
    pub native: bool,
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

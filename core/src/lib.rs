//! ory-hub

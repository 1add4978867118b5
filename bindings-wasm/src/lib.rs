//! ory-hub-wasm

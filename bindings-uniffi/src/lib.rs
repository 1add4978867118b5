//! ory-hub-native

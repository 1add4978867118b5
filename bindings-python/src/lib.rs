//! ory-hub-python

//! Writes every generated file of the house from the description in `api/`.

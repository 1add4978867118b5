//! Small documents against small descriptions.

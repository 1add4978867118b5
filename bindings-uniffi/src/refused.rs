//! Arguments that cannot be sent, of functions that send nothing.

use ory_hub::ErrorKind;
use ory_hub::internal::uniffi::refusal;

/// Refuses what stands for an argument that cannot be sent, with the words of calls.
pub(crate) fn check<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<(), ory_hub::OryError> {
    match texts.into_iter().find_map(refusal) {
        Some(reason) => Err(ory_hub::OryError::new(ErrorKind::Input, reason)),
        None => Ok(()),
    }
}

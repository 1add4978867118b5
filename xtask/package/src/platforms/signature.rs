//! The signature without an author that macOS asks of every library on its ARM machines: it loads none whose bytes have changed
//! since the linker signed them.

use anyhow::{Context as _, Result, ensure};
use goblin::mach::MachO;
use goblin::mach::load_command::CommandVariant;
use sha2::{Digest as _, Sha256};

/// Numbers that begin a signature, and the part of it that has the hashes.
const SIGNATURE: u32 = 0xfade_0cc0;
const DIRECTORY: u32 = 0xfade_0c02;
/// The kind of hash that is SHA-256.
const SHA256: u8 = 2;

/// How many pages are signed, of which all have the bytes that were signed.
///
/// # Errors
/// When there is no signature, or the bytes are others.
pub(super) fn verify(library: &MachO<'_>, bytes: &[u8]) -> Result<usize> {
    let (start, size) = library
        .load_commands
        .iter()
        .find_map(|command| match command.command {
            CommandVariant::CodeSignature(data) => Some((data.dataoff, data.datasize)),
            _ => None,
        })
        .context("it is not signed")?;
    let (start, size) = (usize::try_from(start)?, usize::try_from(size)?);
    let signature = bytes
        .get(start..start + size)
        .context("the signature ends early")?;
    pages(signature, bytes)
}

fn pages(signature: &[u8], bytes: &[u8]) -> Result<usize> {
    ensure!(
        number(signature, 0)? == SIGNATURE,
        "it has no signature where it says"
    );
    let parts = usize::try_from(number(signature, 8)?)?;
    let directory = (0..parts)
        .filter_map(|part| {
            let offset = usize::try_from(number(signature, 16 + part * 8).ok()?).ok()?;
            signature.get(offset..)
        })
        .find(|part| number(part, 0).is_ok_and(|magic| magic == DIRECTORY))
        .context("the signature has no hashes")?;
    let at = |place: usize| -> Result<usize> { Ok(usize::try_from(number(directory, place)?)?) };
    let (hashes, count, limit) = (at(16)?, at(28)?, at(32)?);
    let byte = |place: usize| directory.get(place).copied().context("no such byte");
    let (size, kind, page) = (usize::from(byte(36)?), byte(37)?, byte(39)?);
    ensure!(kind == SHA256, "its hashes are of kind {kind}");
    let signed = bytes.get(..limit).context("more is signed than is there")?;
    let mut checked = 0;
    for (index, page) in signed.chunks(1 << page).enumerate() {
        let place = hashes + index * size;
        let wanted = directory
            .get(place..place + size)
            .context("a page has no hash")?;
        ensure!(
            Sha256::digest(page).as_slice() == wanted,
            "page {index} is not what was signed"
        );
        checked += 1;
    }
    ensure!(
        checked == count,
        "{count} pages are signed, {checked} are there"
    );
    Ok(checked)
}

/// Signatures are written with the highest byte first, on every machine.
fn number(bytes: &[u8], place: usize) -> Result<u32> {
    let four = bytes.get(place..place + 4).context("it ends early")?;
    Ok(u32::from_be_bytes(four.try_into()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// A signature of one part, which has the hash of each 4,096 bytes.
    fn signed(bytes: &[u8]) -> Vec<u8> {
        let hashes: Vec<u8> = bytes
            .chunks(4096)
            .flat_map(|page| Sha256::digest(page).to_vec())
            .collect();
        let count = u32::try_from(bytes.len().div_ceil(4096)).unwrap();
        let mut directory = vec![0; 44];
        for (place, value) in [
            (0, DIRECTORY),
            (16, 44),
            (28, count),
            (32, u32::try_from(bytes.len()).unwrap()),
        ] {
            directory[place..place + 4].copy_from_slice(&value.to_be_bytes());
        }
        (directory[36], directory[37], directory[39]) = (32, SHA256, 12);
        let head = [SIGNATURE, 0, 1, 0, 20].map(u32::to_be_bytes).concat();
        [head, directory, hashes].concat()
    }

    #[test]
    fn a_changed_byte_is_found() {
        let mut bytes = vec![7; 10_000];
        let signature = signed(&bytes);
        assert_eq!(pages(&signature, &bytes).unwrap(), 3);
        bytes[9_999] = 8;
        let error = pages(&signature, &bytes).unwrap_err().to_string();
        assert_eq!(error, "page 2 is not what was signed");
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        assert!(pages(&[0; 64], &[7; 10]).is_err());
        assert!(pages(&signed(&[7; 10]), &[7; 9]).is_err());
    }
}

//! Sizes as they are downloaded.

use std::io::Write as _;

/// The size of these bytes after brotli at quality 11.
///
/// # Errors
/// When the compressor fails.
pub(crate) fn brotli(bytes: &[u8]) -> anyhow::Result<usize> {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    out.write_all(bytes)?;
    Ok(out.into_inner().len())
}

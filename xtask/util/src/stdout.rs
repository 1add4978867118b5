//! Standard output. A reader that leaves early (`| head -1`) ends no command: what nobody reads is dropped, and the
//! exit code still says how the work went.

use std::io::{self, Write};

/// What commands print their results to.
#[derive(Debug)]
pub struct Stdout;

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        forgive(io::stdout().write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        forgive(io::stdout().flush(), ())
    }
}

fn forgive<T>(result: io::Result<T>, instead: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(instead),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_a_reader_that_left_is_forgiven() {
        let failed = |kind| Err(io::Error::from(kind));
        assert_eq!(forgive(failed(io::ErrorKind::BrokenPipe), 3).unwrap(), 3);
        assert!(forgive(failed(io::ErrorKind::StorageFull), 3).is_err());
        assert_eq!(forgive(Ok(2), 3).unwrap(), 2);
    }
}

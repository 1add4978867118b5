//! Blocks a thread until a socket is ready.

use std::time::Duration;

use socket2::SockRef;

/// Whether the socket may be ready: for reading, for writing, or because it is closed. False when the time is
/// over or a signal arrived.
#[cfg(unix)]
pub(super) fn wait(socket: &SockRef<'_>, read: bool, write: bool, limit: Option<Duration>) -> bool {
    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
    use std::os::fd::AsFd as _;
    let mut flags = PollFlags::empty();
    flags.set(PollFlags::POLLIN, read);
    flags.set(PollFlags::POLLOUT, write);
    let timeout = limit.map_or(PollTimeout::NONE, |limit| {
        let millis = i32::try_from(limit.as_micros().div_ceil(1000)).unwrap_or(i32::MAX);
        PollTimeout::try_from(millis).unwrap_or(PollTimeout::MAX)
    });
    poll(&mut [PollFd::new(socket.as_fd(), flags)], timeout).is_ok_and(|ready| ready > 0)
}

/// Other systems have no `poll(2)`: the socket is asked again after a moment.
#[cfg(not(unix))]
pub(super) fn wait(_: &SockRef<'_>, _: bool, _: bool, limit: Option<Duration>) -> bool {
    const MOMENT: Duration = Duration::from_millis(1);
    std::thread::sleep(limit.map_or(MOMENT, |limit| limit.min(MOMENT)));
    true
}

//! A socket that never raises SIGPIPE, driven by `poll(2)` on the caller's thread or by tokio's reactor.

use std::fmt;
use std::io::{self, IoSlice, Read as _};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use socket2::{SockAddr, SockRef, Socket};
#[cfg(feature = "http")]
use tokio::io::Interest;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::blocking::BlockingCall;
use super::cancel::{CancelToken, Cancellable};
use super::ready;

const READ: u8 = 1;
const WRITE: u8 = 2;

const FIRST_READ: usize = 4 * 1024;
const LARGEST_READ: usize = 128 * 1024;

/// What several futures of one call share about its socket.
#[derive(Debug)]
pub(super) struct Link {
    socket: Registered,
    /// What the last poll found not ready.
    wants: AtomicU8,
    woken: AtomicBool,
}

#[derive(Debug)]
enum Registered {
    Polled(Socket),
    #[cfg(feature = "http")]
    Tcp(tokio::net::TcpStream),
    #[cfg(all(feature = "http", unix))]
    Unix(tokio::net::UnixStream),
}

#[cfg(feature = "http")]
impl Registered {
    fn with_tokio(socket: Socket, is_unix: bool) -> io::Result<Self> {
        #[cfg(unix)]
        if is_unix {
            let socket = std::os::unix::net::UnixStream::from(std::os::fd::OwnedFd::from(socket));
            return tokio::net::UnixStream::from_std(socket).map(Self::Unix);
        }
        #[cfg(not(unix))]
        if is_unix {
            return Err(io::ErrorKind::Unsupported.into());
        }
        tokio::net::TcpStream::from_std(socket.into()).map(Self::Tcp)
    }
}

/// Whether a connection is being made meanwhile.
fn is_in_progress(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(libc::EINPROGRESS);
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::WouldBlock;
}

/// Why a wait ended without readiness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WaitEnd {
    Timeout,
    Interrupted,
}

impl Wake for Link {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, Ordering::Release);
    }
}

/// Shutting the socket down ends everything that waits on it.
impl Cancellable for Link {
    fn end_wait(&self) {
        drop(self.socket().shutdown(std::net::Shutdown::Both));
    }
}

impl Link {
    /// Begins to connect. The socket belongs to the caller's thread where that runs a blocking call, else to the
    /// current tokio runtime.
    pub(super) fn connect(address: &SockAddr, blocking: bool) -> io::Result<Arc<Self>> {
        let socket = Socket::new(address.domain(), socket2::Type::STREAM, None)?;
        socket.set_nonblocking(true)?;
        if !address.is_unix() {
            socket.set_tcp_nodelay(true)?;
        }
        #[cfg(target_vendor = "apple")]
        socket.set_nosigpipe(true)?;
        match socket.connect(address) {
            Ok(()) => {}
            Err(error) if is_in_progress(&error) => {}
            Err(error) => return Err(error),
        }
        #[cfg(feature = "http")]
        let socket = if blocking {
            Registered::Polled(socket)
        } else {
            Registered::with_tokio(socket, address.is_unix())?
        };
        #[cfg(not(feature = "http"))]
        let (socket, _) = (Registered::Polled(socket), blocking);
        Ok(Arc::new(Self {
            socket,
            wants: AtomicU8::new(0),
            woken: AtomicBool::new(false),
        }))
    }

    fn socket(&self) -> SockRef<'_> {
        match &self.socket {
            Registered::Polled(socket) => SockRef::from(socket),
            #[cfg(feature = "http")]
            Registered::Tcp(socket) => SockRef::from(socket),
            #[cfg(all(feature = "http", unix))]
            Registered::Unix(socket) => SockRef::from(socket),
        }
    }

    /// Waits until the connection stands.
    pub(super) fn poll_connected(&self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_io(WRITE, context, |socket| match socket.take_error()? {
            Some(error) => Err(error),
            None => match socket.peer_addr() {
                Err(error) if error.kind() == io::ErrorKind::NotConnected => {
                    Err(io::ErrorKind::WouldBlock.into())
                }
                Err(error) => Err(error),
                Ok(_) => Ok(()),
            },
        })
    }

    fn poll_io<T>(
        &self,
        want: u8,
        context: &mut Context<'_>,
        mut io: impl FnMut(&Socket) -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        #[cfg(not(feature = "http"))]
        let _ = context;
        loop {
            let outcome = match &self.socket {
                Registered::Polled(socket) => io(socket),
                #[cfg(feature = "http")]
                Registered::Tcp(socket) if want == READ => {
                    std::task::ready!(socket.poll_read_ready(context))?;
                    socket.try_io(Interest::READABLE, || io(&SockRef::from(socket)))
                }
                #[cfg(feature = "http")]
                Registered::Tcp(socket) => {
                    std::task::ready!(socket.poll_write_ready(context))?;
                    socket.try_io(Interest::WRITABLE, || io(&SockRef::from(socket)))
                }
                #[cfg(all(feature = "http", unix))]
                Registered::Unix(socket) if want == READ => {
                    std::task::ready!(socket.poll_read_ready(context))?;
                    socket.try_io(Interest::READABLE, || io(&SockRef::from(socket)))
                }
                #[cfg(all(feature = "http", unix))]
                Registered::Unix(socket) => {
                    std::task::ready!(socket.poll_write_ready(context))?;
                    socket.try_io(Interest::WRITABLE, || io(&SockRef::from(socket)))
                }
            };
            match outcome {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if matches!(self.socket, Registered::Polled(_)) {
                        self.wants.fetch_or(want, Ordering::Relaxed);
                        return Poll::Pending;
                    }
                }
                done => return Poll::Ready(done),
            }
        }
    }

    /// Blocks the thread until the socket is ready for what was wanted.
    fn wait(&self, call: &BlockingCall, deadline: Option<Instant>) -> Result<(), WaitEnd> {
        let wants = self.wants.swap(0, Ordering::Relaxed);
        loop {
            // Cancelling shuts down the links that it finds watched; one that was watched after that looks here.
            if call.cancel().is_some_and(CancelToken::is_cancelled) {
                return Err(WaitEnd::Interrupted);
            }
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Err(WaitEnd::Timeout);
            }
            let wait = match (left, call.slice()) {
                (Some(left), Some(slice)) => Some(left.min(slice)),
                (left, slice) => left.or(slice),
            };
            let (read, write) = (wants & READ != 0, wants & WRITE != 0);
            let is_ready = ready::wait(&self.socket(), read, write, wait);
            // Cancelling makes the socket ready; a signal of the host or the end of a slice does not.
            if (!is_ready || call.cancel().is_some()) && call.is_stopped() {
                return Err(WaitEnd::Interrupted);
            }
            if is_ready {
                return Ok(());
            }
        }
    }

    /// Runs a future whose only I/O is this socket's, on a blocking caller's thread. It never pends: it waits here.
    pub(super) async fn drive<F: Future>(
        self: &Arc<Self>,
        call: &BlockingCall,
        deadline: Option<Instant>,
        future: F,
    ) -> Result<F::Output, WaitEnd> {
        let mut future = std::pin::pin!(future);
        let waker = Waker::from(self.clone());
        std::future::poll_fn(move |_| {
            let mut context = Context::from_waker(&waker);
            loop {
                if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                    return Poll::Ready(Ok(output));
                }
                if self.woken.swap(false, Ordering::Acquire) {
                    continue;
                }
                if let Err(stop) = self.wait(call, deadline) {
                    return Poll::Ready(Err(stop));
                }
            }
        })
        .await
    }
}

/// One end of a connection, for hyper and rustls.
pub(super) struct Stream {
    link: Arc<Link>,
    /// What the socket fills: memory that is initialised once, and not for every read.
    buffer: Vec<u8>,
}

impl Stream {
    pub(super) fn new(link: Arc<Link>) -> Self {
        Self {
            link,
            buffer: Vec::new(),
        }
    }

    /// The buffer grows while reads fill it, and shrinks again after a large response.
    fn resize(&mut self, read: usize) {
        let size = self.buffer.len();
        if read == size && size < LARGEST_READ {
            self.buffer
                .resize((size * 4).clamp(FIRST_READ, LARGEST_READ), 0);
        } else if read < FIRST_READ && size > FIRST_READ {
            self.buffer = vec![0; FIRST_READ];
        }
    }
}

/// Without what was read.
impl fmt::Debug for Stream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Stream").field(&self.link).finish()
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        if stream.buffer.is_empty() {
            stream.buffer = vec![0; FIRST_READ];
        }
        let size = stream.buffer.len().min(buffer.remaining());
        let space = stream.buffer.get_mut(..size).unwrap_or_default();
        let read = std::task::ready!(
            stream
                .link
                .poll_io(READ, context, |mut socket| socket.read(space))
        )?;
        buffer.put_slice(stream.buffer.get(..read).unwrap_or_default());
        stream.resize(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.link.poll_io(WRITE, context, |socket| {
            socket.send_with_flags(bytes, NO_SIGNAL)
        })
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.link.poll_io(WRITE, context, |socket| {
            socket.send_vectored_with_flags(pieces, NO_SIGNAL)
        })
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        drop(self.link.socket().shutdown(std::net::Shutdown::Write));
        Poll::Ready(Ok(()))
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
const NO_SIGNAL: i32 = libc::MSG_NOSIGNAL;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const NO_SIGNAL: i32 = 0;

//! What is changed in uniffi's Swift: reading without Foundation's `Data`, task cancellation, errors of one type.
//!
//! Measured on a page of 250 identities (270 kB of JSON, Swift 6.0, `-c release`, two busy cores): reading the buffer
//! takes 1.1 ms (median 1.6) with this reader, 18.8 ms (median 29) with uniffi's.

use anyhow::Result;
use spec::ir::Api;

use super::patch::Patch;
use super::{field_names, interfaces, observer, printed_client, redaction, visibility};

const READER: &str = "(data: UnsafeRawBufferPointer, offset: Int)";

const BUFFER: &str = "\
fileprivate extension UnsafeRawBufferPointer {
    init(rustBuffer: RustBuffer) {
        self.init(start: rustBuffer.data, count: Int(rustBuffer.len))
    }
}

";

const READ: &str = "\
fileprivate func readInt<T: FixedWidthInteger>(_ reader: inout (data: UnsafeRawBufferPointer, offset: Int)) throws -> T {
    let size = MemoryLayout<T>.size
    guard size <= reader.data.count - reader.offset else {
        throw UniffiInternalError.bufferOverflow
    }
    let value = reader.data.loadUnaligned(fromByteOffset: reader.offset, as: T.self)
    reader.offset += size
    return T(bigEndian: value)
}

// The bytes stay in the buffer: whoever asks copies them into a value of its own at once.
fileprivate func readBytes(_ reader: inout (data: UnsafeRawBufferPointer, offset: Int), count: Int) throws -> UnsafeRawBufferPointer {
    guard count >= 0, count <= reader.data.count - reader.offset else {
        throw UniffiInternalError.bufferOverflow
    }
    let range = reader.offset..<(reader.offset + count)
    reader.offset += count
    return UnsafeRawBufferPointer(rebasing: reader.data[range])
}

";

const CALL: &str = "\
// One call that is under way. Cancelling and freeing take turns, so that nothing is cancelled after it was freed.
fileprivate final class UniffiPendingCall: @unchecked Sendable {
    private let lock = NSLock()
    private var future: UInt64?
    private let cancelFunc: (UInt64) -> ()
    private let freeFunc: (UInt64) -> ()

    init(future: UInt64, cancelFunc: @escaping (UInt64) -> (), freeFunc: @escaping (UInt64) -> ()) {
        self.future = future
        self.cancelFunc = cancelFunc
        self.freeFunc = freeFunc
    }

    func cancel() {
        lock.lock()
        defer { lock.unlock() }
        if let future = future {
            cancelFunc(future)
        }
    }

    func free() {
        lock.lock()
        defer { lock.unlock() }
        if let future = future {
            freeFunc(future)
        }
        future = nil
    }
}

fileprivate func uniffiRustCallAsync<F, T>(
    rustFutureFunc: () -> UInt64,
    pollFunc: (UInt64, @escaping UniffiRustFutureContinuationCallback, UInt64) -> (),
    completeFunc: (UInt64, UnsafeMutablePointer<RustCallStatus>) -> F,
    cancelFunc: @escaping (UInt64) -> (),
    freeFunc: @escaping (UInt64) -> (),
    liftFunc: (F) throws -> T,
    errorHandler: ((RustBuffer) throws -> Swift.Error)?
) async throws -> T {
    // Making a future has no RustCallStatus, so makeRustCall() does not see to this.
    ENSURE()
    let rustFuture = rustFutureFunc()
    let pending = UniffiPendingCall(future: rustFuture, cancelFunc: cancelFunc, freeFunc: freeFunc)
    // Freeing drops the request, wherever it is.
    defer {
        pending.free()
    }
    return try await withTaskCancellationHandler {
        var pollResult: Int8
        repeat {
            pollResult = await withUnsafeContinuation {
                pollFunc(
                    rustFuture,
                    { handle, pollResult in
                        uniffiFutureContinuationCallback(handle: handle, pollResult: pollResult)
                    },
                    uniffiContinuationHandleMap.insert(obj: $0)
                )
            }
        } while pollResult != UNIFFI_RUST_FUTURE_POLL_READY

        return try liftFunc(makeRustCall(
            { completeFunc(rustFuture, $0) },
            errorHandler: errorHandler
        ))
    } onCancel: {
        pending.cancel()
    }
}

";

/// The models: the reader, and what printing shows.
pub(crate) fn models(text: String, api: &Api) -> Result<String> {
    let mut file = Patch::new("models, Swift", text);
    reader(&mut file)?;
    redaction::swift(&mut file, api)?;
    redaction::swift_options(&mut file, api)?;
    redaction::swift_problem(&mut file, api)?;
    // A time that is made by hand has its instant, too.
    file.replace_after(
        "\npublic struct Timestamp: ",
        "        self.at = at\n",
        "        self.at = at ?? Self.instant(of: raw)\n",
    )?;
    field_names::in_comments(&mut file, api);
    observer::swift_config(&mut file)?;
    visibility::swift(&mut file)?;
    Ok(file.finish())
}

/// The client: the reader, cancellation, errors of our own type; `renamed` are methods that uniffi names otherwise than Ory.
pub(crate) fn client(text: String, renamed: &[(String, String)]) -> Result<String> {
    let mut file = Patch::new("client, Swift", text);
    reader(&mut file)?;
    let ensure = "uniffiEnsureOryHubNativeInitialized";
    file.block(
        "fileprivate func uniffiRustCallAsync<F, T>(",
        "// Callback handlers for an async calls.",
        &CALL.replace("ENSURE", ensure),
    )?
    .has(&format!("public func {ensure}()"))?
    .lines("freeFunc of a call", cancel_beside_free)?
    .once(
        "fatalError(\"Cancellation not supported yet\")",
        "throw CancellationError()",
    )?
    .once(
        "throw UniffiInternalError.rustPanic(try FfiConverterString.lift(callStatus.errorBuf))",
        "throw OryError.unexpected(try FfiConverterString.lift(callStatus.errorBuf))",
    )?
    .once(
        "throw UniffiInternalError.rustPanic(\"Rust panic\")",
        "throw OryError.unexpected(\"the library failed inside\")",
    )?
    .once("String(reflecting: self)", "problem.description")?;
    for (name, own) in renamed {
        file.each(&format!("func {name}("), &format!("func {own}("))?;
    }
    // What holds a form is compared by it.
    for record in ["public struct FlowResult {", "public enum FlowOutcome {"] {
        file.once(record, &record.replace(" {", ": Equatable, Hashable {"))?;
    }
    printed_client::swift(&mut file)?;
    observer::swift_client(&mut file)?;
    interfaces::swift(&mut file)?;
    visibility::swift(&mut file)?;
    Ok(file.finish())
}

fn reader(file: &mut Patch) -> Result<()> {
    file.block(
        "// This file was autogenerated by",
        "// swiftlint:disable all",
        super::MARK,
    )?
    .block(
        "fileprivate extension Data {\n    init(rustBuffer: RustBuffer)",
        "// Define reader functionality.",
        BUFFER,
    )?
    .once(
        "fileprivate func createReader(data: Data)",
        "fileprivate func createReader(data: UnsafeRawBufferPointer)",
    )?
    .block(
        "fileprivate func readInt<T: FixedWidthInteger>(",
        "// Reads a float at the current offset.\nfileprivate func readFloat(",
        READ,
    )?
    .each("(data: Data, offset: Data.Index)", READER)?
    .each(
        "createReader(data: Data(rustBuffer: buf))",
        "createReader(data: UnsafeRawBufferPointer(rustBuffer: buf))",
    )?
    .has("String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)")?;
    file.without("Data.Index")?;
    file.without("data: Data,")
}

/// uniffi has a function that cancels beside each that frees; its Swift does not use it.
fn cancel_beside_free(line: &str) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let name = line
        .trim()
        .strip_prefix("freeFunc: ffi_")?
        .strip_suffix(',')?;
    let cancel = name.replace("_rust_future_free_", "_rust_future_cancel_");
    (cancel != name).then(|| format!("{:indent$}cancelFunc: ffi_{cancel},\n{line}", ""))
}

#[cfg(test)]
mod tests {
    use super::cancel_beside_free;

    #[test]
    fn a_call_gets_the_function_that_cancels_it() {
        assert_eq!(
            cancel_beside_free("  freeFunc: ffi_x_rust_future_free_void,").as_deref(),
            Some(
                "  cancelFunc: ffi_x_rust_future_cancel_void,\n  freeFunc: ffi_x_rust_future_free_void,"
            )
        );
        assert_eq!(cancel_beside_free("  freeFunc: (UInt64) -> (),"), None);
    }
}

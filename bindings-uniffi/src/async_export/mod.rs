//! Asynchronous methods for Kotlin and Swift, all of them one future.
//!
//! For each `async fn`, `#[uniffi::export]` makes a future that holds the lifted arguments, one of the function's own
//! and one that lowers the result: some 3 KB of code a method. Here a method makes a [`Call`], whose result is lowered
//! already, so that what is around it is compiled once. What is exported is what uniffi exports (`fnsig.rs` and
//! `export/scaffolding.rs` of `uniffi_macros` 0.32.2): a function, its description and the checksum of that. Decision 0013 says
//! what another version of uniffi asks for.

use std::marker::PhantomData;

use ory_hub::ErrorKind;
use ory_hub::transport::BoxFuture;
use uniffi::{Handle, Lift, LiftArgsError, LowerReturn, RustBuffer, RustCallError};

use crate::UniFfiTag;
use crate::error::OryError;

pub(crate) mod describe;
pub(crate) use describe::{bare, describe};

/// Exports a method with a body that makes a [`Call`]. `symbol` is the class in lower case, `_` and the method. An
/// argument that is an `Option` has `None` as its default.
macro_rules! async_export {
    (
        $(#[doc = $doc:literal])*
        #[symbol = $symbol:literal]
        fn $method:ident(
            $this:ident: &$class:ident $(, $argument:ident: $type:ty)* $(,)?
        ) -> $result:ty $body:block
    ) => {
        #[allow(unsafe_code, reason = "names as uniffi's own macro exports them")]
        const _: () = {
            use $crate::async_export as parts;

            #[unsafe(export_name = concat!("uniffi_ory_hub_native_fn_method_", $symbol))]
            extern "C" fn exported(
                $this: parts::Ffi<::std::sync::Arc<$class>>
                $(, $argument: parts::Ffi<$type>)*
            ) -> ::uniffi::Handle {
                let call = move || {
                    let $this = parts::lift::<::std::sync::Arc<$class>>("self", $this)?;
                    $(let $argument = parts::lift::<$type>(
                        parts::bare(stringify!($argument)),
                        $argument,
                    )?;)*
                    let $this: &$class = &$this;
                    let call: parts::Call<$result> = $body;
                    Ok(call)
                };
                parts::start(call())
            }

            const DESCRIPTION: ::uniffi::MetadataBuffer =
                $crate::async_export::describe!($class, $method, [$($argument: $type),*], $result, [$($doc),*]);

            #[unsafe(export_name = concat!("UNIFFI_META_ORY_HUB_NATIVE_METHOD_", $symbol))]
            static EXPORTED_DESCRIPTION: [u8; DESCRIPTION.size] = DESCRIPTION.into_array();

            #[unsafe(export_name = concat!("uniffi_ory_hub_native_checksum_method_", $symbol))]
            extern "C" fn checksum() -> u16 {
                const { DESCRIPTION.checksum() }
            }
        };
    };
}
pub(crate) use async_export;

/// A call that was made and not begun. Its result is lowered.
pub(crate) struct Call<T> {
    future: BoxFuture<'static, Result<Vec<u8>, OryError>>,
    result: PhantomData<fn() -> T>,
}

impl<T> Call<T> {
    /// The future gives what [`lower`] makes of the result.
    pub(crate) fn new(future: BoxFuture<'static, Result<Vec<u8>, OryError>>) -> Self {
        Self {
            future,
            result: PhantomData,
        }
    }
}

/// What an argument of this type is where it crosses.
pub(crate) type Ffi<T> = <T as Lift<UniFfiTag>>::FfiType;

/// A result that crosses as bytes, or as nothing.
pub(crate) trait Lowers: LowerReturn<UniFfiTag, ReturnType: Crossing> {}

impl<T: LowerReturn<UniFfiTag, ReturnType: Crossing>> Lowers for T {}

/// What results are lowered to. Bytes, because a buffer of uniffi's that is dropped on the way is not freed.
pub(crate) trait Crossing: uniffi::FfiDefault + 'static {
    fn into_bytes(self) -> Vec<u8>;
    fn from_bytes(bytes: Vec<u8>) -> Self;
}

impl Crossing for RustBuffer {
    fn into_bytes(self) -> Vec<u8> {
        self.destroy_into_vec()
    }

    fn from_bytes(bytes: Vec<u8>) -> Self {
        Self::from_vec(bytes)
    }
}

impl Crossing for () {
    fn into_bytes(self) -> Vec<u8> {
        Vec::new()
    }

    fn from_bytes(_: Vec<u8>) {}
}

/// `bool`
impl Crossing for i8 {
    fn into_bytes(self) -> Vec<u8> {
        self.to_ne_bytes().into()
    }

    fn from_bytes(bytes: Vec<u8>) -> Self {
        bytes.first().map_or(0, |byte| byte.cast_signed())
    }
}

/// The bytes of a result, as a future of core gives them.
pub(crate) type Lowered = Result<Vec<u8>, ory_hub::OryError>;

/// The bytes of a result.
pub(crate) fn lower<T: Lowers>(result: T) -> Lowered {
    let lowered = T::lower_return(result).map(Crossing::into_bytes);
    // Only a `Result` can fail to be lowered, and no call has one inside its own.
    lowered.map_err(|_| ory_hub::OryError::new(ErrorKind::Internal, "a result that is an error"))
}

/// The bytes of a result, with what they are made to in the end.
struct Bytes<R>(Vec<u8>, PhantomData<fn() -> R>);

#[allow(unsafe_code, reason = "uniffi's trait is unsafe")]
// SAFETY: the bytes were a value of `R`, and are made to one again.
unsafe impl<R: Crossing> LowerReturn<UniFfiTag> for Bytes<R> {
    type ReturnType = R;

    fn lower_return(bytes: Self) -> Result<R, RustCallError> {
        Ok(R::from_bytes(bytes.0))
    }
}

/// Takes an argument over.
pub(crate) fn lift<T: Lift<UniFfiTag>>(
    arg_name: &'static str,
    value: Ffi<T>,
) -> Result<T, LiftArgsError> {
    T::try_lift(value).map_err(|error| LiftArgsError { arg_name, error })
}

/// Hands a call to uniffi, which polls it.
pub(crate) fn start<T: Lowers>(call: Result<Call<T>, LiftArgsError>) -> Handle {
    started::<T::ReturnType>(call.map(|call| call.future))
}

fn started<R: Crossing>(
    call: Result<BoxFuture<'static, Result<Vec<u8>, OryError>>, LiftArgsError>,
) -> Handle {
    let future = async move {
        let result = call?.await;
        Ok(result.map(|bytes| Bytes::<R>(bytes, PhantomData)))
    };
    uniffi::rust_future_new::<_, Result<Bytes<R>, OryError>, _>(future, UniFfiTag)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::mem::ManuallyDrop;

    use uniffi::RustCallStatusCode as Code;
    use uniffi::deps::anyhow::anyhow;
    use uniffi::{RustCallStatus, RustFuturePoll};

    use super::*;

    extern "C" fn polled(_: u64, result: RustFuturePoll) {
        assert_eq!(result, RustFuturePoll::Ready);
    }

    /// What uniffi gives for a call that is ready when it is polled.
    #[allow(unsafe_code, reason = "uniffi's interface for Kotlin and Swift")]
    fn completed<T: Lowers>(
        call: Result<Call<T>, LiftArgsError>,
    ) -> (T::ReturnType, RustCallStatus) {
        let future = start(call);
        let mut status = RustCallStatus::default();
        // SAFETY: the future was made just now and is freed once.
        let result = unsafe {
            uniffi::rust_future_poll::<T::ReturnType>(future.clone(), polled, 0);
            let result = uniffi::rust_future_complete(future.clone(), &mut status);
            uniffi::rust_future_free::<T::ReturnType>(future);
            result
        };
        (result, status)
    }

    fn ready<T: Lowers>(result: T) -> Result<Call<T>, LiftArgsError> {
        let bytes = lower(result).map_err(OryError::from);
        Ok(Call::new(Box::pin(std::future::ready(bytes))))
    }

    fn text(buffer: RustBuffer) -> String {
        lift::<String>("text", buffer)
            .map_err(|error| error.error)
            .unwrap()
    }

    #[test]
    fn results_cross_as_their_types_do() {
        let (buffer, status) = completed(ready("text".to_owned()));
        assert_eq!(
            (text(buffer).as_str(), status.code),
            ("text", Code::Success)
        );
        for value in [true, false] {
            let (number, status) = completed(ready(value));
            assert_eq!((number, status.code), (i8::from(value), Code::Success));
        }
        let ((), status) = completed(ready(()));
        assert_eq!(status.code, Code::Success);
    }

    #[test]
    fn an_error_crosses_as_itself_and_a_wrong_argument_by_its_name() {
        let error = ory_hub::OryError::new(ErrorKind::Config, "wrong");
        let failed = Call::<()>::new(Box::pin(std::future::ready(Err(error.into()))));
        let ((), status) = completed(Ok(failed));
        assert_eq!(status.code, Code::Error);
        let bytes = ManuallyDrop::into_inner(status.error_buf).destroy_into_vec();
        assert_eq!(bytes.get(..4), Some(&[0, 0, 0, 1][..]), "the first case");

        let wrong = LiftArgsError {
            arg_name: "id",
            error: anyhow!("no text"),
        };
        let ((), status) = completed::<()>(Err(wrong));
        assert_eq!(status.code, Code::UnexpectedError);
        let message = text(ManuallyDrop::into_inner(status.error_buf));
        assert!(
            message.contains("'id'") && message.contains("no text"),
            "{message}"
        );
    }
}

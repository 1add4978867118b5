//! What only the library's own code uses is not shown to its users.

use anyhow::Result;

use super::patch::Patch;

/// (how a line begins, what it begins with instead)
type Changes = &'static [(&'static str, &'static str)];

const KOTLIN: Changes = &[
    ("public object FfiConverter", "internal object FfiConverter"),
    (
        "public interface FfiConverter",
        "internal interface FfiConverter",
    ),
    (
        "public abstract class FfiConverter",
        "internal abstract class FfiConverter",
    ),
    ("open class RustBuffer", "internal open class RustBuffer"),
    (
        "class InternalException",
        "internal class InternalException",
    ),
    (
        "interface UniffiRustCallStatusErrorHandler",
        "internal interface UniffiRustCallStatusErrorHandler",
    ),
    (
        "object UniffiNullRustCallStatusErrorHandler",
        "internal object UniffiNullRustCallStatusErrorHandler",
    ),
    (
        "object UniffiWithHandle",
        "internal object UniffiWithHandle",
    ),
    ("object NoHandle", "internal object NoHandle"),
    (
        "interface UniffiCleaner",
        "internal interface UniffiCleaner",
    ),
    (
        "inline fun <T : Disposable?",
        "internal inline fun <T : Disposable?",
    ),
    (
        "public fun uniffiEnsureInitialized",
        "internal fun uniffiEnsureInitialized",
    ),
    (
        "    constructor(withHandle:",
        "    internal constructor(withHandle:",
    ),
    (
        "    constructor(noHandle:",
        "    internal constructor(noHandle:",
    ),
    ("    protected val handle:", "    internal val handle:"),
    (
        "    protected val cleanable:",
        "    internal val cleanable:",
    ),
    (
        "    fun uniffiCloneHandle",
        "    internal fun uniffiCloneHandle",
    ),
    (
        "    val uniffiIsDestroyed",
        "    internal val uniffiIsDestroyed",
    ),
    (
        "    companion object ErrorHandler",
        "    internal companion object ErrorHandler",
    ),
];

/// Functions that hand-written code of both languages calls.
const FUNCTIONS: [&str; 4] = ["modelToJson", "modelFromJson", "flowFromBody", "changedId"];

const SWIFT: Changes = &[
    ("public struct FfiConverter", "struct FfiConverter"),
    ("public func FfiConverter", "func FfiConverter"),
    ("public func uniffiEnsure", "func uniffiEnsure"),
    ("open class ", "public final class "),
    ("    open func ", "    public func "),
    ("open func ", "public func "),
    ("    public struct NoHandle", "    struct NoHandle"),
    ("        public init() {}", "        init() {}"),
    ("    public init(noHandle:", "    init(noHandle:"),
    (
        "    required public init(unsafeFromHandle",
        "    init(unsafeFromHandle",
    ),
    (
        "    public func uniffiCloneHandle",
        "    func uniffiCloneHandle",
    ),
];

/// Kotlin's models: everything of uniffi's.
pub(crate) fn kotlin_models(file: &mut Patch) -> Result<()> {
    file.lines("inner class", |line| changed(KOTLIN, line))?
        .once(
            "\ninterface Disposable {",
            "\ninternal interface Disposable {",
        )?;
    Ok(())
}

/// Kotlin's client.
pub(crate) fn kotlin_client(file: &mut Patch) -> Result<()> {
    file.lines("inner class", |line| changed(KOTLIN, line))?;
    for name in FUNCTIONS {
        file.each(
            &format!(" fun `{name}`("),
            &format!(" internal fun `{name}`("),
        )?;
    }
    Ok(())
}

/// Both files of Swift.
pub(crate) fn swift(file: &mut Patch) -> Result<()> {
    file.lines("inner type", |line| changed(SWIFT, line))?;
    for name in FUNCTIONS {
        file.any(&format!("public func {name}("), &format!("func {name}("));
    }
    file.without("public struct FfiConverter")
}

fn changed(changes: Changes, line: &str) -> Option<String> {
    let (_, rest, new) = changes
        .iter()
        .filter_map(|(old, new)| Some((old, line.strip_prefix(old)?, new)))
        .next()?;
    Some(format!("{new}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::{KOTLIN, SWIFT, changed};

    #[test]
    fn lines_of_the_library_alone_are_not_public() {
        assert_eq!(
            changed(KOTLIN, "public object FfiConverterString: X {").as_deref(),
            Some("internal object FfiConverterString: X {")
        );
        assert_eq!(changed(KOTLIN, "data class Identity ("), None);
        assert_eq!(
            changed(SWIFT, "open class Ory: OryProtocol {").as_deref(),
            Some("public final class Ory: OryProtocol {")
        );
    }
}

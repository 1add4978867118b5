//! The observer as a field of the configuration, which is a value of core and cannot hold an object of another language.

use anyhow::Result;

use super::patch::Patch;

/// Kotlin's configuration.
pub(crate) fn kotlin_config(file: &mut Patch) -> Result<()> {
    file.replace_after(
        "\ndata class OryConfig (\n",
        "\n){\n",
        "\n    ,\n    /**\n     * Sees every request.\n     */\n    val `observer`: OryObserver? = null\n){\n",
    )?;
    Ok(())
}

/// Kotlin's client takes it from there.
pub(crate) fn kotlin_client(file: &mut Patch) -> Result<()> {
    file.each(
        "FfiConverterOptionalTypeOryObserver.lower(`observer`)",
        "FfiConverterOptionalTypeOryObserver.lower(`observer` ?: observerOf(`config`))",
    )?
    // What an observer throws does not concern the call.
    .block(
        "    } catch(e: kotlin.Exception) {\n        val err = try",
        "internal inline fun<T, reified E: Throwable> uniffiTraitInterfaceCallWithError(",
        "    } catch (_: Throwable) {\n        // What an observer throws does not concern the call.\n    }\n}\n\n",
    )?;
    Ok(())
}

/// Swift's configuration.
pub(crate) fn swift_config(file: &mut Patch) -> Result<()> {
    let start = "\npublic struct OryConfig: Equatable, Hashable {\n";
    file.replace_after(
        start,
        ") {\n        self.",
        ", \n        /**\n         * Sees every request.\n         */observer: (any OryObserver)? = nil) {\n        self.",
    )?
    .replace_after(start, "\n    }\n", "\n        self.observer = observer\n    }\n")?
    .once(start, &format!("{start}{SWIFT_FIELD}"))?;
    Ok(())
}

const SWIFT_FIELD: &str = "    \
    /// Sees every request.
    public var observer: (any OryObserver)? {
        get { reference.observer }
        set { reference = ObserverReference(observer: newValue) }
    }

    private var reference = ObserverReference(observer: nil)

";

/// Swift's client takes it from there.
pub(crate) fn swift_client(file: &mut Patch) -> Result<()> {
    file.each(
        "FfiConverterOptionCallbackInterfaceOryObserver.lower(observer)",
        "FfiConverterOptionCallbackInterfaceOryObserver.lower(observer ?? observerOf(config))",
    )?;
    Ok(())
}

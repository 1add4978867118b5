package ory.hub

/** The exception for a failure inside uniffi: an argument that cannot be converted, or a defect. */
internal fun unexpected(message: String): OryException =
    if (message.startsWith("Failed to convert arg")) {
        OryException.Input(Problem(kind = ErrorKind.INPUT, message = message))
    } else {
        OryException.Internal(Problem(kind = ErrorKind.INTERNAL, message = message))
    }

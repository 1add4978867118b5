package ory.hub

/** The fields of the error, for every subclass. */
val OryException.problem: Problem
    get() = when (this) {
        is OryException.Config -> problem
        is OryException.Credential -> problem
        is OryException.Input -> problem
        is OryException.Transport -> problem
        is OryException.Timeout -> problem
        is OryException.Cancelled -> problem
        is OryException.Redirect -> problem
        is OryException.Api -> problem
        is OryException.Decode -> problem
        is OryException.Internal -> problem
    }

/** The exception for a failure inside uniffi: an argument that cannot be converted, or a defect. */
internal fun unexpected(message: String): OryException =
    if (message.startsWith("Failed to convert arg")) {
        OryException.Input(Problem(kind = ErrorKind.INPUT, message = message))
    } else {
        OryException.Internal(Problem(kind = ErrorKind.INTERNAL, message = message))
    }

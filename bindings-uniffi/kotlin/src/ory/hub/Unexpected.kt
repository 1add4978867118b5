package ory.hub

/** The exception for a failure inside uniffi: a defect. */
internal fun unexpected(message: String): OryException =
    OryException.Internal(Problem(kind = ErrorKind.INTERNAL, message = message))

/** The exception for a use after `close()`. */
internal fun closed(what: String): OryException =
    OryException.Input(Problem(kind = ErrorKind.INPUT, message = "$what is closed"))

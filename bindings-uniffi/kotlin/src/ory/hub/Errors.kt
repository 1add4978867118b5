package ory.hub

/** What went wrong, whichever class it is. */
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

/** For what the library refused before our own code saw it: a value that cannot be sent, or a defect of ours. */
internal fun unexpected(message: String): OryException =
    if (message.startsWith("Failed to convert arg")) {
        OryException.Input(Problem(kind = ErrorKind.INPUT, message = message))
    } else {
        OryException.Internal(Problem(kind = ErrorKind.INTERNAL, message = message))
    }

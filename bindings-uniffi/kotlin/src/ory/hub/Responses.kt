package ory.hub

/** A value, and what its answer said beside it. Header names are in lower case; `Set-Cookie` is only in [setCookie]. */
data class ApiResponse<out T>(
    val value: T,
    val status: Int,
    val headers: Map<String, String>,
    val setCookie: List<String>,
) {
    override fun toString(): String = "ApiResponse(value=$value, status=$status, headers=${headers.keys})"
}

/**
 * Status and headers beside the value of a call: `ory.withResponse { it.identity().getIdentity(id) }`.
 *
 * They are those of the last answer that came while [call] ran.
 */
suspend fun <T> Ory.withResponse(call: suspend (Ory) -> T): ApiResponse<T> {
    val recorder = responseRecorder()
    try {
        val value = call(recorder.ory())
        val head = recorder.last() ?: throw withoutAnswer(value)
        return ApiResponse(value, head.status, head.headers, head.setCookie)
    } finally {
        recorder.close()
    }
}

/** A failure that [value] caught, as of `runCatching`, says why nothing was answered. */
private fun withoutAnswer(value: Any?): Throwable =
    (value as? Result<*>)?.exceptionOrNull()
        ?: OryException.Input(Problem(kind = ErrorKind.INPUT, message = "no operation was called"))

package ory.hub

/** The error in one line and in one direction: operation, status, message, reason, ids. It needs no native code. */
internal fun Problem.line(): String = buildString {
    operation?.let {
        inLine(it)
        append(": ")
    }
    status?.let {
        append(it)
        phraseOf(it)?.let { phrase -> append(' ').append(phrase) }
        append(": ")
    }
    val why = reason.orEmpty()
    if (why.isEmpty() || why == message) {
        inLine(message)
    } else {
        inLine(message.trimEnd('.'))
        append(": ")
        inLine(why)
    }
    val ids = listOf("id" to id, "request" to requestId).filter { it.second != null }
    ids.forEachIndexed { index, (name, value) ->
        append(if (index == 0) " (" else ", ").append(name).append(' ')
        inLine(value.orEmpty())
    }
    if (ids.isNotEmpty()) append(')')
}

/** A server's line break, escape sequence or direction mark would let it forge lines of a log. */
private fun StringBuilder.inLine(text: String) = text.codePoints().forEach {
    if (isPrintable(it)) appendCodePoint(it) else append("\\u{").append(it.toString(16)).append('}')
}

private fun isPrintable(codePoint: Int): Boolean = when (codePoint) {
    in 0xD800..0xDFFF, 0x2028, 0x2029 -> false
    0x61C, 0x200E, 0x200F, in 0x202A..0x202E, in 0x2066..0x2069 -> false
    else -> !Character.isISOControl(codePoint)
}

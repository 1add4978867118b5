package ory.hub

/** The bytes of a text; one with half a character becomes a text that the library refuses to send. */
internal fun utf8(text: String): ByteArray =
    (if (hasHalfCharacter(text)) HALF_CHARACTER else text).toByteArray(Charsets.UTF_8)

/** `HALF_CHARACTER` of `core/src/ffi/uniffi/mod.rs`. */
private const val HALF_CHARACTER = "\uFDD0\uFDD5\uFDD0"

private fun hasHalfCharacter(text: String): Boolean {
    var index = 0
    while (index < text.length) {
        val char = text[index++]
        if (char.isSurrogate()) {
            val whole = char.isHighSurrogate() && index < text.length && text[index].isLowSurrogate()
            if (!whole) return true
            index++
        }
    }
    return false
}

/** A URL as it may be printed: scheme, host and path. The query holds codes and challenges, the user name a password. */
internal fun withoutQuery(url: String?): String? {
    val shown = url?.substringBefore('?')?.substringBefore('#') ?: return null
    val start = shown.indexOf("://").let { if (it < 0) 0 else it + 3 }
    val authority = shown.substring(start).substringBefore('/')
    return shown.take(start) + authority.substringAfterLast('@') + shown.drop(start + authority.length)
}

/** The address of a service as it may be printed, whatever a caller wrote in front of its host. */
internal fun withoutCredentials(url: String?): String? {
    val scheme = SCHEME.find(url ?: return null)?.value.orEmpty()
    return scheme + url.drop(scheme.length).substringAfterLast('@').substringBefore('?').substringBefore('#')
}

private val SCHEME = Regex("^[A-Za-z][A-Za-z0-9+.-]*://")

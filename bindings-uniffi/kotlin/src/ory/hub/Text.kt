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

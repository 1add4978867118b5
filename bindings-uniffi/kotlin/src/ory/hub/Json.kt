package ory.hub

/**
 * JSON as the server wrote it: [text] goes into the JSON library of your choice.
 *
 * Text that is not JSON is refused when it is to be sent.
 */
class Json(val text: String) {
    override fun toString(): String = text

    override fun equals(other: Any?): Boolean = other is Json && other.text == text

    override fun hashCode(): Int = text.hashCode()

    companion object {
        /** `null`. */
        val NULL: Json = Json("null")
    }
}

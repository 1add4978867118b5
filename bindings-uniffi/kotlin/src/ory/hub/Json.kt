package ory.hub

/**
 * JSON as the server wrote it: parse [text] with the JSON library of your choice.
 *
 * A call that is given text that is not JSON fails before it sends anything.
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

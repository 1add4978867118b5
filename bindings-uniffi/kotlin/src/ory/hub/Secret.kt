package ory.hub

/** Text that prints as `[redacted]`, alone or inside another value. */
class Secret(private val text: String) {
    /** The text itself. */
    fun expose(): String = text

    override fun toString(): String = "[redacted]"

    override fun equals(other: Any?): Boolean = other is Secret && other.text == text

    override fun hashCode(): Int = text.hashCode()
}

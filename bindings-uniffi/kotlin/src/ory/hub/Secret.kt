package ory.hub

/** Text that is never shown: printing it, alone or in what holds it, gives `[redacted]`. */
class Secret(private val text: String) {
    /** The text itself. */
    fun expose(): String = text

    override fun toString(): String = "[redacted]"

    override fun equals(other: Any?): Boolean = other is Secret && other.text == text

    override fun hashCode(): Int = text.hashCode()
}

package ory.hub

/**
 * JSON as the server wrote it: parse [text] with the JSON library of your choice.
 *
 * A call that is given text that is not JSON fails before it sends anything.
 */
class Json(val text: String) : java.io.Serializable {
    override fun toString(): String = text

    override fun equals(other: Any?): Boolean = other is Json && other.text == text

    override fun hashCode(): Int = text.hashCode()

    companion object {
        /** `null`. */
        @JvmField
        val NULL: Json = Json("null")

        private const val serialVersionUID = 1L

        /** So deep may data nest, as the server's JSON may. A list that is in itself has no end. */
        private const val MAX_DEPTH = 128

        /**
         * The JSON of plain data: maps, lists, arrays, strings, numbers, booleans and null, and [Json] inside of them.
         *
         * @throws OryException.Input for anything else, and for data that nests deeper than 128 levels.
         */
        @JvmStatic
        fun of(value: Any?): Json = Json(buildString { write(value, 0) })

        private fun StringBuilder.write(value: Any?, depth: Int) {
            if (depth > MAX_DEPTH) throw refused("data that nests deeper than $MAX_DEPTH levels")
            when (value) {
                null -> append("null")
                is Json -> append(value.text)
                is Boolean, is Byte, is Short, is Int, is Long -> append(value)
                is java.math.BigInteger, is java.math.BigDecimal -> append(value)
                is Float -> number(value.toDouble(), value)
                is Double -> number(value, value)
                is CharSequence, is Char, is Enum<*> -> quote("$value")
                is Map<*, *> -> list('{', '}', value.entries) {
                    quote(it.key as? String ?: throw refused("a key that is no string"))
                    append(':')
                    write(it.value, depth + 1)
                }
                is Iterable<*> -> list('[', ']', value) { write(it, depth + 1) }
                is Array<*> -> list('[', ']', value.asList()) { write(it, depth + 1) }
                else -> throw refused(value.javaClass.name)
            }
        }

        private fun StringBuilder.number(value: Double, text: Number) {
            if (!value.isFinite()) throw refused("$text")
            append(text)
        }

        private fun <T> StringBuilder.list(start: Char, end: Char, items: Iterable<T>, item: (T) -> Unit) {
            append(start)
            items.forEachIndexed { index, one ->
                if (index > 0) append(',')
                item(one)
            }
            append(end)
        }

        private fun StringBuilder.quote(text: String) {
            append('"')
            for (char in text) {
                when {
                    char == '"' || char == '\\' -> append('\\').append(char)
                    char < ' ' -> append("\\u").append("%04x".format(char.code))
                    else -> append(char)
                }
            }
            append('"')
        }

        private fun refused(what: String): OryException =
            OryException.Input(Problem(kind = ErrorKind.INPUT, message = "$what has no JSON"))
    }
}

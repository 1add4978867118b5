package ory.hub

/**
 * JSON as the server wrote it: parse [text] with the JSON library of your choice.
 *
 * A call that is given text that is not JSON fails before it sends anything. Two are equal if they are the same value,
 * however it is written: blanks, the order of members and `1.0` beside `1` do not count.
 */
class Json(val text: String) : java.io.Serializable {
    override fun toString(): String = text

    override fun equals(other: Any?): Boolean {
        if (other !is Json) return false
        if (other.text == text) return true
        val value = read(text) ?: return false
        return value == read(other.text)
    }

    override fun hashCode(): Int = (read(text) ?: text).hashCode()

    companion object {
        /** `null`. */
        @JvmField
        val NULL: Json = Json("null")

        private const val serialVersionUID = 1L

        /** So deep may data nest, as the server's JSON may. A list that is in itself has no end. */
        private const val MAX_DEPTH = 128
        private const val BLANKS = " \t\r\n"
        private const val HEX = "0123456789abcdefABCDEF"

        /**
         * The JSON of plain data: maps, lists, arrays, strings, numbers, booleans and null, and [Json] inside of them.
         *
         * @throws OryException.Input for anything else, and for data that nests deeper than 128 levels.
         */
        @JvmStatic
        fun of(value: Any?): Json = Json(buildString { write(value, 0) })

        /** The value, alone in a list; null if the text is not JSON. */
        private fun read(text: String): List<Any?>? = try {
            listOf(Reader(text).document())
        } catch (malformed: Reader.Malformed) {
            null
        }

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

    /** Reads JSON text into maps, lists, texts, numbers, booleans and null, so that it can be compared by value. */
    private class Reader(private val text: String) {
        private var at = 0
        private var depth = 0

        class Malformed : RuntimeException(null, null, false, false)

        /** A number without zeros at either end of its digits: `1`, `1.0` and `10e-1` are one. */
        private data class Number(val isNegative: Boolean, val digits: String, val exponent: Long)

        fun document(): Any? {
            val value = value()
            if (at < text.length) throw Malformed()
            return value
        }

        private fun value(): Any? {
            skipBlanks()
            val value: Any? = when (text.getOrNull(at)) {
                '{' -> nested { members() }
                '[' -> nested { items() }
                '"' -> string()
                't' -> word("true", true)
                'f' -> word("false", false)
                'n' -> word("null", null)
                else -> number()
            }
            skipBlanks()
            return value
        }

        private fun <T> nested(read: () -> T): T {
            if (depth == MAX_DEPTH) throw Malformed()
            at += 1
            depth += 1
            return read().also { depth -= 1 }
        }

        private fun members(): Map<String, Any?> {
            val members = HashMap<String, Any?>()
            skipBlanks()
            if (takes('}')) return members
            do {
                skipBlanks()
                val name = string()
                skipBlanks()
                if (!takes(':')) throw Malformed()
                members[name] = value()
            } while (takes(','))
            if (!takes('}')) throw Malformed()
            return members
        }

        private fun items(): List<Any?> {
            val items = ArrayList<Any?>()
            skipBlanks()
            if (takes(']')) return items
            do items.add(value()) while (takes(','))
            if (!takes(']')) throw Malformed()
            return items
        }

        private fun string(): String {
            if (!takes('"')) throw Malformed()
            val read = StringBuilder()
            while (true) {
                when (val char = next()) {
                    '"' -> return read.toString()
                    '\\' -> read.append(escaped())
                    else -> if (char < ' ') throw Malformed() else read.append(char)
                }
            }
        }

        private fun escaped(): Char = when (val char = next()) {
            '"', '\\', '/' -> char
            'b' -> '\b'
            'f' -> '\u000c'
            'n' -> '\n'
            'r' -> '\r'
            't' -> '\t'
            'u' -> {
                val digits = text.substring(at, minOf(at + 4, text.length))
                if (digits.length < 4 || digits.any { it !in HEX }) throw Malformed()
                at += 4
                digits.toInt(16).toChar()
            }
            else -> throw Malformed()
        }

        private fun number(): Number {
            val isNegative = takes('-')
            val whole = digits()
            if (whole.length > 1 && whole.startsWith('0')) throw Malformed()
            val fraction = if (takes('.')) digits() else ""
            var exponent = 0L
            if (takes('e') || takes('E')) {
                val isSmall = takes('-')
                if (!isSmall) takes('+')
                // An exponent that no integer holds is compared by nobody: the two ends are as good as any.
                exponent = digits().toLongOrNull() ?: (Long.MAX_VALUE / 2)
                if (isSmall) exponent = -exponent
            }
            val all = whole + fraction
            val short = all.trimEnd('0')
            if (short.isEmpty()) return Number(false, "", 0)
            return Number(isNegative, short.trimStart('0'), exponent - fraction.length + (all.length - short.length))
        }

        private fun digits(): String {
            val start = at
            while (at < text.length && text[at] in '0'..'9') at += 1
            if (at == start) throw Malformed()
            return text.substring(start, at)
        }

        private fun <T> word(word: String, value: T): T {
            if (!text.startsWith(word, at)) throw Malformed()
            at += word.length
            return value
        }

        private fun next(): Char = text.getOrNull(at++) ?: throw Malformed()

        private fun takes(char: Char): Boolean {
            val isThere = text.getOrNull(at) == char
            if (isThere) at += 1
            return isThere
        }

        private fun skipBlanks() {
            while (at < text.length && text[at] in BLANKS) at += 1
        }
    }
}

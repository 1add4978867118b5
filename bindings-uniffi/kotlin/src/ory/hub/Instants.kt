package ory.hub

import java.time.DateTimeException
import java.time.Instant
import java.time.LocalDate

private val RFC_3339 = Regex(
    "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.]([0-9]+))?" +
        "(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))",
)

/** The instant that a time names, read as the library reads it: RFC 3339; a leap second is the second after it. */
internal fun instantOf(raw: String): Instant? {
    val parts = RFC_3339.matchEntire(raw)?.groupValues ?: return null
    val (year, month, day) = parts.subList(1, 4).map(String::toInt)
    val (hour, minute, second) = parts.subList(4, 7).map(String::toInt)
    val (hours, minutes) = parts.subList(9, 11).map { it.toIntOrNull() ?: 0 }
    if (hour > 23 || minute > 59 || second > 60 || hours > 23 || minutes > 59) return null
    val days = try {
        LocalDate.of(year, month, day).toEpochDay()
    } catch (invalid: DateTimeException) {
        return null
    }
    val east = (hours * 3_600 + minutes * 60) * if (parts[8] == "-") -1 else 1
    val seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - east
    return Instant.ofEpochSecond(seconds, parts[7].take(9).padEnd(9, '0').toLong())
}

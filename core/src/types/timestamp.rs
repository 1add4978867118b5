//! Times as the server writes them, with the instant beside the text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A time: the text, and the instant where the text can be read as RFC 3339. Reading never fails.
///
/// ```
/// use ory_hub::Timestamp;
///
/// assert!(Timestamp::from("2026-01-31T12:00:00.123456789+02:00").at.is_some());
/// assert_eq!(Timestamp::from("yesterday").at, None);
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Timestamp {
    /// The text as it was written.
    pub raw: String,
    /// The instant it names.
    #[cfg_attr(feature = "uniffi", uniffi(default = None))]
    pub at: Option<SystemTime>,
}

impl Timestamp {
    /// Takes a text over.
    pub fn new(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let at = read(raw.as_bytes());
        Self { raw, at }
    }
}

/// RFC 3339: `YYYY-MM-DD`, `T`, `hh:mm:ss`, a fraction of any length, `Z` or an offset. A leap second is the second after it.
fn read(text: &[u8]) -> Option<SystemTime> {
    let (start, rest) = text.split_first_chunk::<19>()?;
    let [
        c,
        e,
        n,
        y,
        b'-',
        m,
        o,
        b'-',
        d,
        a,
        b'T' | b't' | b' ',
        h,
        u,
        b':',
        i,
        j,
        b':',
        s,
        z,
    ] = *start
    else {
        return None;
    };
    let days = days(number(&[c, e, n, y])?, number(&[m, o])?, number(&[d, a])?)?;
    let (hour, minute, second) = (number(&[h, u])?, number(&[i, j])?, number(&[s, z])?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanos, rest) = fraction(rest)?;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset(rest)?;
    if let Ok(seconds) = u64::try_from(seconds) {
        return UNIX_EPOCH.checked_add(Duration::new(seconds, nanos));
    }
    UNIX_EPOCH
        .checked_sub(Duration::from_secs(seconds.unsigned_abs()))?
        .checked_add(Duration::new(0, nanos))
}

fn number(digits: &[u8]) -> Option<i64> {
    let mut value = 0;
    for digit in digits {
        value = value * 10 + i64::from(digit.wrapping_sub(b'0'));
        if !digit.is_ascii_digit() {
            return None;
        }
    }
    Some(value)
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leaps + (month * 153 + 2) / 5 + day - 719_469)
}

/// Nanoseconds, and what follows them; further digits are dropped.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(mut text) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let (mut nanos, mut unit) = (0, 1_000_000_000);
    while let Some((digit @ b'0'..=b'9', rest)) = text.split_first() {
        unit /= 10;
        nanos += u32::from(digit - b'0') * unit;
        text = rest;
    }
    (unit < 1_000_000_000).then_some((nanos, text))
}

/// Seconds east of UTC.
fn offset(text: &[u8]) -> Option<i64> {
    let (sign, hour, minute) = match *text {
        [b'Z' | b'z'] => return Some(0),
        [b'+', h, i, b':', m, n] => (1, number(&[h, i])?, number(&[m, n])?),
        [b'-', h, i, b':', m, n] => (-1, number(&[h, i])?, number(&[m, n])?),
        _ => return None,
    };
    (hour <= 23 && minute <= 59).then_some(sign * (hour * 3_600 + minute * 60))
}

impl From<&str> for Timestamp {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for Timestamp {
    fn from(raw: String) -> Self {
        Self::new(raw)
    }
}

impl PartialEq for Timestamp {
    /// By text: the same instant in another time zone differs.
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl Eq for Timestamp {}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.raw)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Seconds and nanoseconds since 1970.
    fn unix(text: &str) -> Option<(i64, u32)> {
        let at = Timestamp::from(text).at?;
        Some(match at.duration_since(UNIX_EPOCH) {
            Ok(after) => (
                i64::try_from(after.as_secs()).unwrap(),
                after.subsec_nanos(),
            ),
            Err(before) => {
                let before = before.duration();
                (
                    -i64::try_from(before.as_secs()).unwrap(),
                    before.subsec_nanos(),
                )
            }
        })
    }

    #[test]
    fn known_instants() {
        for (text, instant) in [
            ("1970-01-01T00:00:00Z", (0, 0)),
            ("2000-02-29T12:00:00Z", (951_825_600, 0)),
            (
                "2026-01-31T12:00:00.123456789+02:00",
                (1_769_853_600, 123_456_789),
            ),
            ("2026-01-31T12:00:00.5-00:30", (1_769_862_600, 500_000_000)),
            ("9999-12-31T23:59:59Z", (253_402_300_799, 0)),
            ("0000-01-01T00:00:00Z", (-62_167_219_200, 0)),
            ("0000-03-01T00:00:00Z", (-62_162_035_200, 0)),
            ("1900-03-01T00:00:00Z", (-2_203_891_200, 0)),
            ("2100-03-01T00:00:00Z", (4_107_542_400, 0)),
            ("1969-12-31T23:59:59Z", (-1, 0)),
        ] {
            assert_eq!(unix(text), Some(instant), "{text}");
        }
    }

    #[test]
    fn nanoseconds_and_offset_are_kept() {
        let time = Timestamp::from("2024-05-01T10:00:00.123456789+02:00");
        assert_eq!(unix(&time.raw), Some((1_714_550_400, 123_456_789)));
        assert_eq!(
            serde_json::to_string(&time).unwrap(),
            r#""2024-05-01T10:00:00.123456789+02:00""#
        );
    }

    #[test]
    fn leap_second_year_10000_and_words_keep_their_text() {
        assert_eq!(unix("2016-12-31T23:59:60Z"), Some((1_483_228_800, 0)));
        for text in [
            "+10000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "yesterday",
            "",
        ] {
            let time = Timestamp::from(text);
            assert_eq!((time.at, time.raw.as_str()), (None, text));
        }
    }

    #[test]
    fn lower_case_and_the_first_year_are_read() {
        assert_eq!(unix("2024-05-01t10:00:00z"), Some((1_714_557_600, 0)));
        assert_eq!(unix("0001-01-01T00:00:00Z"), Some((-62_135_596_800, 0)));
    }

    #[test]
    fn what_is_no_time_has_no_instant() {
        for text in [
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:61Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+0200",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00Z ",
            "2024-01-01x00:00:00Z",
            "２024-01-01T00:00:00Z",
        ] {
            assert_eq!(Timestamp::from(text).at, None, "{text}");
        }
    }
}

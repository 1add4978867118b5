//! Numbers of a benchmark as a table for people.

use std::fmt::Write as _;

use anyhow::Context as _;

/// What the programs measure.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Nanoseconds,
    Instructions,
}

impl Unit {
    fn shown(self, number: f64) -> String {
        match self {
            Self::Nanoseconds => format!("{:.3} ms", number / 1e6),
            Self::Instructions => format!("{number:.0}"),
        }
    }
}

/// One contestant: its name and what each round took.
struct Times<'a> {
    name: &'a str,
    sorted: Vec<f64>,
}

impl<'a> Times<'a> {
    /// Of a line `name TAB nanoseconds TAB nanoseconds …`.
    fn of(line: &'a str) -> anyhow::Result<Self> {
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or_default();
        let mut sorted = cells
            .map(|cell| cell.parse::<f64>())
            .collect::<Result<Vec<f64>, _>>()
            .with_context(|| format!("no numbers: `{line}`"))?;
        anyhow::ensure!(!sorted.is_empty(), "no numbers: `{line}`");
        sorted.sort_by(f64::total_cmp);
        Ok(Self { name, sorted })
    }

    fn median(&self) -> f64 {
        let middle = self.sorted.len() / 2;
        let at = |index: usize| self.sorted.get(index).copied().unwrap_or_default();
        if self.sorted.len() % 2 == 1 {
            at(middle)
        } else {
            f64::midpoint(at(middle - 1), at(middle))
        }
    }
}

/// A row a contestant: median, fastest and slowest round, and how many times as fast as the first it is.
///
/// # Errors
/// When the output is not as the programs print it.
pub(crate) fn of(output: &str, unit: Unit) -> anyhow::Result<String> {
    let rows: Vec<Times<'_>> = output.lines().map(Times::of).collect::<Result<_, _>>()?;
    let peer = rows.first().context("the benchmark measured nothing")?;
    let mut text = format!(
        "  {:<38} {:>10} {:>10} {:>10} {:>8} {:>8}\n",
        "", "median", "fastest", "slowest", "rounds", "speed"
    );
    for row in &rows {
        let (first, last) = (row.sorted.first(), row.sorted.last());
        let _ = writeln!(
            text,
            "  {:<38} {:>10} {:>10} {:>10} {:>8} {:>7.2}x",
            row.name,
            unit.shown(row.median()),
            unit.shown(first.copied().unwrap_or_default()),
            unit.shown(last.copied().unwrap_or_default()),
            row.sorted.len(),
            peer.median() / row.median()
        );
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Unit, of};

    #[test]
    fn the_first_row_is_the_measure() {
        let said = "peer\t3000000\t1000000\t2000000\nours\t400000\t600000\n";
        let text = of(said, Unit::Nanoseconds).unwrap();
        let rows: Vec<Vec<&str>> = text
            .lines()
            .skip(1)
            .map(|line| line.split_whitespace().collect())
            .collect();
        let peer = [
            "peer", "2.000", "ms", "1.000", "ms", "3.000", "ms", "3", "1.00x",
        ];
        let ours = [
            "ours", "0.500", "ms", "0.400", "ms", "0.600", "ms", "2", "4.00x",
        ];
        assert_eq!(rows, [peer, ours]);
    }

    #[test]
    fn what_was_not_measured_is_an_error() {
        for said in ["", "peer", "peer\tsoon"] {
            assert!(of(said, Unit::Instructions).is_err());
        }
    }
}

//! Reads one page of identities in several ways and prints how long each takes: `name TAB nanoseconds a round …`.
//! With a file name it writes the page there instead.

mod page;

use std::hint::black_box;
use std::time::{Duration, Instant};

use ory_hub::Model as _;
use ory_hub::model::Identity;
use ory_hub::internal::codec::{self, Arena, FromValue as _};

const ROUNDS: usize = 60;
/// Long enough that the clock's own cost is nothing.
const ROUND: Duration = Duration::from_millis(20);

type Reader = fn(&str) -> Result<usize, Box<dyn std::error::Error>>;

/// The peer first: the others are compared with it.
const READERS: [(&str, Reader); 4] = [
    ("ory-client 1.22.65 (serde structs)", |text| {
        Ok(serde_json::from_str::<Vec<ory_client::models::Identity>>(text)?.len())
    }),
    ("serde_json::Value", |text| {
        let value: serde_json::Value = serde_json::from_str(text)?;
        Ok(value.as_array().map_or(0, Vec::len))
    }),
    ("ory-hub: Rust's models", |text| {
        Ok(Vec::<Identity>::from_json(text)?.len())
    }),
    ("ory-hub: the values that C reads", |text| {
        let arena = Arena::new();
        let value = codec::decode(Vec::<Identity>::TYPE, text, &arena)?;
        Ok(match value {
            codec::Value::List(items) => items.len(),
            _ => 0,
        })
    }),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = page::text();
    if let Some(file) = std::env::args_os().nth(1) {
        return Ok(std::fs::write(file, text)?);
    }
    let mut times = vec![Vec::with_capacity(ROUNDS); READERS.len()];
    // Turn by turn, so that whatever else the machine does meets all of them.
    for _ in 0..ROUNDS {
        for ((name, read), times) in READERS.iter().zip(&mut times) {
            let many = read(&text)?;
            if many != 250 {
                return Err(format!("{name} read {many} identities").into());
            }
            times.push(round(*read, &text)?);
        }
    }
    for ((name, _), times) in READERS.iter().zip(times) {
        let times: Vec<String> = times.iter().map(|time| format!("{time:.0}")).collect();
        println!("{name}\t{}", times.join("\t"));
    }
    Ok(())
}

/// Nanoseconds that one reading takes.
fn round(read: Reader, text: &str) -> Result<f64, Box<dyn std::error::Error>> {
    let mut readings = 0.0;
    let since = Instant::now();
    while since.elapsed() < ROUND {
        black_box(read(black_box(text))?);
        readings += 1.0;
    }
    Ok(since.elapsed().as_secs_f64() * 1e9 / readings)
}

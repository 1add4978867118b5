//! The programs of `examples/rust`, run against a real Kratos.

mod support;

use std::path::Path;
use std::process::Command;

use support::var;

#[test]
fn identities() {
    // Cargo puts examples beside `deps`, where this test lies.
    let test = std::env::current_exe().expect("a path");
    let profile = test.parent().and_then(Path::parent).expect("a target folder");
    let output = Command::new(profile.join("examples/identities"))
        .args([var("ORY_HUB_KRATOS_PUBLIC"), var("ORY_HUB_KRATOS_ADMIN")])
        .output()
        .expect("the example starts");
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<&str> = printed.lines().collect();
    let [created, listed, deleted] = lines[..] else {
        panic!("not three lines: {printed}");
    };
    assert!(created.starts_with("created ") && created.ends_with("@example.com"), "{created}");
    assert!(listed.strip_prefix("listed ").and_then(|count| count.parse::<usize>().ok()) > Some(0), "{listed}");
    assert!(deleted.starts_with("deleted: getIdentity: 404 "), "{deleted}");
}

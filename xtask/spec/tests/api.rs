//! The real description in `api/` is whole.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use spec::ir::{Api, Type};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn api() -> Api {
    match spec::load(&root()) {
        Ok(api) => api,
        Err(error) => panic!("{error}"),
    }
}

/// A file of the research folder beside the repository, on machines that have it.
fn shared(name: &str) -> Option<String> {
    std::fs::read_to_string(root().join("../shared").join(name)).ok()
}

#[test]
fn every_operation_of_the_described_groups_is_there() {
    let api = api();
    let count = |name: &str| {
        api.groups
            .iter()
            .find(|group| group.name == name)
            .map_or(0, |group| group.operations.len())
    };
    let counts = ["frontend", "identity", "courier", "metadata"].map(count);
    assert_eq!(counts, [34, 21, 2, 3]);
    let Some(table) = shared("coverage/operations.tsv") else {
        return;
    };
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [group, id, method, path, _, bucket, _, python, ..] = cells.as_slice() else {
            panic!("a row without its cells: {row}");
        };
        if !api.groups.iter().any(|known| known.name == *group) {
            continue;
        }
        let (known, operation) = api
            .operations()
            .find(|(_, known)| known.id == *id)
            .expect("the operation is missing");
        assert_eq!(known.name, *group, "{id}");
        assert_eq!(
            (operation.method.as_str(), operation.path.as_str()),
            (*method, *path)
        );
        assert_eq!(operation.bucket.as_deref().unwrap_or("-"), *bucket, "{id}");
        // Kratos redirects to its own settings page; the table takes the operation for Hydra's.
        if *id != "getWellKnownChangePassword" {
            assert_eq!(Some(&operation.service.word()), cells.last(), "{id}");
        }
        let was: Vec<&str> = operation
            .was
            .iter()
            .map(|(_, name)| name.as_str())
            .collect();
        let wanted: Vec<&str> = python
            .rsplit('.')
            .next()
            .filter(|name| !name.is_empty())
            .into_iter()
            .collect();
        assert_eq!(was, wanted, "{id}");
    }
}

#[test]
fn every_difference_from_the_upstream_document_has_a_reason() {
    let Some(document) = shared("specs/ory-client-v1.22.65.openapi.json") else {
        return;
    };
    let corrections = spec::corrections(&root()).unwrap();
    let found = spec::import::compare(&document, &api(), &corrections).unwrap();
    let open: Vec<&str> = found
        .iter()
        .filter(|one| one.why.is_none())
        .map(|one| one.what.as_str())
        .collect();
    assert_eq!(open, Vec::<&str>::new());
    let unused = corrections
        .lacks
        .iter()
        .filter(|(what, _)| !found.iter().any(|one| one.what == *what));
    assert_eq!(
        unused.map(|(what, _)| what.as_str()).collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
}

#[test]
fn secrets_are_secrets() {
    let api = api();
    let wanted = [
        ("SuccessfulNativeLogin", "session_token"),
        ("ContinueWithSetOrySessionToken", "ory_session_token"),
        ("PerformNativeLogoutBody", "session_token"),
        ("UpdateLoginFlowWithPasswordMethod", "password"),
        ("UpdateLoginFlowWithTotpMethod", "totp_code"),
        ("UpdateLoginFlowWithOidcMethod", "id_token"),
        ("UpdateRecoveryFlowWithCodeMethod", "code"),
        ("IdentityWithCredentialsPasswordConfig", "hashed_password"),
        ("IdentityWithCredentialsTotpConfig", "totp_url"),
        ("RecoveryCodeForIdentity", "recovery_code"),
        ("RecoveryLinkForIdentity", "recovery_link"),
        ("Session", "tokenized"),
        ("OAuth2Client", "client_secret"),
        ("IdentityCredentialsPassword", "hashed_password"),
        ("IdentityCredentialsOidcProvider", "initial_refresh_token"),
    ];
    for (model, wire) in wanted {
        let spec::ir::ModelKind::Record { fields, .. } = &api.model(model).expect(model).kind
        else {
            panic!("{model} is no record");
        };
        let field = fields.iter().find(|field| field.wire == wire).expect(wire);
        assert_eq!(field.ty, Type::Secret, "{model}.{wire}");
    }
}

#[test]
fn the_table_has_a_row_an_operation_and_a_name_in_every_language() {
    let text = spec::operations::table(&api());
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(rows.len(), 61);
    assert!(
        rows.iter()
            .all(|row| row.len() == 12 && row.iter().all(|cell| !cell.is_empty()))
    );
    let row = rows
        .iter()
        .find(|row| row.first() == Some(&"getIdentity"))
        .unwrap();
    assert_eq!(
        row[1..],
        [
            "identity",
            "GET",
            "/admin/identities/{id}",
            "kratos-admin",
            "project_key",
            "ory_hub::endpoint::GetIdentity",
            "-",
            "identity().getIdentity",
            "identity().getIdentity",
            "identity().get_identity",
            "ory_client_get_identity",
        ]
    );
    let browser = rows
        .iter()
        .skip(1)
        .filter(|row| row.get(7) != Some(&"-"))
        .count();
    assert_eq!(browser, 34);
}

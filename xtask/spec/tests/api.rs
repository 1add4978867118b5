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
}

#[test]
fn every_correction_can_be_read() {
    assert!(!spec::corrections(&root()).unwrap().lacks.is_empty());
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

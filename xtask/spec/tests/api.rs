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
fn every_operation_of_ory_is_there() {
    let api = api();
    let counts: Vec<(&str, usize)> = api
        .groups
        .iter()
        .map(|group| (group.name.as_str(), group.operations.len()))
        .collect();
    assert_eq!(
        counts,
        [
            ("api_keys", 18),
            ("courier", 2),
            ("elements", 1),
            ("events", 4),
            ("frontend", 41),
            ("identity", 21),
            ("jwk", 7),
            ("metadata", 3),
            ("oauth2", 33),
            ("oidc", 8),
            ("permission", 6),
            ("project", 25),
            ("relationship", 6),
            ("wellknown", 1),
            ("workspace", 8),
        ]
    );
    let deprecated: Vec<&str> = api
        .operations()
        .filter(|(_, operation)| operation.deprecated.is_some())
        .map(|(_, operation)| operation.id.as_str())
        .collect();
    assert_eq!(
        deprecated,
        [
            "isAlive",
            "isReady",
            "getActiveProjectInConsole",
            "getProjectMetrics",
            "setActiveProjectInConsole",
        ]
    );
}

#[test]
fn operations_and_models_of_one_name_are_known() {
    let names: Vec<String> = api().shared_names().into_iter().collect();
    assert_eq!(
        names,
        [
            "AcceptOAuth2ConsentRequest",
            "AcceptOAuth2LoginRequest",
            "CreateJsonWebKeySet",
            "ListEventStreams",
            "ListWorkspaceProjects",
            "ListWorkspaces",
            "OAuth2TokenExchange",
            "SetProject",
            "TrustOAuth2JwtGrantIssuer",
        ]
    );
}

#[test]
fn whatever_earlier_clients_had_is_something_today() {
    let api = api();
    let counts: Vec<(&str, usize, usize)> = api
        .previous
        .iter()
        .map(|previous| {
            let operations = api
                .operations()
                .flat_map(|(_, operation)| &operation.was)
                .filter(|(seed, _)| *seed == previous.seed)
                .count();
            (previous.seed.as_str(), previous.models.len(), operations)
        })
        .collect();
    assert_eq!(counts, [("python", 197, 104), ("elixir", 18, 19)]);
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
        ("OAuth2TokenExchange", "access_token"),
        ("OAuth2TokenExchange", "refresh_token"),
        ("OAuth2TokenExchangeBody", "code"),
        ("OAuth2TokenExchangeBody", "client_secret"),
        ("IntrospectOAuth2TokenBody", "token"),
        ("ProjectApiKey", "value"),
        ("WorkspaceApiKey", "value"),
        ("IssueApiKeyResponse", "secret"),
        ("ImportApiKeyRequest", "raw_key"),
        ("EventStream", "https_auth_secret"),
        ("SubmitSamlAssertionBody", "SAMLResponse"),
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
    let api = api();
    let text = spec::operations::table(&api);
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(rows.len(), 1 + api.operations().count());
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
    let group = |name: &str| api.groups.iter().find(|group| group.name == name);
    let frontend = group(spec::operations::BROWSER_GROUP).unwrap();
    assert_eq!(browser, frontend.operations.len());
}

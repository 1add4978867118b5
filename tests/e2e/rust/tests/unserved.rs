//! Every operation is called on a real server, or it stands here with the reason. Runs last: Cargo runs test files in the
//! order of their names.

mod support;

use std::collections::BTreeSet;

use ory_hub::internal::operation::{Operation, Service};
use ory_hub::internal::operation::{
    api_keys, courier, elements, events, frontend, identity, jwk, metadata, oauth2, oidc, permission, project,
    relationship, wellknown, workspace,
};

/// Operations that the servers of the tests do not have yet.
const NEWER: [&str; 14] = [
    "acceptUserCodeRequest",
    "batchCheckPermission",
    "createFedcmFlow",
    "createTestLoginFlow",
    "deleteRotatedOAuth2ClientSecrets",
    "deleteTestLoginFlow",
    "getIdentityByExternalID",
    "getWebAuthnRelatedOrigins",
    "getWellKnownChangePassword",
    "manageSessions",
    "oAuth2DeviceFlow",
    "performOAuth2DeviceVerificationFlow",
    "rotateOAuth2ClientSecret",
    "updateFedcmFlow",
];

/// Every group with its operations.
fn groups() -> [(&'static str, &'static [&'static Operation]); 15] {
    [
        ("api_keys", api_keys::ALL),
        ("courier", courier::ALL),
        ("elements", elements::ALL),
        ("events", events::ALL),
        ("frontend", frontend::ALL),
        ("identity", identity::ALL),
        ("jwk", jwk::ALL),
        ("metadata", metadata::ALL),
        ("oauth2", oauth2::ALL),
        ("oidc", oidc::ALL),
        ("permission", permission::ALL),
        ("project", project::ALL),
        ("relationship", relationship::ALL),
        ("wellknown", wellknown::ALL),
        ("workspace", workspace::ALL),
    ]
}

fn is_served(operation: &Operation) -> bool {
    !matches!(operation.service, Service::Network | Service::Console) && !NEWER.contains(&operation.id)
}

#[test]
fn every_operation_is_answered_by_a_real_server_or_listed_here() {
    let answered = support::answered();
    let all: BTreeSet<&str> = groups().into_iter().flat_map(|(_, all)| all).map(|operation| operation.id).collect();
    println!("group | operations | answered by a real server");
    let mut missing = Vec::new();
    let mut needless = Vec::new();
    for (group, operations) in groups() {
        let mut count = 0;
        for operation in operations {
            let was = answered.contains(operation.id);
            count += usize::from(was);
            match is_served(operation) {
                true if !was => missing.push(operation.id),
                false if was => needless.push(operation.id),
                _ => {}
            }
        }
        println!("{group} | {} | {count}", operations.len());
    }
    assert_eq!(missing, Vec::<&str>::new(), "no test calls these on a real server");
    assert_eq!(needless, Vec::<&str>::new(), "a real server answers these: take them off the list");
    for id in NEWER {
        assert!(all.contains(id), "{id} is no operation");
    }
}

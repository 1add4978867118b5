//! What is particular to some groups: names that two things have, trees, answers by status, forms.

use ory_hub::endpoint::{
    self, CheckPermission, CheckPermissionOrError, Endpoint as _, ExpandPermissions,
    IntrospectOAuth2Token,
};
use ory_hub::model::{
    self, ExpandedPermissionTreeType, IntrospectOAuth2TokenBody, ProjectCors, ProjectServices,
};
use ory_hub::{MockTransport, Ory, OryConfig, Secret};

use crate::support::client;

fn keto() -> OryConfig {
    OryConfig::self_hosted().keto("http://127.0.0.1:4466", "http://127.0.0.1:4467")
}

fn scripted(status: u16, body: &str) -> Ory {
    client(keto(), MockTransport::new().answer(status, body)).0
}

#[test]
fn an_operation_takes_the_model_of_its_name() {
    let body = model::SetProject::new(
        ProjectCors::new(),
        ProjectCors::new(),
        "name",
        Vec::new(),
        ProjectServices::new(),
    );
    let config = OryConfig::self_hosted()
        .console_url("https://api.console.ory.sh")
        .workspace_key(Secret::new("ory_wak_x"));
    let request = endpoint::SetProject::new("p", body)
        .request(&config)
        .unwrap();
    assert_eq!(request.url, "https://api.console.ory.sh/projects/p");
    assert_eq!(
        request.body.as_deref(),
        Some(
            r#"{"cors_admin":{},"cors_public":{},"name":"name","organizations":[],"services":{}}"#
        )
    );
}

#[tokio::test]
async fn a_no_is_an_answer_whatever_its_status() {
    let no = scripted(200, r#"{"allowed":false}"#);
    let check = CheckPermission::new()
        .namespace("videos")
        .object("cat.mp4")
        .relation("view")
        .subject_id("alice");
    assert!(!no.call(check).await.unwrap().allowed);
    let forbidden = scripted(403, r#"{"allowed":false}"#);
    let check = CheckPermissionOrError::new()
        .namespace("videos")
        .subject_id("alice");
    assert!(!forbidden.call(check).await.unwrap().allowed);
}

#[tokio::test]
async fn a_tree_holds_itself() {
    let ory = scripted(
        200,
        r#"{"type":"union","children":[{"type":"leaf","children":[{"type":"grafted"}]}]}"#,
    );
    let expand = ExpandPermissions::new("videos", "cat.mp4", "view");
    let tree = ory.call(expand).await.unwrap();
    let leaf = &tree.children.unwrap()[0];
    assert_eq!(leaf.r#type, ExpandedPermissionTreeType::Leaf);
    let odd = &leaf.children.as_ref().unwrap()[0];
    assert_eq!(odd.r#type.as_str(), "grafted");
}

#[test]
fn a_form_is_sent_as_one() {
    let body = IntrospectOAuth2TokenBody::new(Secret::new("a b&c"));
    let config = OryConfig::self_hosted().hydra_admin_url("http://127.0.0.1:4445");
    let request = IntrospectOAuth2Token::new(body).request(&config).unwrap();
    assert_eq!(request.body.as_deref(), Some("token=a%20b%26c"));
    let content_type = request
        .headers
        .iter()
        .find(|(name, _)| name == "content-type")
        .unwrap();
    assert_eq!(content_type.1.expose(), "application/x-www-form-urlencoded");
}

//! What an administrator does with identities and sessions of a real Kratos, beyond creating and reading them.

mod support;

use ory_hub::endpoint::{
    BatchPatchIdentities, CreateIdentity, CreateNativeLoginFlow, CreateRecoveryCodeForIdentity,
    CreateRecoveryLinkForIdentity, DeleteIdentityCredentials, DeleteIdentitySessions, DisableSession,
    ExtendSession, GetCourierMessage, GetIdentity, GetIdentitySchema, GetSession, GetVersion, IsAlive, IsReady,
    ListCourierMessages, ListIdentitySchemas, ListSessions, UpdateIdentity, UpdateLoginFlow,
};
use ory_hub::flow::FlowKind;
use ory_hub::model::{
    CreateRecoveryCodeForIdentityBody, CreateRecoveryLinkForIdentityBody, IdentityCredentialsType,
    IdentityPatch, IdentityPatchResponseAction, IdentityState, IdentityWithCredentialsOidc,
    IdentityWithCredentialsOidcConfig, IdentityWithCredentialsOidcConfigProvider, PatchIdentitiesBody, Session,
    SessionExpand,
    UpdateIdentityBody, UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod,
};
use ory_hub::{Json, Ory, Secret};
use support::{PASSWORD, address, created, failed, kratos, new_identity};

async fn session(ory: &Ory, email: &str) -> Session {
    let flow = ory.call(CreateNativeLoginFlow::new()).await.expect("a flow");
    let password = UpdateLoginFlowWithPasswordMethod::new(email, Secret::new(PASSWORD));
    let body = UpdateLoginFlowBody::Password(password);
    ory.call(UpdateLoginFlow::new(flow.id, body)).await.expect("signed in").session
}

#[tokio::test]
async fn an_identity_is_replaced() {
    let ory = kratos();
    let made = created(&ory, &address("replaced")).await;
    let email = address("replacement");
    let traits = Json::from_value(&serde_json::json!({ "email": email })).expect("traits");
    let body = UpdateIdentityBody::new("person", traits, IdentityState::Inactive);
    let read = ory.call(UpdateIdentity::new(made.id.clone(), body)).await.expect("replaced");
    assert_eq!((read.id, read.state), (made.id, Some(IdentityState::Inactive)));
    // What a replacement leaves out is gone.
    assert!(read.metadata_public.is_none());
}

#[tokio::test]
async fn a_batch_answers_for_each_of_its_items() {
    let ory = kratos();
    // One conflict alone would make the whole answer 409.
    let known = [address("batch-known"), address("batch-known")];
    for email in &known {
        created(&ory, email).await;
    }
    let patch = |email: &str| IdentityPatch::new().create(new_identity(email));
    let fresh = [address("batch"), address("batch")];
    let patches = vec![patch(&fresh[0]), patch(&known[0]), IdentityPatch::new(), patch(&known[1]), patch(&fresh[1])];
    let body = PatchIdentitiesBody::new().identities(patches);
    let items = ory.call(BatchPatchIdentities::new(body)).await.expect("answered").identities.expect("items");
    let actions: Vec<_> = items.iter().map(|item| item.action.clone()).collect();
    let made = Some(IdentityPatchResponseAction::Create);
    let failed = Some(IdentityPatchResponseAction::Error);
    // The third asked for nothing: Kratos answers null.
    assert_eq!(actions, [made.clone(), failed.clone(), None, failed, made]);
    assert!(items[1].error.is_some() && items[0].identity.is_some());
}

#[tokio::test]
async fn a_person_who_forgot_everything_gets_a_code_or_a_link() {
    let ory = kratos();
    let id = created(&ory, &address("forgot")).await.id;
    let body = CreateRecoveryCodeForIdentityBody::new(id.clone());
    let code = ory.call(CreateRecoveryCodeForIdentity::new(body)).await.expect("a code");
    assert!(!code.recovery_code.expose().is_empty());
    let body = CreateRecoveryLinkForIdentityBody::new(id);
    let link = ory.call(CreateRecoveryLinkForIdentity::new(body)).await.expect("a link");
    assert!(link.recovery_link.expose().starts_with("http"));
}

#[tokio::test]
async fn sessions_are_read_extended_and_ended() {
    let ory = kratos();
    let email = address("admin-sessions");
    let identity = created(&ory, &email).await;
    let made = session(&ory, &email).await;
    let plain = ory.call(GetSession::new(made.id.clone())).await.expect("read");
    assert!(plain.identity.is_none() && plain.devices.unwrap_or_default().is_empty());
    let whole = ory
        .call(GetSession::new(made.id.clone()).expand([SessionExpand::Identity, SessionExpand::Devices]))
        .await
        .expect("read");
    assert_eq!(whole.identity.expect("an identity").id, identity.id);
    assert_eq!(whole.devices.expect("devices").len(), 1);
    ory.call(ExtendSession::new(made.id.clone())).await.expect("extended");

    let listed = ory.call(ListSessions::new().active(true).page_size(1_000)).await.expect("a list");
    assert!(listed.iter().any(|session| session.id == made.id));
    ory.call(DisableSession::new(made.id.clone())).await.expect("ended");
    assert_eq!(ory.call(GetSession::new(made.id)).await.expect("read").active, Some(false));
    ory.call(DeleteIdentitySessions::new(identity.id.clone())).await.expect("deleted");
    let none = failed(ory.call(DeleteIdentitySessions::new(identity.id)).await);
    assert_eq!(none.status(), Some(404));
}

#[tokio::test]
async fn a_password_stays_and_a_social_sign_in_goes() {
    let ory = kratos();
    let subject = address("subject");
    let provider = IdentityWithCredentialsOidcConfigProvider::new("somewhere", subject.as_str());
    let config = IdentityWithCredentialsOidcConfig::new().providers(vec![provider]);
    let mut body = new_identity(&address("credentials"));
    body.credentials = body.credentials.map(|all| all.oidc(IdentityWithCredentialsOidc::new().config(config)));
    let id = ory.call(CreateIdentity::new(body)).await.expect("created").id;
    let password = DeleteIdentityCredentials::new(id.clone(), IdentityCredentialsType::Password);
    assert_eq!(failed(ory.call(password).await).status(), Some(400));
    let social = DeleteIdentityCredentials::new(id.clone(), IdentityCredentialsType::Oidc)
        .identifier(format!("somewhere:{subject}"));
    ory.call(social).await.expect("deleted");
    let read = ory
        .call(GetIdentity::new(id).include_credential([IdentityCredentialsType::Oidc]))
        .await
        .expect("the identity");
    let left = read.credentials.and_then(|all| all.get("oidc").and_then(|one| one.identifiers.clone()));
    assert!(left.unwrap_or_default().is_empty());
}

#[tokio::test]
async fn schemas_are_read_as_they_are() {
    let ory = kratos();
    let listed = ory.call(ListIdentitySchemas::new()).await.expect("schemas");
    let id = listed[0].id.clone();
    let schema = ory.call(GetIdentitySchema::new(id)).await.expect("a schema");
    assert!(schema.text().contains("email"), "{}", schema.text());
}

#[tokio::test]
async fn a_mail_is_read_by_its_id() {
    let ory = kratos();
    let email = address("mail");
    created(&ory, &email).await;
    let mut recovery = ory.self_service(FlowKind::Recovery);
    recovery.start().await;
    recovery.submit(serde_json::json!({ "email": email })).await;
    let mails = ory.call(ListCourierMessages::new().recipient(email.as_str())).await.expect("mails");
    let mail = ory.call(GetCourierMessage::new(mails[0].id.clone())).await.expect("the mail");
    assert_eq!(mail.recipient, email);
}

#[tokio::test]
#[allow(deprecated)]
async fn servers_say_how_they_are() {
    for ory in [kratos(), support::hydra(), support::keto()] {
        assert!(!ory.call(GetVersion::new()).await.expect("a version").version.is_empty());
        assert_eq!(ory.call(IsAlive::new()).await.expect("alive").status.as_str(), "ok");
        assert_eq!(ory.call(IsReady::new()).await.expect("ready").status.as_str(), "ok");
    }
}

//! What servers answer where Ory's document says otherwise, one test for each correction of `api/`; the bodies are those
//! of Kratos 1.3, Hydra 2.3 and Keto 0.13.
#![cfg(all(
    feature = "frontend",
    feature = "identity",
    feature = "courier",
    feature = "oauth2",
    feature = "oidc",
    feature = "jwk",
    feature = "permission"
))]

use ory_hub::endpoint::*;
use ory_hub::model::{
    CreateIdentityBody, IdentityPatch, LoginFlow, OAuth2Client, OAuth2ClientTokenLifespans,
    PatchIdentitiesBody, UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod,
    UpdateRegistrationFlowBody, UpdateRegistrationFlowWithOidcMethod,
};
use ory_hub::oauth2::Challenge;
use ory_hub::{ErrorKind, Json, MockTransport, Model as _, OryConfig, OryError};

use crate::support::client;

fn config() -> OryConfig {
    OryConfig::self_hosted()
        .kratos("http://127.0.0.1:4433", "http://127.0.0.1:4434")
        .hydra("http://127.0.0.1:4444", "http://127.0.0.1:4445")
        .keto("http://127.0.0.1:4466", "http://127.0.0.1:4467")
        .session_token("ory_st_of-nobody")
        .bearer("ory_at_of-nobody")
        .max_retries(0)
}

async fn answer<E: Endpoint>(endpoint: E, status: u16, body: &str) -> Result<E::Output, OryError> {
    let (ory, _) = client(config(), MockTransport::new().answer(status, body));
    ory.call(endpoint).await
}

async fn value<E: Endpoint>(endpoint: E, body: &str) -> E::Output {
    answer(endpoint, 200, body).await.unwrap()
}

async fn refused<E: Endpoint>(endpoint: E, status: u16, body: &str) -> OryError
where
    E::Output: std::fmt::Debug,
{
    answer(endpoint, status, body).await.unwrap_err()
}

fn password() -> UpdateLoginFlow {
    let body = UpdateLoginFlowWithPasswordMethod::new("a@b.example", "secret");
    UpdateLoginFlow::new("f", UpdateLoginFlowBody::Password(body))
}

const IDENTITY: &str =
    r#""id":"i","schema_id":"person","schema_url":"u","traits":{"email":"a@b.example"}"#;
const FLOW: &str = r#""id":"f","type":"api","state":"choose_method","expires_at":"2030-01-01T00:00:00Z",
    "issued_at":"2030-01-01T00:00:00Z","request_url":"u""#;

#[tokio::test]
async fn an_error_of_kratos_and_keto_has_code_status_message_reason_request_and_any_id() {
    let body = r#"{"error":{"id":"a_word_of_2030","code":404,"status":"Not Found","request":"r-1","reason":"no such id",
        "message":"Unable to locate the resource","details":{"hint":1}}}"#;
    let error = refused(GetIdentity::new("x"), 404, body).await;
    assert_eq!(error.id(), Some("a_word_of_2030"));
    assert_eq!(error.message(), "Unable to locate the resource");
    assert_eq!(error.reason(), Some("no such id"));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.details().unwrap().get::<i64>("/hint").unwrap(), 1);
    let error = refused(
        CheckPermission::new().namespace("n"),
        400,
        r#"{"error":{"code":400,"message":"m"}}"#,
    )
    .await;
    assert_eq!((error.id(), error.message()), (None, "m"));
}

#[tokio::test]
async fn a_422_has_the_error_unwrapped_and_the_address_beside_it() {
    let body = r#"{"error":{"id":"browser_location_change_required","code":422,"message":"go there"},
        "redirect_browser_to":"http://127.0.0.1/oauth2/auth"}"#;
    let oidc = UpdateRegistrationFlowWithOidcMethod::new("hydra");
    let update = UpdateRegistrationFlow::new("f", UpdateRegistrationFlowBody::Oidc(oidc));
    let error = refused(update, 422, body).await;
    assert_eq!(error.id(), Some("browser_location_change_required"));
    let to: String = error
        .details()
        .unwrap()
        .get("/redirect_browser_to")
        .unwrap();
    assert_eq!(to, "http://127.0.0.1/oauth2/auth");
}

#[tokio::test]
async fn a_400_of_a_submit_is_a_flow_or_an_error() {
    let flow = format!(r#"{{{FLOW},"ui":{{"action":"a","method":"POST","nodes":[]}}}}"#);
    let error = refused(password(), 400, &flow).await;
    assert_eq!(error.flow::<LoginFlow>().unwrap().id, "f");
    let body = r#"{"error":{"id":"session_already_available","code":400,"message":"m"}}"#;
    let error = refused(password(), 400, body).await;
    assert!(error.flow::<LoginFlow>().is_none());
    assert_eq!(error.id(), Some("session_already_available"));
}

#[tokio::test]
async fn admin_errors_of_hydra_are_flat_also_where_the_document_has_another_shape() {
    let body = r#"{"error":"Unable to locate the resource","error_description":""}"#;
    let lifespans = SetOAuth2ClientLifespans::new("x", OAuth2ClientTokenLifespans::new());
    let errors = [
        refused(lifespans, 404, body).await,
        refused(DeleteOAuth2Client::new("x"), 404, body).await,
        refused(GetTrustedOAuth2JwtGrantIssuer::new("x"), 404, body).await,
        refused(DeleteTrustedOAuth2JwtGrantIssuer::new("x"), 404, body).await,
        refused(DeleteOidcDynamicClient::new("x"), 401, body).await,
    ];
    for error in errors {
        assert_eq!(
            error.code(),
            Some("Unable to locate the resource"),
            "{error}"
        );
        assert!(error.message().contains("Unable to locate"), "{error}");
    }
}

#[tokio::test]
async fn a_logout_that_was_answered_is_410_with_an_address_within_hydra() {
    let script =
        MockTransport::new().answer(410, r#"{"redirect_to":"/oauth2/sessions/logout?v=1"}"#);
    let (ory, _) = client(config(), script);
    let state = ory.oauth2().logout_challenge("c").await.unwrap();
    let Challenge::AlreadyHandled { redirect_to } = state else {
        panic!("{state:?}");
    };
    assert_eq!(
        redirect_to,
        "http://127.0.0.1:4444/oauth2/sessions/logout?v=1"
    );
}

#[tokio::test]
async fn claims_are_any_claims_and_a_signed_answer_says_what_it_is() {
    let claims = value(
        GetOidcUserInfo::new(),
        r#"{"aud":["app"],"plan":{"name":"free"}}"#,
    )
    .await;
    assert_eq!(claims.sub, None);
    assert_eq!(claims.extra["plan"].get::<String>("/name").unwrap(), "free");
    let script = MockTransport::new().answer_with(
        200,
        [("content-type", "application/jwt")],
        "eyJh.eyJz.c2ln",
    );
    let (ory, _) = client(config(), script);
    let error = ory.call(GetOidcUserInfo::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.body(), Some("eyJh.eyJz.c2ln"));
    assert!(!error.to_string().contains("eyJh"), "{error}");
}

#[tokio::test]
async fn an_authorization_is_302_to_our_pages_and_303_to_the_client() {
    for status in [302, 303] {
        let script = MockTransport::new().answer_with(
            status,
            [("location", "http://127.0.0.1:4455/login")],
            "",
        );
        let (ory, script) = client(config(), script);
        ory.call(OAuth2Authorize::new()).await.unwrap();
        assert_eq!(script.requests().len(), 1, "it is not followed");
    }
}

#[tokio::test]
async fn a_session_is_without_its_identity_and_devices_where_nobody_asked() {
    let session =
        r#"{"id":"s","active":true,"identity":null,"devices":null,"authentication_methods":null}"#;
    let one = value(GetSession::new("s"), session).await;
    assert!(one.identity.is_none() && one.devices.unwrap_or_default().is_empty());
    let all = value(ListSessions::new(), &format!("[{session}]")).await;
    assert_eq!(all.len(), 1);
}

#[tokio::test]
async fn a_login_goes_on_with_null_and_a_flow_has_null_for_nodes() {
    let done = format!(
        r#"{{"session":{{"id":"s","identity":{{{IDENTITY}}}}},"session_token":"ory_st_x","continue_with":null}}"#
    );
    let login = value(password(), &done).await;
    assert!(login.continue_with.unwrap_or_default().is_empty());
    let flow = format!(r#"{{{FLOW},"ui":{{"action":"a","method":"POST","nodes":null}}}}"#);
    let flow = value(CreateNativeLoginFlow::new().aal("aal2"), &flow).await;
    assert!(flow.ui.nodes.is_empty());
}

#[tokio::test]
async fn metadata_is_any_json_and_may_be_absent() {
    for metadata in ["\"text\"", "[1,2]", "true", "{\"plan\":\"free\"}"] {
        let body = format!(r#"{{{IDENTITY},"metadata_public":{metadata}}}"#);
        let identity = value(GetIdentity::new("i"), &body).await;
        assert_eq!(identity.metadata_public.unwrap().text(), metadata);
        assert_eq!(identity.metadata_admin, None);
    }
    // Kratos stores a number and then answers 500 to every list with that identity on it.
    let mut body = CreateIdentityBody::new("person", Json::parse("{}").unwrap());
    body.metadata_public = Some(Json::parse("7").unwrap());
    let error = refused(CreateIdentity::new(body), 201, "{}").await;
    assert_eq!(error.kind(), ErrorKind::Input, "{error}");
}

#[tokio::test]
async fn a_dispatch_has_no_error_or_a_bare_one() {
    let dispatch = |error: &str| {
        format!(
            r#"{{"id":"d","message_id":"m","status":"failed","error":{error},"created_at":"2030-01-01T00:00:00Z",
            "updated_at":"2030-01-01T00:00:00Z"}}"#
        )
    };
    let error = r#"{"code":500,"status":"Internal Server Error","message":"no SMTP"}"#;
    let body = format!(
        r#"{{"id":"m","type":"email","status":"queued","recipient":"a@b.example","subject":"s","body":"b",
        "template_type":"recovery_code","send_count":2,"created_at":"2030-01-01T00:00:00Z",
        "updated_at":"2030-01-01T00:00:00Z","dispatches":[{},{}]}}"#,
        dispatch("null"),
        dispatch(error)
    );
    let dispatches = value(GetCourierMessage::new("m"), &body)
        .await
        .dispatches
        .unwrap();
    assert_eq!(dispatches[0].error, None);
    let error = dispatches[1].error.as_ref().unwrap();
    assert_eq!(
        (error.code, error.message.as_deref()),
        (Some(500), Some("no SMTP"))
    );
}

#[tokio::test]
async fn an_item_of_a_batch_is_null_or_has_a_bare_error() {
    let body = r#"{"identities":[null,{"action":"create","identity":"i","patch_id":"p1"},
        {"action":"error","patch_id":"p2","error":{"code":409,"status":"Conflict","message":"there already"}}]}"#;
    let batch = BatchPatchIdentities::new(
        PatchIdentitiesBody::new().identities(vec![IdentityPatch::new()]),
    );
    let items = value(batch, body).await.identities.unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!((&items[0].action, &items[0].identity), (&None, &None));
    assert_eq!(items[1].identity.as_deref(), Some("i"));
    assert_eq!(items[2].error.as_ref().unwrap().code, Some(409));
}

#[tokio::test]
async fn a_client_has_null_for_lists_and_choices_and_any_metadata() {
    let body = r#"{"client_id":"c","redirect_uris":null,"grant_types":null,"response_types":null,"contacts":null,
        "audience":null,"allowed_cors_origins":null,"skip_logout_consent":null,"metadata":["any",1]}"#;
    let made = answer(CreateOAuth2Client::new(OAuth2Client::new()), 201, body)
        .await
        .unwrap();
    assert!(made.redirect_uris.is_none() && made.grant_types.is_none() && made.contacts.is_none());
    assert_eq!(made.skip_logout_consent, None);
    assert_eq!(made.metadata.unwrap().text(), r#"["any",1]"#);
    let null = value(
        GetOAuth2Client::new("c"),
        r#"{"client_id":"c","metadata":null,"redirect_uris":[]}"#,
    )
    .await;
    assert_eq!(
        (null.metadata, null.redirect_uris),
        (None, Some(Vec::new()))
    );
}

#[tokio::test]
async fn the_context_of_a_consent_is_any_json() {
    for (context, known) in [
        ("null", None),
        ("\"text\"", Some("\"text\"")),
        ("[1]", Some("[1]")),
    ] {
        let body = format!(r#"{{"challenge":"c","context":{context}}}"#);
        let request = value(GetOAuth2ConsentRequest::new("c"), &body).await;
        assert_eq!(request.context.as_ref().map(Json::text), known);
    }
}

#[tokio::test]
async fn a_logout_request_is_null_where_nobody_asked() {
    let body = r#"{"challenge":"c","subject":"s","sid":"x","client":null,"expires_at":null,"requested_at":null,
        "rp_initiated":false,"request_url":"/oauth2/sessions/logout"}"#;
    let request = value(GetOAuth2LogoutRequest::new("c"), body).await;
    assert!(
        request.client.is_none() && request.expires_at.is_none() && request.requested_at.is_none()
    );
}

#[tokio::test]
async fn a_key_may_be_without_its_use_and_algorithm() {
    let keys = value(
        GetJsonWebKeySet::new("s"),
        r#"{"keys":[{"kty":"EC","kid":"k"}]}"#,
    )
    .await
    .keys
    .unwrap();
    assert_eq!((&keys[0].r#use, &keys[0].alg), (&None, &None));
    assert_eq!(keys[0].to_json(), r#"{"kty":"EC","kid":"k"}"#);
    assert!(
        value(GetJsonWebKeySet::new("s"), r#"{"keys":null}"#)
            .await
            .keys
            .is_none()
    );
}

/// Faults of servers: a client believes the status and reads what came.
#[tokio::test]
async fn an_error_that_contradicts_itself_is_one_by_its_status_or_its_body() {
    let body =
        r#"{"error":{"code":500,"status":"Internal Server Error","message":"bad page_size"}}"#;
    let error = refused(ListCourierMessages::new(), 400, body).await;
    assert_eq!(error.status(), Some(400));
    let body = r#"{"code":404,"status":"Not Found","message":"no relation tuple found"}"#;
    let error = refused(ExpandPermissions::new("n", "o", "r"), 200, body).await;
    assert_eq!(error.message(), "no relation tuple found", "{error:?}");
    assert!(value(ListIdentitySchemas::new(), "null").await.is_empty());
}

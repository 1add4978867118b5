//! A verifiable credential of a real Hydra (draft 00): a wallet proves that it holds a key and gets a signed statement
//! about who signed in.

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ory_hub::endpoint::{CreateOAuth2Client, CreateVerifiableCredential};
use ory_hub::model::{
    CreateVerifiableCredentialRequestBody, OAuth2Client, VerifiableCredentialPrimingResponse,
    VerifiableCredentialProof,
};
use ory_hub::oauth2::AuthorizationRequest;
use ory_hub::{Json, Ory, Secret};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use support::browser::{Browser, param};
use support::oauth2::{CALLBACK, SUBJECT, auth, authorize};
use support::{failed, hydra, hydra_config, real};

const SCOPES: [&str; 2] = ["openid", "userinfo_credential_draft_00"];

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A part of a JWT between its dots.
fn part(jwt: &str, index: usize) -> Value {
    let text = jwt.split('.').nth(index).expect("a part");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).expect("base64")).expect("JSON")
}

/// The key of a wallet.
struct Wallet {
    key: EcdsaKeyPair,
    random: SystemRandom,
}

impl Wallet {
    fn new() -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("a key");
        Self { key, random }
    }

    fn jwk(&self) -> Value {
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        json!({ "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "x": encoded(x), "y": encoded(y) })
    }

    fn proof(&self, nonce: &str) -> VerifiableCredentialProof {
        let header = json!({ "alg": "ES256", "typ": "openid4vci-proof+jwt", "jwk": self.jwk() });
        let claims = json!({ "nonce": nonce });
        let signed = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature = self.key.sign(&self.random, signed.as_bytes()).expect("a signature");
        let jwt = Secret::new(format!("{signed}.{}", encoded(signature)));
        VerifiableCredentialProof::new().proof_type("jwt").jwt(jwt)
    }
}

fn request() -> CreateVerifiableCredentialRequestBody {
    CreateVerifiableCredentialRequestBody::new()
        .format("jwt_vc_json")
        .types(["VerifiableCredential", "UserInfoCredential"].map(String::from).to_vec())
}

/// The wallet's client after somebody signed in, and the nonce that came with the token.
async fn signed_in(ory: &Ory) -> (Ory, String) {
    let wanted = OAuth2Client::new()
        .grant_types(vec!["authorization_code".to_owned()])
        .response_types(vec!["code".to_owned()])
        .redirect_uris(vec![CALLBACK.to_owned()])
        .scope(SCOPES.join(" "));
    let registered = ory.call(CreateOAuth2Client::new(wanted)).await.expect("a client");
    let tokens = ory.oauth2().client(auth(&registered));
    let request = AuthorizationRequest::new(CALLBACK, "state-of-the-test").scopes(SCOPES);
    let callback = authorize(ory, &mut Browser::default(), &tokens, &request).await;
    let code = Secret::new(param(&callback, "code").expect("a code"));
    let got = tokens.exchange_code(code, CALLBACK, None).await.expect("tokens");
    let nonce = got.extra.get("c_nonce_draft_00").and_then(|nonce: &Json| nonce.get::<String>("").ok());
    let wallet = real(hydra_config().bearer(got.access_token.expect("an access token")));
    (wallet, nonce.expect("a nonce"))
}

#[tokio::test]
async fn a_wallet_proves_its_key_and_gets_a_credential() {
    let (ory, wallet) = (hydra(), Wallet::new());
    let (own, nonce) = signed_in(&ory).await;
    let body = request().proof(wallet.proof(&nonce));
    let answer = own.call(CreateVerifiableCredential::new(body)).await.expect("a credential");
    assert_eq!(answer.format.as_deref(), Some("jwt_vc_json"));
    let credential = answer.credential_draft_00.clone().expect("a credential");
    assert!(!format!("{answer:?}").contains(credential.expose()));
    let subject = &part(credential.expose(), 1)["vc"]["credentialSubject"];
    assert_eq!(subject["sub"], SUBJECT);
    let id = subject["id"].as_str().and_then(|id| id.strip_prefix("did:jwk:")).expect("the key");
    let key: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(id).expect("base64")).expect("JSON");
    assert_eq!((&key["x"], &key["y"]), (&wallet.jwk()["x"], &wallet.jwk()["y"]));
}

/// Without a proof the refusal carries the nonce to sign; every other refusal is an ordinary error of OAuth2.
#[tokio::test]
async fn a_refusal_carries_a_nonce_only_where_the_proof_is_missing() {
    let (ory, wallet) = (hydra(), Wallet::new());
    let (own, _) = signed_in(&ory).await;
    let missing = failed(own.call(CreateVerifiableCredential::new(request())).await);
    assert_eq!((missing.status(), missing.code()), (Some(400), Some("missing_proof")));
    let priming: VerifiableCredentialPrimingResponse = missing.decode().expect("the nonce");
    let nonce = priming.c_nonce.expect("a nonce");
    assert!(!missing.to_string().contains(nonce.expose()));

    let stranger = Wallet::new().proof("not-the-nonce");
    let wrong = failed(own.call(CreateVerifiableCredential::new(request().proof(stranger))).await);
    assert_eq!(wrong.operation(), Some("createVerifiableCredential"));
    assert!(matches!(wrong.status(), Some(400..=403)), "{wrong}");
    assert!(wrong.body().is_none_or(|body| !body.contains("c_nonce")), "{wrong}");

    let body = request().proof(wallet.proof(nonce.expose()));
    let answer = own.call(CreateVerifiableCredential::new(body)).await.expect("a credential");
    assert!(answer.credential_draft_00.is_some());
}

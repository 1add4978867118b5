//! Creates an identity, reads it, lists all identities page by page, and handles an error.
//!
//! Arguments: the public and the admin URL of Kratos.

use ory_hub::endpoint::{CreateIdentity, DeleteIdentity, GetIdentity, ListIdentities};
use ory_hub::model::CreateIdentityBody;
use ory_hub::{Json, Ory, OryConfig};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(public), Some(admin)) = (arguments.next(), arguments.next()) else {
        return Err("usage: identities PUBLIC_URL ADMIN_URL".into());
    };
    let ory = Ory::new(OryConfig::self_hosted().kratos(public, admin))?;

    let email = format!("ada-{}@example.com", std::process::id());
    let traits = Json::from_value(&serde_json::json!({ "email": email }))?;
    let created = ory.call(CreateIdentity::new(CreateIdentityBody::new("person", traits))).await?;
    let identity = ory.call(GetIdentity::new(created.id)).await?;
    println!("created {} {}", identity.id, identity.traits.get::<String>("/email")?);

    let mut count = 0;
    let mut pages = ory.pages(ListIdentities::new().page_size(250));
    while let Some(page) = pages.next().await? {
        count += page.items.len();
    }
    println!("listed {count}");

    ory.call(DeleteIdentity::new(identity.id.clone())).await?;
    match ory.call(GetIdentity::new(identity.id)).await {
        Err(error) if error.status() == Some(404) => println!("deleted: {error}"),
        other => {
            other?;
        }
    }
    Ok(())
}

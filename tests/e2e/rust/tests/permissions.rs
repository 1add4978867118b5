//! Every operation that Keto serves, against the real one.

mod support;

use ory_hub::endpoint::{
    CheckOplSyntax, CheckPermission, CheckPermissionOrError, CreateRelationship, DeleteRelationships,
    ExpandPermissions, GetRelationships, ListRelationshipNamespaces, PatchRelationships,
    PostCheckPermission, PostCheckPermissionOrError,
};
use ory_hub::model::{
    CreateRelationshipBody, ExpandedPermissionTreeType, PostCheckPermissionBody,
    PostCheckPermissionOrErrorBody, Relationship, RelationshipPatch, RelationshipPatchAction,
};
use support::keto;

fn may(object: &str, subject: &str) -> CheckPermission {
    CheckPermission::new().namespace("videos").object(object).relation("view").subject_id(subject)
}

#[tokio::test]
async fn relationships_are_written_checked_and_deleted() {
    let ory = keto();
    let object = "written.mp4";
    let body = CreateRelationshipBody::new().namespace("videos").object(object).relation("view").subject_id("alice");
    let written = ory.call(CreateRelationship::new(body)).await.expect("written");
    assert_eq!((written.object.as_str(), written.subject_id.as_deref()), (object, Some("alice")));

    assert!(ory.call(may(object, "alice")).await.expect("a yes").allowed);
    assert!(!ory.call(may(object, "bob")).await.expect("a no").allowed);
    let by_status = CheckPermissionOrError::new().namespace("videos").object(object).relation("view");
    assert!(!ory.call(by_status.clone().subject_id("bob")).await.expect("a no by status").allowed);
    assert!(ory.call(by_status.subject_id("alice")).await.expect("a yes by status").allowed);
    let body = PostCheckPermissionBody::new().namespace("videos").object(object).relation("view").subject_id("alice");
    assert!(ory.call(PostCheckPermission::new(body)).await.expect("a yes").allowed);
    let by_status = PostCheckPermissionOrErrorBody::new().namespace("videos").object(object).relation("view");
    for (subject, allowed) in [("bob", false), ("alice", true)] {
        let check = PostCheckPermissionOrError::new(by_status.clone().subject_id(subject));
        assert_eq!(ory.call(check).await.expect("an answer by status").allowed, allowed);
    }

    let tree = ory.call(ExpandPermissions::new("videos", object, "view")).await.expect("a tree");
    assert_eq!(tree.r#type, ExpandedPermissionTreeType::Union);
    assert_eq!(tree.children.expect("a leaf").len(), 1);

    let all = DeleteRelationships::new().namespace("videos").object(object);
    ory.call(all).await.expect("deleted");
    assert!(!ory.call(may(object, "alice")).await.expect("a no").allowed);
}

#[tokio::test]
async fn relationships_are_patched_and_listed_in_pages() {
    let ory = keto();
    let object = "patched.mp4";
    let insert = |number: usize| {
        let one = Relationship::new("videos", object, "view").subject_id(format!("user-{number}"));
        RelationshipPatch::new().action(RelationshipPatchAction::Insert).relation_tuple(one)
    };
    let patch: Vec<RelationshipPatch> = (0..5).map(insert).collect();
    ory.call(PatchRelationships::new(patch)).await.expect("patched");

    let list = GetRelationships::new().namespace("videos").object(object).page_size(2);
    let mut pages = ory.pages(list);
    let mut subjects = Vec::new();
    while let Some(page) = pages.next().await.expect("a page") {
        assert!(page.items.len() <= 2);
        subjects.extend(page.items.into_iter().filter_map(|one| one.subject_id));
    }
    subjects.sort();
    assert_eq!(subjects, ["user-0", "user-1", "user-2", "user-3", "user-4"]);
}

#[tokio::test]
async fn namespaces_are_listed_and_a_model_is_checked() {
    let ory = keto();
    let namespaces = ory.call(ListRelationshipNamespaces::new()).await.expect("namespaces");
    let names: Vec<String> = namespaces.namespaces.unwrap_or_default().into_iter().filter_map(|one| one.name).collect();
    assert!(names.iter().any(|name| name == "videos"), "{names:?}");

    let good = "class User implements Namespace {}";
    let checked = ory.call(CheckOplSyntax::new(good)).await.expect("checked");
    assert!(checked.errors.unwrap_or_default().is_empty());
    let checked = ory.call(CheckOplSyntax::new("class User \"é\" {")).await.expect("checked");
    assert!(!checked.errors.expect("mistakes").is_empty());
}

//! A small description against the Python classes and stubs that come of it.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use codegen::{File, python, rust, rust_core};
use spec::ir::Api;

const THINGS: &str = r#"
about: Things.
operations:
  getThing:
    about: One thing.
    http: GET /things/{id}
    service: kratos-admin
    credential: project_key
    path: { id: string }
    query: { tags: { type: "[Kind]?", about: Which tags it must have. }, since: time? }
    header: { X-Session-Token: secret? }
    answers: { 200: Thing }
  putThing:
    about: Puts a thing.
    http: PUT /things/{id}
    service: kratos-admin
    credential: project_key
    path: { id: string }
    body: Thing?
    answers: { 204: empty }
  listThings:
    about: All things.
    http: GET /things
    service: kratos-admin
    credential: none
    query: { page_token: string? }
    answers: { 200: "[Thing]" }
    pages: link_token
models:
  Thing:
    about: A thing.
    fields:
      key: { type: secret, about: Opens it. }
      type: { type: string, value: thing }
      from: string?
      shape: Shape?
      notes: { type: json?, sensitive: true }
  Plain: { about: Without surprises., fields: { ids: "[int]", sizes: "map<number>?" } }
  Kind: { about: Its kind., enum: [small, extra large] }
  Shape: { about: Its shape., union: type, arms: { plain: Round, square: Square } }
  Round: { about: A round one., fields: { type: { type: string, value: plain } } }
  Square: { about: A square one., fields: { type: { type: string, value: square } } }
"#;

fn api() -> Api {
    spec::read(&[("things/operations.yaml".into(), THINGS.into())])
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn file(path: &str) -> String {
    let mut files: Vec<File> = python::files(&api())
        .unwrap()
        .into_iter()
        .chain(rust_core::model::files(&api()).unwrap())
        .filter(|file| file.path == path)
        .collect();
    rust::tidy(&mut files).unwrap();
    files.pop().unwrap_or_else(|| panic!("no {path}")).text
}

#[track_caller]
fn holds(text: &str, part: &str) {
    assert!(text.contains(part), "no\n{part}\nin\n{text}");
}

#[test]
fn core_is_told_the_names_that_python_reserves() {
    let text = file("core/src/model/things/models.rs");
    holds(&text, "            from py from_: Option<String>,\n");
    holds(&text, "            [sensitive] notes: Option<Json>,\n");
    holds(&text, "        ExtraLarge = \"extra large\",\n");
}

#[test]
fn a_method_serves_both_clients() {
    let text = file("bindings-python/src/group/things.rs");
    holds(
        &text,
        r#"const GET_THING: &[Argument] = &[
    required::<String>("id", 0usize),
    optional::<Vec<Kind>>("tags", 1usize),
    optional::<Timestamp>("since", 2usize),
    optional::<Secret>("x_session_token", 3usize),
];
"#,
    );
    holds(
        &text,
        r#"            name: "get_thing",
            about: "One thing.\n\n- `tags`: Which tags it must have.",
            operation: &operation::things::GET_THING,
            arguments: GET_THING,
            gives: Gives::Value(<Thing as FromValue>::TYPE),
"#,
    );
    holds(
        &text,
        "required::<String>(\"id\", 0usize), optional_body::<Thing>()]",
    );
    holds(&text, "gives: Gives::Nothing,");
    for (name, gives) in [("pages", "Pages"), ("all", "Items")] {
        let row = format!("name: \"list_things_{name}\",");
        holds(&text, &row);
        let gives = format!(
            "gives: Gives::{gives}(<Vec<Thing> as FromValue>::TYPE, ListThingsPage::DESC),"
        );
        holds(&text, &gives);
    }
}

#[test]
fn stubs_differ_by_client() {
    let both = file("bindings-python/python/ory_hub/group/_things.pyi");
    let (asyncio, blocking) = both.split_once("\nclass SyncThingsGroup:\n").unwrap();
    holds(
        asyncio,
        "    async def get_thing(
        self,
        id: str,
        *,
        tags: Sequence[Literal[\"small\", \"extra large\"] | str] | None = None,
        since: Timestamp | datetime | str | None = None,
        x_session_token: Secret | str | None = None,
    ) -> Thing:
        \"\"\"One thing.

        - `tags`: Which tags it must have.
        \"\"\"
",
    );
    holds(
        asyncio,
        "    async def put_thing(self, id: str, body: Thing | dict[str, Any] | None = None) -> None:\n",
    );
    holds(
        asyncio,
        "    def list_things_pages(self, *, page_token: str | None = None) -> AsyncPages[ListThingsPage]:\n",
    );
    holds(
        asyncio,
        "\"\"\"`list_things` page by page, with the same arguments; each is a `ListThingsPage`.\"\"\"\n",
    );
    holds(
        asyncio,
        "    def list_things_all(self, *, page_token: str | None = None) -> AsyncIterator[Thing]:\n",
    );
    holds(asyncio, "\nclass ThingsGroupWithResponse:\n");
    holds(asyncio, "    ) -> Response[Thing]: ...\n");
    holds(asyncio, "-> Response[None]: ...\n");
    holds(blocking, "\nclass SyncThingsGroupWithResponse:\n");
    holds(
        blocking,
        "    def put_thing(self, id: str, body: Thing | dict[str, Any] | None = None) -> None:\n",
    );
    holds(blocking, "-> Pages[ListThingsPage]:\n");
    assert!(!blocking.contains("async"), "{blocking}");
}

#[test]
fn stubs_of_models_take_more_than_they_give() {
    let text = file("bindings-python/python/ory_hub/model/_things.pyi");
    holds(
        &text,
        "\
class Thing:
    \"\"\"A thing.\"\"\"

    key: Final[Secret]
    \"\"\"Opens it.\"\"\"
    type: Final[str]
    from_: Final[str | None]
    shape: Final[Shape | None]
    notes: Final[Any]
    extra: Final[dict[str, Any]]
    \"\"\"Fields that this version does not know; they are written back.\"\"\"
    def __init__(
        self,
        *,
        key: Secret | str,
        type: str = ...,
        from_: str | None = None,
        shape: Shape | dict[str, Any] | None = None,
        notes: Any = None,
        extra: dict[str, Any] | None = None,
    ) -> None: ...
",
    );
    holds(
        &text,
        "Shape: TypeAlias = (\n    Round\n    | Square\n    | UnknownArm\n)\n",
    );
    holds(&text, "    EXTRA_LARGE: ClassVar[Kind]\n");
}

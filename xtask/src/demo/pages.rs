//! Serves the pages of `examples/login-ui` beside a real Kratos, until interrupted.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::servers::{ServerKind, Servers};
use setup::node;
use util::files::{artefact, unpack};
use util::http::{self, Page};
use util::stdout::Stdout;
use util::{cache, run};

/// Starts Kratos for the page's own address, makes an account, serves the page, and says where to look.
///
/// # Errors
/// When the servers or the page cannot be started.
pub(crate) fn serve(root: &Path) -> anyhow::Result<()> {
    let folder = page_folder(root)?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port for the page")?;
    let port = listener.local_addr()?.port();
    let servers = Servers::start(&[ServerKind::Kratos], Some(port))?;
    let urls = servers.urls();
    let kratos = urls
        .kratos_public_url
        .clone()
        .context("Kratos has no public address")?;
    let admin = urls
        .kratos_admin_url
        .clone()
        .context("Kratos has no admin address")?;
    let (email, password) = account(&admin)?;
    writeln!(Stdout, "\nLogin pages: http://localhost:{port}/")?;
    writeln!(
        Stdout,
        "  log in as {email} with the password {password}, or register"
    )?;
    writeln!(
        Stdout,
        "  Kratos: {kratos} (public), {admin} (admin); Ctrl-C ends everything"
    )?;
    let configuration = serde_json::json!({ "kratosPublicUrl": kratos }).to_string();
    http::serve(&listener, |path| {
        if path == "/config.json" {
            page(200, configuration.clone().into_bytes(), "application/json")
        } else {
            file(&folder, path)
        }
    })
}

/// The pages, their TypeScript translated, with the npm package unpacked beside them.
fn page_folder(root: &Path) -> anyhow::Result<PathBuf> {
    let folder = cache::target().join("work/page");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    util::files::copy_folder(&root.join("examples/login-ui"), &folder)?;
    let mut command = Command::new(node::program("esbuild"));
    command
        .args(["main.ts", "form.ts", "--format=esm", "--log-level=warning"])
        .arg("--outdir=.")
        .current_dir(&folder);
    run::run("translating the pages", &mut command)?;
    let package = artefact(&root.join("target/package/npm"), ".tgz")?;
    unpack(&package, &folder)?;
    std::fs::rename(folder.join("package"), folder.join("ory-hub"))?;
    Ok(folder)
}

fn account(admin: &str) -> anyhow::Result<(&'static str, &'static str)> {
    let (email, password) = ("ada@example.org", "analytical-engine-1843");
    let body = serde_json::json!({
        "schema_id": "person",
        "traits": { "email": email },
        "credentials": { "password": { "config": { "password": password } } },
    });
    let response = http::post(&format!("{admin}/admin/identities"), &body.to_string())?;
    anyhow::ensure!(
        response.status == 201,
        "the demo's account could not be made: {}",
        response.body
    );
    Ok((email, password))
}

fn file(folder: &Path, path: &str) -> Page {
    let wanted = path.trim_start_matches('/');
    let plain = wanted
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.'));
    let found = plain
        .then(|| std::fs::read(folder.join(wanted)).ok())
        .flatten();
    match found {
        Some(bytes) => page(200, bytes, content_type(wanted)),
        // Kratos sends people to /login, /registration, …: they are all the one page.
        None if !wanted.contains('.') => match std::fs::read(folder.join("index.html")) {
            Ok(bytes) => page(200, bytes, "text/html; charset=utf-8"),
            Err(error) => page(500, error.to_string().into_bytes(), "text/plain"),
        },
        None => page(404, b"not here".to_vec(), "text/plain"),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn page(status: u16, bytes: Vec<u8>, content_type: &'static str) -> Page {
    Page {
        status,
        content_type,
        bytes,
    }
}

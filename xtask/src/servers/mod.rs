//! Real Kratos, Hydra and Keto on free loopback ports, as long as someone holds them.

mod build;
mod config;
mod process;
mod run_dirs;
#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
pub(crate) use config::Urls;
use config::Values;
use process::Server;

use util::stdout::Stdout;
use util::{http, run};

const USAGE: &str = "cargo xtask servers [kratos] [hydra] [keto] [--ui-port PORT] [--over FILE]";
/// Another process may take a port between our choice and the server's start.
const ATTEMPTS: usize = 3;

/// A server of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServerKind {
    /// Identities, sessions, self-service.
    Kratos,
    /// OAuth2 and OpenID Connect; also the provider of Kratos' social sign-in.
    Hydra,
    /// Permissions.
    Keto,
}

impl ServerKind {
    /// All of them.
    pub(crate) const ALL: &[ServerKind] =
        &[ServerKind::Kratos, ServerKind::Hydra, ServerKind::Keto];

    /// Its name, which is also its folder in `tests/servers/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ServerKind::Kratos => "kratos",
            ServerKind::Hydra => "hydra",
            ServerKind::Keto => "keto",
        }
    }

    fn package(self) -> &'static str {
        match self {
            ServerKind::Kratos => "github.com/ory/kratos",
            ServerKind::Hydra => "github.com/ory/hydra/v2",
            ServerKind::Keto => "github.com/ory/keto",
        }
    }

    /// The Go package whose `Version` the server tells as its own.
    fn build_info(self) -> &'static str {
        match self {
            ServerKind::Kratos => "github.com/ory/kratos/driver/config",
            ServerKind::Hydra => "github.com/ory/hydra/v2/driver/config",
            ServerKind::Keto => "github.com/ory/keto/internal/driver/config",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            ServerKind::Kratos => &["serve", "--dev"],
            ServerKind::Hydra => &["serve", "all", "--dev"],
            ServerKind::Keto => &["serve"],
        }
    }

    fn health(self, values: &Values) -> String {
        match self {
            ServerKind::Kratos => values.url("KRATOS_ADMIN") + "/admin/health/ready",
            ServerKind::Hydra => values.url("HYDRA_ADMIN") + "/health/ready",
            ServerKind::Keto => values.url("KETO_READ") + "/health/ready",
        }
    }
}

/// Servers that run; dropping this stops them, and so does the end of this process, however it ends.
pub(crate) struct Servers {
    running: Vec<Server>,
    urls: Urls,
    folder: PathBuf,
}

impl Servers {
    /// Builds what is not built yet, starts the servers and waits until they answer.
    ///
    /// With `ui_port` pages are expected at `http://localhost:PORT`; without it at a free port of the run.
    pub(crate) fn start(which: &[ServerKind], ui_port: Option<u16>) -> Result<Self> {
        Self::start_over(which, ui_port, None)
    }

    /// The same, with one more file of `tests/servers/config/` over the configuration of Kratos.
    pub(crate) fn start_over(
        which: &[ServerKind],
        ui_port: Option<u16>,
        over: Option<&str>,
    ) -> Result<Self> {
        let binaries = which
            .iter()
            .map(|server| Ok((*server, build::binary(*server)?)))
            .collect::<Result<Vec<_>>>()?;
        for _ in 1..ATTEMPTS {
            match Self::attempt(&binaries, which, ui_port, over) {
                Err(error) if error.to_string().contains("address already in use") => {
                    run::note("a port was taken meanwhile; trying others");
                }
                result => return result,
            }
        }
        Self::attempt(&binaries, which, ui_port, over)
    }

    fn attempt(
        binaries: &[(ServerKind, PathBuf)],
        which: &[ServerKind],
        ui_port: Option<u16>,
        over: Option<&str>,
    ) -> Result<Self> {
        let folder = run_dirs::new_folder()?;
        let values = Values::pick(ui_port, &folder)?;
        config::write(&values, &folder)?;
        let mut servers = Self {
            running: Vec::new(),
            urls: values.urls(which),
            folder,
        };
        for (server, binary) in binaries {
            let files = config::files(*server, which, over, &servers.folder);
            let command = command(*server, binary, &files);
            let log = servers.log(*server);
            servers.running.push(Server::start(*server, command, log)?);
        }
        for (running, (server, _)) in servers.running.iter_mut().zip(binaries) {
            running.wait_ready(&server.health(&values))?;
        }
        if which.contains(&ServerKind::Kratos) && which.contains(&ServerKind::Hydra) {
            register_client(&values)?;
        }
        Ok(servers)
    }

    /// Where the servers are.
    pub(crate) fn urls(&self) -> &Urls {
        &self.urls
    }

    /// The whole log of a server.
    pub(crate) fn log(&self, which: ServerKind) -> PathBuf {
        self.folder.join(format!("{}.log", which.name()))
    }

    /// The ends of all logs, for the report of a failure.
    pub(crate) fn tails(&self) -> String {
        let tails: Vec<String> = self.running.iter().map(Server::tail).collect();
        tails.join("\n\n")
    }

    /// An error where one of the servers has ended.
    pub(crate) fn check(&mut self) -> Result<()> {
        self.running.iter_mut().try_for_each(Server::check)
    }
}

fn command(which: ServerKind, binary: &Path, files: &[PathBuf]) -> Command {
    let mut command = Command::new(binary);
    command.env("SQA_OPT_OUT", "true").args(which.arguments());
    for file in files {
        command.arg("-c").arg(file);
    }
    command
}

/// Kratos signs people in through Hydra as any other application would: with a client of its own.
fn register_client(values: &Values) -> Result<()> {
    let callback = values.url("KRATOS_PUBLIC") + "/self-service/methods/oidc/callback/hydra";
    let client = serde_json::json!({
        "client_id": config::CLIENT_ID,
        "client_secret": config::CLIENT_SECRET,
        "client_name": "Kratos",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "scope": "openid email offline_access",
        "redirect_uris": [callback],
        "token_endpoint_auth_method": "client_secret_basic",
    });
    let url = values.url("HYDRA_ADMIN") + "/admin/clients";
    let response = http::post(&url, &client.to_string())
        .context("cannot register the client of Kratos at Hydra")?;
    if response.status != 201 {
        bail!(
            "Hydra refuses the client of Kratos: {} {}",
            response.status,
            response.body
        );
    }
    Ok(())
}

/// `cargo xtask servers`: one JSON line of addresses on standard output, then the servers run until
/// this process is interrupted.
pub(crate) fn command_line(arguments: &[String]) -> Result<()> {
    let Wanted {
        which,
        ui_port,
        over,
    } = parse(arguments)?;
    let mut servers = Servers::start_over(&which, ui_port, over.as_deref())?;
    writeln!(Stdout, "{}", serde_json::to_string(servers.urls())?)?;
    run::note(&format!(
        "logs in {}; stop with Ctrl-C",
        servers.folder.display()
    ));
    loop {
        std::thread::sleep(Duration::from_millis(500));
        servers.check()?;
    }
}

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    which: Vec<ServerKind>,
    ui_port: Option<u16>,
    over: Option<String>,
}

fn parse(arguments: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().with_context(|| format!("usage: {USAGE}"));
        match argument.as_str() {
            "--ui-port" => {
                let port = value()?;
                let port = port.parse();
                wanted.ui_port = Some(port.with_context(|| format!("no port; usage: {USAGE}"))?);
            }
            "--over" => wanted.over = Some(value()?.clone()),
            name => {
                let server = ServerKind::ALL.iter().find(|server| server.name() == name);
                let server = server.with_context(|| format!("unknown `{name}`; usage: {USAGE}"))?;
                wanted.which.push(*server);
            }
        }
    }
    if wanted.which.is_empty() {
        wanted.which.extend_from_slice(ServerKind::ALL);
    }
    Ok(wanted)
}

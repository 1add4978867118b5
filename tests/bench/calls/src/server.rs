//! A server in a process of its own, so that its time is not counted.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

const SESSION: &str = r#"{"id":"7458af86-c1d8-401c-978a-8da89133f78b","active":true,"expires_at":"2026-11-29T12:00:00Z","authenticated_at":"2026-11-28T12:00:00Z","authenticator_assurance_level":"aal1","authentication_methods":[{"method":"password","aal":"aal1","completed_at":"2026-11-28T12:00:00Z"}],"issued_at":"2026-11-28T12:00:00Z","identity":{"id":"9f425a8d-7efc-4768-8f23-7647a74fdf13","schema_id":"person","schema_url":"http://127.0.0.1:4433/schemas/cGVyc29u","state":"active","state_changed_at":"2026-11-01T00:00:00Z","traits":{"email":"ada@example.org","name":{"first":"Ada","last":"Lovelace"}},"verifiable_addresses":[{"id":"9f425a8d-7efc-4768-8f23-7647a74fdf14","value":"ada@example.org","verified":true,"via":"email","status":"completed","created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:00Z"}],"recovery_addresses":[{"id":"9f425a8d-7efc-4768-8f23-7647a74fdf15","value":"ada@example.org","via":"email","created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:00Z"}],"metadata_public":null,"created_at":"2026-11-01T00:00:00Z","updated_at":"2026-11-01T00:00:00Z","organization_id":null},"devices":[{"id":"9f425a8d-7efc-4768-8f23-7647a74fdf16","ip_address":"192.0.2.1","user_agent":"Mozilla/5.0","location":"Berlin, DE"}]}"#;

/// The server's process.
pub struct Process {
    pub port: u16,
    child: Child,
}

impl Process {
    pub fn start() -> std::io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let port = line.trim().parse().map_err(std::io::Error::other)?;
        Ok(Self { port, child })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Answers every request with a session, for ever.
pub fn serve() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    let response = format!(
        "HTTP/1.1 200 OK\r\ncache-control: private, no-cache, no-store, must-revalidate\r\n\
         content-type: application/json; charset=utf-8\r\nvary: Origin, Cookie\r\n\
         x-kratos-authenticated-identity-id: 9f425a8d-7efc-4768-8f23-7647a74fdf13\r\n\
         date: Sat, 28 Nov 2026 12:00:00 GMT\r\ncontent-length: {}\r\n\r\n{SESSION}",
        SESSION.len()
    );
    let response = Arc::new(response.into_bytes());
    for stream in listener.incoming() {
        let (stream, response) = (stream?, response.clone());
        std::thread::spawn(move || answer(stream, &response));
    }
    Ok(())
}

fn answer(mut stream: TcpStream, response: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = [0; 4096];
    while stream.read(&mut request)? > 0 {
        stream.write_all(response)?;
    }
    Ok(())
}

use super::{Exceptions, Proxy, contains};
use crate::transport::http::target::{Target, TcpTarget};

fn target(url: &str) -> TcpTarget {
    match Target::parse(url).unwrap().0 {
        Target::Tcp(target) => target,
        Target::Unix(_) => panic!("{url} is no address"),
    }
}

fn is_excepted(list: &str, url: &str) -> bool {
    Exceptions::parse(list).hold(&target(url))
}

#[test]
fn exceptions_are_read_as_curl_reads_them() {
    for (list, url) in [
        ("*", "https://a.example"),
        ("a.example", "https://a.example"),
        ("a.example", "https://b.a.example"),
        (".a.example", "https://a.example"),
        ("A.Example.", "https://b.a.example"),
        ("x.example, a.example", "https://a.example:8443"),
        ("x.example a.example", "https://a.example."),
        ("10.0.0.0/8", "https://10.1.2.3"),
        ("10.1.2.3", "https://10.1.2.3"),
        ("[fd00::1]", "https://[fd00::1]"),
        ("fd00::/8", "https://[fdff::1]"),
    ] {
        assert!(is_excepted(list, url), "{list} {url}");
    }
    for (list, url) in [
        ("", "https://a.example"),
        ("a.example", "https://ba.example"),
        ("a.example", "https://example"),
        ("*.example", "https://a.example"),
        ("10.0.0.0/8", "https://11.0.0.1"),
        ("10.0.0.0/8", "https://10.example"),
        ("10.0.0.0/x", "https://10.0.0.0"),
        ("10.1.2.3", "https://10.1.2.30"),
    ] {
        assert!(!is_excepted(list, url), "{list} {url}");
    }
    assert!(contains(
        "0.0.0.0".parse().unwrap(),
        0,
        "1.2.3.4".parse().unwrap()
    ));
}

#[test]
fn a_proxy_is_read_from_its_url() {
    let proxy = Proxy::parse("proxy.example:3128", "proxy_url").unwrap();
    assert_eq!((proxy.host.as_str(), proxy.port), ("proxy.example", 3128));
    assert!(proxy.authorization().is_none());
    let proxy = Proxy::parse("socks5h://u%40x:p%3A@[::1]", "proxy_url").unwrap();
    assert_eq!((proxy.host.as_str(), proxy.port), ("[::1]", 1080));
    assert_eq!(proxy.credentials(), Some(("u@x", "p:")));
    for wrong in [
        "",
        "http://",
        "ftp://secret@proxy",
        "http://secret:%ff@proxy",
    ] {
        let error = Proxy::parse(wrong, "proxy_url").unwrap_err();
        assert!(error.message().starts_with("proxy_url"), "{error}");
        assert!(!error.message().contains("secret"), "{error}");
    }
}

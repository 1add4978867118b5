//! Password hashes that Kratos takes, looked at before they are sent: the server looks at their beginning only, and
//! what it cannot read later locks the person out.

/// What is wrong with a password hash for an import; nothing if Kratos can check passwords against it.
///
/// ```
/// use ory_hub::identity::check_hashed_password;
///
/// assert!(check_hashed_password("$6$salt$hash").is_err());
/// assert!(check_hashed_password("$2a$10$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq").is_ok());
/// ```
///
/// # Errors
/// A sentence that names the format and never the hash.
pub fn check_hashed_password(hash: &str) -> Result<(), &'static str> {
    if hash.is_empty() {
        return Err("the password hash is empty");
    }
    if hash.trim() != hash || hash.contains(char::is_control) {
        return Err("the password hash has spaces or line breaks around it");
    }
    if let Some(rest) = hash.strip_prefix('{') {
        return match rest.split_once('}') {
            Some(("SSHA" | "SSHA256" | "SSHA512", digest)) if is_base64(digest) => Ok(()),
            Some(("SSHA" | "SSHA256" | "SSHA512", _)) => Err("the {SSHA} hash is not base64"),
            _ => Err("{…} hashes are taken as {SSHA}, {SSHA256} and {SSHA512} only"),
        };
    }
    let Some((name, rest)) = hash.strip_prefix('$').and_then(|rest| rest.split_once('$')) else {
        return Err(
            "this is no password hash that Kratos knows; a plain password has a field of its own",
        );
    };
    let parts: Vec<&str> = rest.split('$').collect();
    match name {
        "2a" | "2b" | "2y" => bcrypt(&parts),
        "argon2id" | "argon2i" => argon2(&parts),
        "argon2d" => Err("argon2d is not taken; argon2id and argon2i are"),
        "pbkdf2-sha224" | "pbkdf2-sha384" => {
            Err("pbkdf2 over sha224 and sha384 is imported, but nobody can sign in with it")
        }
        "pbkdf2-sha1" | "pbkdf2-sha256" | "pbkdf2-sha512" => pbkdf2(&parts),
        "scrypt" | "firescrypt" => scrypt(&parts),
        "md5" | "sha1" | "sha256" | "sha512" => digest(&parts),
        "md5-crypt" | "sha256-crypt" | "sha512-crypt" => digest(&parts),
        "hmac-md5" | "hmac-sha1" | "hmac-sha224" | "hmac-sha256" | "hmac-sha384"
        | "hmac-sha512" => digest(&parts),
        "1" => Err("$1$ is taken as $md5-crypt$"),
        "5" => Err("$5$ is taken as $sha256-crypt$"),
        "6" => Err("$6$ is taken as $sha512-crypt$"),
        "P" | "H" => Err("phpass hashes are not taken"),
        "y" | "gy" | "7" => Err("yescrypt hashes are not taken"),
        _ => Err("this is no password hash that Kratos knows"),
    }
}

/// `$2b$10$` and 53 characters.
fn bcrypt(parts: &[&str]) -> Result<(), &'static str> {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'/';
    match parts {
        [cost, hash]
            if cost.len() == 2
                && cost.parse().is_ok_and(|cost: u8| (4..=31).contains(&cost))
                && hash.len() == 53
                && hash.bytes().all(letter) =>
        {
            Ok(())
        }
        _ => Err("the bcrypt hash is not complete: a cost from 04 to 31 and 53 characters"),
    }
}

/// `$argon2id$v=19$m=65536,t=3,p=4$salt$hash`.
fn argon2(parts: &[&str]) -> Result<(), &'static str> {
    match parts {
        [version, settings, salt, hash]
            if version.starts_with("v=")
                && has_numbers(settings, &["m", "t", "p"])
                && is_base64(salt)
                && is_base64(hash) =>
        {
            Ok(())
        }
        _ => Err("the argon2 hash is not complete: v=, m=,t=,p=, salt and hash"),
    }
}

/// `$pbkdf2-sha256$i=1000,l=32$salt$hash`.
fn pbkdf2(parts: &[&str]) -> Result<(), &'static str> {
    match parts {
        [settings, salt, hash]
            if has_numbers(settings, &["i", "l"]) && is_base64(salt) && is_base64(hash) =>
        {
            Ok(())
        }
        _ => Err("the pbkdf2 hash is not complete: i=,l=, salt and hash"),
    }
}

/// `$scrypt$ln=16384,r=8,p=1$salt$hash`; Firebase's has two parts more.
fn scrypt(parts: &[&str]) -> Result<(), &'static str> {
    match parts {
        [settings, rest @ ..]
            if has_numbers(settings, &["ln", "r", "p"])
                && rest.len() >= 2
                && rest.iter().all(|part| is_base64(part)) =>
        {
            Ok(())
        }
        _ => Err("the scrypt hash is not complete: ln=,r=,p=, salt and hash"),
    }
}

fn digest(parts: &[&str]) -> Result<(), &'static str> {
    match parts {
        [.., last] if !last.is_empty() => Ok(()),
        _ => Err("the password hash is not complete"),
    }
}

/// `m=65536,t=3,p=4`, in any order, all of them numbers above 0.
fn has_numbers(settings: &str, names: &[&str]) -> bool {
    names.iter().all(|name| {
        settings.split(',').any(|setting| {
            let number = setting.split_once('=').filter(|(known, _)| known == name);
            number.is_some_and(|(_, number)| number.parse().is_ok_and(|number: u64| number > 0))
        })
    })
}

/// Base64 of either alphabet, with or without padding.
fn is_base64(text: &str) -> bool {
    let text = text.trim_end_matches('=');
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::check_hashed_password;

    const BCRYPT: &str = "$2b$10$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq";

    #[test]
    fn formats_that_kratos_can_check_are_taken() {
        for hash in [
            BCRYPT,
            "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo",
            "$argon2i$v=19$m=32,t=3,p=4$cm94YWhzYWx0$b3RoZXI",
            "$pbkdf2-sha256$i=100000,l=32$1jP+5Zxpxgtee/iPxGgOz0RfE9/KJuDElP1ley4VxXc$QJxzfvdbHYBpydCbHoFg3GJEqMFULwskiuqiJctoYpI",
            "$scrypt$ln=16384,r=8,p=1$c2FsdA$aGFzaA",
            "$firescrypt$ln=14,r=8,p=1$c2FsdA==$aGFzaA==$U0VQ$S0VZ",
            "$md5$CY9rzUYh03PK3k6DJie09g==",
            "$sha1$pf=e1NBTFR9e1BBU1NXT1JEfQ==$NXEyNWlhenI=$hash",
            "{SSHA256}0oA2Ku3TGhRvLL8YKxZ4AyDG6w==",
            "$sha512-crypt$rounds=5000$salt$hash",
            "$hmac-sha256$aGFzaA==$a2V5",
        ] {
            assert_eq!(check_hashed_password(hash), Ok(()), "{hash}");
        }
    }

    #[test]
    fn others_are_named_and_never_shown() {
        for hash in [
            "",
            "swordfish",
            "$1$salt$hash",
            "$5$salt$hash",
            "$6$salt$hash",
            "$P$B12345678",
            "$y$j9T$salt$hash",
            "$argon2d$v=19$m=32,t=3,p=4$c2FsdA$aGFzaA",
            "pbkdf2_sha256$1000$salt$hash",
            "$pbkdf2-sha384$i=1,l=2$c2FsdA$aGFzaA",
            "$pbkdf2-sha256$1000$c2FsdA$aGFzaA",
            "$2b$10$short",
            "$2b$99$ZsCsoVQ3xfBG/K2z2XpBf.tm90GZmtOqtqWcB5.pYd5Eq8y7RlDyq",
            "$argon2id$v=19$m=65536,t=0,p=4$c2FsdA$aGFzaA",
            "{MD5}abc",
            "{SSHA}",
            "$md5$",
            " $md5$abc",
        ] {
            let fault = check_hashed_password(hash).err();
            assert!(fault.is_some(), "{hash}");
            assert!(!fault.is_some_and(|fault| fault.contains("swordfish")));
        }
        assert!(check_hashed_password(&format!("{BCRYPT}\n")).is_err());
    }
}

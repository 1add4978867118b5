//! Which rows of the table of platforms, and which languages, a command is about.

use anyhow::{Result, bail, ensure};

use super::platforms::{ALL, Platform};

/// The languages that have packages for all platforms.
const LANGUAGES: [&str; 4] = ["c", "python", "kotlin", "swift"];

/// Some packages of the table.
#[derive(Debug)]
pub struct Chosen {
    /// For these platforms.
    pub platforms: Vec<&'static Platform>,
    /// Of these languages.
    pub languages: Vec<&'static str>,
}

impl Chosen {
    /// Whether packages of that language are among them.
    #[must_use]
    pub fn has(&self, language: &str) -> bool {
        self.languages.contains(&language)
    }

    /// The chosen platforms that the language has a package for.
    #[must_use]
    pub fn of(&self, language: &str) -> Vec<&'static Platform> {
        let all = self.platforms.iter().copied();
        all.filter(|platform| platform.has(language)).collect()
    }

    /// Whether it is all that the language has.
    #[must_use]
    pub fn is_whole(&self, language: &str) -> bool {
        self.of(language).len() == ALL.iter().filter(|one| one.has(language)).count()
    }

    /// Whether it is all there is.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.platforms.len() == ALL.len() && self.languages.len() == LANGUAGES.len()
    }
}

/// What the names of platforms and languages choose; without names those of `$ORY_HUB_PLATFORMS`, or all.
///
/// # Errors
/// When there is no platform or language of a name.
pub fn chosen(names: &[String]) -> Result<Chosen> {
    match std::env::var("ORY_HUB_PLATFORMS") {
        Ok(set) if names.is_empty() => named(
            &set.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        ),
        _ => named(names),
    }
}

/// As [`chosen`], by the names alone.
///
/// # Errors
/// When there is no platform or language of a name, or a language has no package for any of the platforms.
pub fn named(names: &[String]) -> Result<Chosen> {
    let mut chosen = Chosen {
        platforms: Vec::new(),
        languages: Vec::new(),
    };
    for name in names {
        let platform = ALL.iter().find(|platform| platform.name == name);
        let language = LANGUAGES.iter().find(|language| *language == name);
        chosen.platforms.extend(platform);
        chosen.languages.extend(language);
        if platform.is_none() && language.is_none() {
            let known = ALL.map(|platform| platform.name).join(", ");
            bail!(
                "there is no platform or language `{name}`; there are {known}, {}",
                LANGUAGES.join(", ")
            );
        }
    }
    if chosen.platforms.is_empty() {
        chosen.platforms.extend(&ALL);
    }
    if chosen.languages.is_empty() {
        let has = |language: &&str| !chosen.of(language).is_empty();
        chosen.languages = LANGUAGES.into_iter().filter(has).collect();
    }
    for language in &chosen.languages {
        ensure!(
            !chosen.of(language).is_empty(),
            "{language} has no package for {}",
            names.join(", ")
        );
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{ALL, Chosen, named};

    fn of(names: &[&str]) -> Chosen {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        named(&names).unwrap()
    }

    #[test]
    fn names_choose_platforms_and_languages() {
        assert!(of(&[]).is_all());
        let one = of(&["linux-armv7-glibc", "c"]);
        let targets: Vec<&str> = one.platforms.iter().map(|one| one.target).collect();
        assert_eq!(targets, ["armv7-unknown-linux-gnueabihf"]);
        assert!(one.has("c") && !one.has("python") && !one.is_all());
        let python = of(&["python"]);
        assert_eq!(python.platforms.len(), ALL.len());
        assert!(python.is_whole("python") && python.of("python").len() < ALL.len());
    }

    #[test]
    fn a_platform_alone_chooses_the_languages_that_have_it() {
        assert_eq!(of(&["android-x86_64"]).languages, ["kotlin"]);
        assert_eq!(of(&["linux-armv7-glibc"]).languages, ["c", "python"]);
        assert!(!of(&["android-x86_64"]).is_whole("kotlin"));
    }

    #[test]
    fn what_is_not_in_the_table_is_refused() {
        let error = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            named(&names).unwrap_err().to_string()
        };
        let unknown = error(&["amiga"]);
        assert!(
            unknown.contains("ios-x86_64-simulator, c, python"),
            "{unknown}"
        );
        let none = error(&["ios-arm64", "c"]);
        assert!(none.contains("c has no package for ios-arm64"), "{none}");
    }
}

//! Which page the address asks for: the fragment, so that the site works under any path and nothing reaches a server.

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Route {
    /// The questions and the answer.
    #[default]
    Start,
    /// One policy, by its name in the catalogue.
    Policy(String),
    /// All policies.
    Library,
    /// The results at a glance.
    Overview,
    /// What changed, and what could have been used before.
    Changes,
    /// The results on paper.
    Sheet,
    /// Many enterprises at once.
    Clients,
    /// The pages that the navigation has no room for.
    More,
    /// How large the enterprise is.
    Size,
    /// Whether a debtor pays late.
    LatePayment,
    /// The titles of innovation one after the other.
    Ladder,
    /// The public services.
    Services,
    /// A path that names no page.
    Unknown(String),
}

/// The pages with a path of one word.
const PATHS: [(&str, Route); 10] = [
    ("library", Route::Library),
    ("overview", Route::Overview),
    ("changes", Route::Changes),
    ("sheet", Route::Sheet),
    ("clients", Route::Clients),
    ("more", Route::More),
    ("size", Route::Size),
    ("late-payment", Route::LatePayment),
    ("ladder", Route::Ladder),
    ("services", Route::Services),
];

impl Route {
    /// The page that a fragment asks for; `None` for an anchor within the page.
    pub(crate) fn parse(fragment: &str) -> Option<Self> {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        if path.is_empty() {
            return Some(Self::Start);
        }
        let path = path.strip_prefix('/')?;
        let path = path.split('?').next().unwrap_or(path).trim_end_matches('/');
        if path.is_empty() {
            return Some(Self::Start);
        }
        if let Some(("policy", id)) = path.split_once('/') {
            return Some(Self::Policy(id.to_owned()));
        }
        let named = PATHS.iter().find(|(name, _)| *name == path).map(|(_, route)| route.clone());
        Some(named.unwrap_or_else(|| Self::Unknown(path.to_owned())))
    }

    /// The fragment of this page.
    pub(crate) fn href(&self) -> String {
        if let Self::Policy(id) = self {
            return format!("#/policy/{id}");
        }
        if let Self::Unknown(path) = self {
            return format!("#/{path}");
        }
        let path = PATHS.iter().find(|(_, route)| route == self).map_or("", |(path, _)| path);
        format!("#/{path}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_name_pages_and_anchors_do_not() {
        for (fragment, route) in [
            ("", Some(Route::Start)),
            ("#/", Some(Route::Start)),
            ("#/?p=abc", Some(Route::Start)),
            ("#/policy/vat-x", Some(Route::Policy("vat-x".to_owned()))),
            ("#/policy/vat-x/", Some(Route::Policy("vat-x".to_owned()))),
            ("#/policy/vat-x?p=1", Some(Route::Policy("vat-x".to_owned()))),
            ("#/library", Some(Route::Library)),
            ("#/overview", Some(Route::Overview)),
            ("#/late-payment?p=1", Some(Route::LatePayment)),
            ("#/nonsense", Some(Route::Unknown("nonsense".to_owned()))),
            ("#app", None),
        ] {
            assert_eq!(Route::parse(fragment), route, "{fragment}");
        }
        let others = [Route::Start, Route::Policy("a-b".to_owned()), Route::Unknown("nonsense".to_owned())];
        for route in others.into_iter().chain(PATHS.map(|(_, route)| route)) {
            assert_eq!(Route::parse(&route.href()), Some(route));
        }
    }
}

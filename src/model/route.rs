//! Which page the address asks for: the fragment, so that the site works under any path and nothing reaches a server.

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Route {
    /// The questions and the answer.
    #[default]
    Start,
    /// One policy, by its name in the catalogue.
    Policy(String),
    /// One policy as a picture, by its name in the catalogue.
    Picture(String),
    /// All policies.
    Library,
    /// The timeline.
    Overview,
    /// What changed, and what could have been used before.
    Changes,
    /// What is to be done by which day.
    Calendar,
    /// The results on paper.
    Sheet,
    /// The same with every answer and step.
    LongSheet,
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
const PATHS: [(&str, Route); 12] = [
    ("library", Route::Library),
    ("overview", Route::Overview),
    ("changes", Route::Changes),
    ("calendar", Route::Calendar),
    ("sheet", Route::Sheet),
    ("sheet/long", Route::LongSheet),
    ("clients", Route::Clients),
    ("more", Route::More),
    ("size", Route::Size),
    ("late-payment", Route::LatePayment),
    ("ladder", Route::Ladder),
    ("services", Route::Services),
];

impl Route {
    /// The page that a fragment asks for; `None` for an anchor within the page. A path ends at the first character that
    /// none has: what apps and people append to a link names no other page.
    pub(crate) fn parse(fragment: &str) -> Option<Self> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment).replace("%2F", "/").replace("%2f", "/");
        let is_of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
        let path = fragment.split(|c| !is_of_path(c)).next().unwrap_or_default();
        if path.is_empty() {
            return Some(Self::Start);
        }
        let path = path.strip_prefix('/')?.trim_end_matches(['/', '.']);
        if path.is_empty() {
            return Some(Self::Start);
        }
        if let Some(("policy", id)) = path.split_once('/') {
            return Some(Self::Policy(id.to_owned()));
        }
        if let Some(("picture", id)) = path.split_once('/') {
            return Some(Self::Picture(id.to_owned()));
        }
        let named = PATHS.iter().find(|(name, _)| *name == path).map(|(_, route)| route.clone());
        Some(named.unwrap_or_else(|| Self::Unknown(path.to_owned())))
    }

    /// The fragment of this page.
    pub(crate) fn href(&self) -> String {
        if let Self::Policy(id) = self {
            return format!("#/policy/{id}");
        }
        if let Self::Picture(id) = self {
            return format!("#/picture/{id}");
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
            ("#/policy/vat-x&shareTo=weixin", Some(Route::Policy("vat-x".to_owned()))),
            ("#/policy/vat-x?from=singlemessage&isappinstalled=0", Some(Route::Policy("vat-x".to_owned()))),
            ("#/policy/vat-x%E3%80%82", Some(Route::Policy("vat-x".to_owned()))),
            ("#/policy/vat-x。", Some(Route::Policy("vat-x".to_owned()))),
            ("#/policy/vat-x.", Some(Route::Policy("vat-x".to_owned()))),
            ("#%2Fpolicy%2Fvat-x", Some(Route::Policy("vat-x".to_owned()))),
            ("#/%3Fv%3D1", Some(Route::Start)),
            ("#/&amp;v=1", Some(Route::Start)),
            ("#?v=1", Some(Route::Start)),
            ("#/library&utm_source=x", Some(Route::Library)),
            ("#/sheet）", Some(Route::Sheet)),
            ("#/picture/vat-x?p=1", Some(Route::Picture("vat-x".to_owned()))),
            ("#/sheet/long/", Some(Route::LongSheet)),
            ("#/library", Some(Route::Library)),
            ("#/overview", Some(Route::Overview)),
            ("#/late-payment?p=1", Some(Route::LatePayment)),
            ("#/nonsense", Some(Route::Unknown("nonsense".to_owned()))),
            ("#app", None),
        ] {
            assert_eq!(Route::parse(fragment), route, "{fragment}");
        }
        let policy = "a-b".to_owned();
        let others = [
            Route::Start,
            Route::Policy(policy.clone()),
            Route::Picture(policy),
            Route::Unknown("nonsense".to_owned()),
        ];
        for route in others.into_iter().chain(PATHS.map(|(_, route)| route)) {
            assert_eq!(Route::parse(&route.href()), Some(route));
        }
    }
}

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
    /// A page that the second piece of the program knows, by its path.
    Further(String),
}

impl Route {
    /// The page that a fragment asks for; `None` for an anchor within the page.
    pub(crate) fn parse(fragment: &str) -> Option<Self> {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        if path.is_empty() {
            return Some(Self::Start);
        }
        let path = path.strip_prefix('/')?;
        let path = path.split('?').next().unwrap_or(path).trim_end_matches('/');
        Some(match path.split_once('/') {
            Some(("policy", id)) => Self::Policy(id.to_owned()),
            _ if path == "library" => Self::Library,
            _ if path.is_empty() => Self::Start,
            _ => Self::Further(path.to_owned()),
        })
    }

    /// The fragment of this page.
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Start => "#/".to_owned(),
            Self::Policy(id) => format!("#/policy/{id}"),
            Self::Library => "#/library".to_owned(),
            Self::Further(path) => format!("#/{path}"),
        }
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
            ("#/overview", Some(Route::Further("overview".to_owned()))),
            ("#app", None),
        ] {
            assert_eq!(Route::parse(fragment), route, "{fragment}");
        }
        for route in [Route::Start, Route::Policy("a-b".to_owned()), Route::Library, Route::Further("more".to_owned())]
        {
            assert_eq!(Route::parse(&route.href()), Some(route));
        }
    }
}

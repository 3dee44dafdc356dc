//! The tags of a page, read as browsers read them: whatever an editor has made of it, what is checked is what will be there.

/// A tag that opens something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name, in small letters.
    pub name: String,
    /// What is in it, of a script or a style sheet.
    pub inside: &'a str,
    attributes: Vec<(String, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| *value)
    }

    /// The name of an attribute that holds a script.
    pub fn script(&self) -> Option<&str> {
        self.attributes.iter().map(|(name, _)| name.as_str()).find(|name| name.starts_with("on"))
    }
}

/// The tags of a page that open something, in its order; those in comments are none.
pub fn tags(page: &str) -> Vec<Tag<'_>> {
    let (mut tags, mut rest) = (Vec::new(), page);
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let (name, after) = until(rest, |letter| letter.is_ascii_whitespace() || "/>".contains(letter));
            let (attributes, after) = attributes(after);
            let name = name.to_ascii_lowercase();
            let (inside, after) =
                if ["script", "style"].contains(&&*name) { inside(&name, after) } else { ("", after) };
            tags.push(Tag { name, inside, attributes });
            rest = after;
        }
    }
    tags
}

/// A text up to the first letter of a sort, and from there.
fn until(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(is_end).and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

/// The attributes of a tag, and what stands behind it. Of several with one name the first counts.
fn attributes(mut rest: &str) -> (Vec<(String, &str)>, &str) {
    let mut attributes: Vec<(String, &str)> = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || "/=".contains(letter));
        if rest.is_empty() {
            return (attributes, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        let (name, after) = until(rest, |letter| letter.is_ascii_whitespace() || "/>=".contains(letter));
        let (mut value, mut next) = ("", after);
        if let Some(after) = after.trim_ascii_start().strip_prefix('=') {
            let after = after.trim_ascii_start();
            let quoted = ['"', '\''].into_iter().find_map(|quote| Some((quote, after.strip_prefix(quote)?)));
            (value, next) = match quoted {
                Some((quote, after)) => after.split_once(quote).unwrap_or((after, "")),
                None => until(after, |letter| letter.is_ascii_whitespace() || letter == '>'),
            };
        }
        attributes.push((name.to_ascii_lowercase(), value));
        rest = next;
    }
}

/// What is in an element of which only its own end is read, and what stands behind that.
fn inside<'a>(name: &str, text: &'a str) -> (&'a str, &'a str) {
    let is_end = |at: &usize| {
        let behind = text.get(at.saturating_add(2)..).and_then(|rest| rest.get(..name.len()));
        behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name))
    };
    let end = text.match_indices("</").map(|(at, _)| at).find(is_end);
    end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_however_they_are_written() {
        let page = "<!doctype html><!-- <b x=1> --><IMG SRC = './a.svg' alt><script defer>if (a<b) \"</p>\"</SCRIPT >\
            <meta\n name=x content=\"a>b\" name=y/></p><a href=#/x>1 < 2</a><style>";
        let read: Vec<String> =
            tags(page).iter().map(|tag| format!("{} {:?} {}", tag.name, tag.attributes, tag.inside)).collect();
        assert_eq!(
            read,
            [
                "img [(\"src\", \"./a.svg\"), (\"alt\", \"\")] ",
                "script [(\"defer\", \"\")] if (a<b) \"</p>\"",
                "meta [(\"name\", \"x\"), (\"content\", \"a>b\"), (\"name\", \"y/\")] ",
                "a [(\"href\", \"#/x\")] ",
                "style [] "
            ]
        );
        let meta = &tags(page)[2];
        assert_eq!((meta.attribute("name"), meta.attribute("media"), meta.script()), (Some("x"), None, None));
        assert_eq!(tags("<p ONclick='x'>").first().and_then(Tag::script), Some("onclick"));
        for cut in 0..page.len() {
            drop(tags(page.get(..cut).unwrap_or_default()));
        }
    }
}

//! How something is done: places, and what the law wants done by which day.

use super::{Loader, MOST, Node, elements, name};
use crate::catalogue::{Act, ActDay, Noun, Place, PlaceId};
use crate::enterprise::{Code, Tree};
use crate::json::{JsonError, Shape};
use crate::quantity::{Date, NumberError};

/// A leap year, which has every day that comes again.
const LEAP_YEAR: i32 = 2024;

/// The most days after a period by which something is to be done.
const MOST_DAYS: u8 = 31;

impl Loader {
    /// Reads a place, before the policies, which name it.
    pub(super) fn read_place(&mut self, node: &Node<'_>) -> Option<()> {
        node.keys(&["id", "name", "region", "url", "phone"]);
        let id = name(&node.need("id")?)?;
        if self.catalogue.places.iter().any(|place| place.id == id) {
            return node.note(JsonError::Duplicate { of: Noun::Place, name: id.to_owned() });
        }
        if self.catalogue.places.len() >= MOST {
            return node.note(JsonError::TooMany { of: Noun::Place, most: MOST });
        }
        let name = node.need("name").map(|node| self.words(&node))?;
        let region = node.get("region").map_or(Some(Code::ROOT), |node| node.code(Tree::Regions))?;
        let text = |key: &str| node.get(key).map_or(Some(None), |node| node.filled().map(|text| Some(text.to_owned())));
        let (url, phone) = (text("url")?, text("phone")?);
        if url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            return node.note(JsonError::Expected(Shape::Address));
        }
        self.catalogue.places.push(Place { id: id.to_owned(), name, region, url, phone, source: self.source });
        Some(())
    }

    /// The places that a policy names, each once.
    pub(super) fn applied_at(&self, node: &Node<'_>) -> Vec<PlaceId> {
        let names: Vec<(&str, PlaceId)> =
            self.catalogue.places.iter().map(|place| place.id.as_str()).zip((0_u16..).map(PlaceId)).collect();
        let mut places = Vec::new();
        for node in elements(node, "apply") {
            let Some(id) = node.named(Noun::Place, &names) else { continue };
            if places.contains(&id) {
                let name = node.text().unwrap_or_default().to_owned();
                node.note::<()>(JsonError::Duplicate { of: Noun::Place, name });
            }
            places.push(id);
        }
        places
    }

    /// What the law wants done by a day that comes again, of an object that may say more:
    /// `{"do", "yearly" | "monthly" | "quarterly", "article"}`.
    pub(super) fn act(&mut self, node: &Node<'_>) -> Option<Act> {
        let what = node.need("do").map(|node| self.words(&node))?;
        let by = match (node.get("yearly"), node.get("monthly"), node.get("quarterly")) {
            (Some(yearly), None, None) => day_of_year(&yearly)?,
            (None, Some(monthly), None) => ActDay::Monthly(days_after(&monthly, "monthly")?),
            (None, None, Some(quarterly)) => ActDay::Quarterly(days_after(&quarterly, "quarterly")?),
            _ => return node.note(JsonError::Missing("yearly")),
        };
        let article = node.get("article").map_or(Some(None), |node| node.filled().map(|text| Some(text.to_owned())))?;
        Some(Act { what, by, article })
    }
}

/// `"05-31"`
fn day_of_year(node: &Node<'_>) -> Option<ActDay> {
    let text = node.text()?;
    let is_short = text.len() == 5 && text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let date = if is_short { format!("{LEAP_YEAR}-{text}").parse::<Date>() } else { Err(NumberError::NotANumber) };
    match date {
        Ok(date) => Some(ActDay::Yearly { month: date.month(), day: date.day() }),
        Err(why) => node.note(JsonError::Number { typed: text.to_owned(), why }),
    }
}

/// So many days after the end of a period.
fn days_after(node: &Node<'_>, key: &str) -> Option<u8> {
    let days = u8::try_from(node.integer()?).ok().filter(|days| (1..=MOST_DAYS).contains(days));
    days.or_else(|| node.note(JsonError::OutOfBounds { of: key.to_owned() }))
}

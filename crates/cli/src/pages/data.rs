//! What search engines read in a plain page: its policies as `GovernmentService` (schema.org).
//!
//! Only what the catalogue knows is said; a date that it does not know is left out.

use serde_json::{Map, Value, json};

use super::Page;
use engine::catalogue::{Language, Place, Policy, Test};
use engine::enterprise::{Code, Facts, Tree};

/// The policies of a page as JSON-LD that can stand in a `script` element. Browsers take it for data and run nothing of it, so
/// no content policy stops it.
pub(super) fn of(page: Page<'_>) -> String {
    // What nobody claims is no service.
    let claimed = page.policies().filter(|(_, policy)| !policy.is_background());
    let services: Vec<Value> = claimed.map(|(_, policy)| service(page, policy)).collect();
    let data = json!({ "@context": "https://schema.org", "@graph": services });
    // `</script` would end the element.
    data.to_string().replace('<', "\\u003c")
}

/// One policy.
fn service(page: Page<'_>, policy: Policy<'_>) -> Value {
    let edition = page.edition;
    let speaker = edition.speaker();
    let details = policy.details;
    let issuers: Vec<Value> = details
        .issuers
        .iter()
        .map(|&issuer| json!({ "@type": "GovernmentOrganization", "name": speaker.text(issuer) }))
        .collect();
    let documents: Vec<Value> = details
        .documents
        .iter()
        .map(|document| {
            let mut said = object(json!({
                "@type": "Legislation",
                "name": edition.texts.get(document.title, Language::ZhCn),
                "inLanguage": "zh-CN",
            }));
            put(&mut said, "legislationIdentifier", document.number.map(|number| json!(speaker.text(number))));
            put(&mut said, "legislationDate", document.issued.map(|day| json!(day.to_string())));
            put(&mut said, "url", document.url.map(|url| json!(speaker.text(url))));
            Value::Object(said)
        })
        .collect();
    let places = details.apply.iter().filter_map(|&id| edition.catalogue.place(id));
    let mut channels: Vec<Value> = places.map(|place| channel(page, place)).collect();
    if let Some(phone) = &details.phone {
        channels.push(json!({
            "@type": "ServiceChannel",
            "servicePhone": { "@type": "ContactPoint", "telephone": phone },
        }));
    }
    let mut offer = object(json!({ "@type": "Offer", "description": speaker.text(details.benefit.text) }));
    put(&mut offer, "validFrom", policy.validity.from.map(|day| json!(day.to_string())));
    put(&mut offer, "validThrough", policy.validity.to.map(|day| json!(day.to_string())));
    let mut said = object(json!({
        "@type": "GovernmentService",
        "@id": format!("#{}", policy.id),
        "name": speaker.text(policy.name),
        "description": speaker.text(details.summary),
        "serviceType": speaker.label(&policy.category),
        "provider": issuers,
        "areaServed": areas(page, policy),
        "audience": { "@type": "BusinessAudience", "audienceType": speaker.label(&policy.recipient) },
        "offers": Value::Object(offer),
        "subjectOf": documents,
    }));
    put(&mut said, "availableChannel", Some(json!(channels)).filter(|_| !channels.is_empty()));
    Value::Object(said)
}

/// Where it can be done.
fn channel(page: Page<'_>, place: &Place) -> Value {
    let mut said = object(json!({
        "@type": "ServiceChannel",
        "name": page.edition.speaker().place_to_go(place, None),
    }));
    put(&mut said, "serviceUrl", place.url.as_ref().map(|url| json!(url)));
    let phone = |phone: &String| json!({ "@type": "ContactPoint", "telephone": phone });
    put(&mut said, "servicePhone", place.phone.as_ref().map(phone));
    Value::Object(said)
}

/// Where it holds: in the whole country, or in the regions that its criterion names.
fn areas(page: Page<'_>, policy: Policy<'_>) -> Vec<Value> {
    let speaker = page.edition.speaker();
    let mut codes: Vec<Code> = Vec::new();
    let mut walk = policy.criterion.walk();
    while let Some(part) = walk.next() {
        match &part.test {
            Test::Not(_) => walk.skip_below(),
            Test::Within { fact: Facts::REGION, codes: named } => codes.extend(named),
            _ => {}
        }
    }
    if codes.is_empty() {
        return vec![json!({ "@type": "Country", "name": speaker.pick("中国", "China") })];
    }
    let area = |code: &Code| json!({ "@type": "AdministrativeArea", "name": speaker.place(Tree::Regions, *code) });
    codes.iter().map(area).collect()
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(map) = value { map } else { Map::new() }
}

fn put(into: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        into.insert(name.to_owned(), value);
    }
}

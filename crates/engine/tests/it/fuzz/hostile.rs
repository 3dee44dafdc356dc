//! Hostile input: almost right, and wrong in all the ways that files get wrong.

use serde_json::{Value, json};

use super::generate::Draws;

/// Changes one place of a JSON value: another type, an extreme, a copy of another place, nothing.
pub(crate) fn hurt(source: &mut Draws<'_>, root: &mut Value) {
    let count = places(root);
    let other = take(root, source.below(count)).clone();
    let place = take(root, source.below(count));
    *place = match source.below(26) {
        0 => Value::Null,
        1 => true.into(),
        2 => (-1).into(),
        3 => 0.into(),
        4 => i64::MAX.into(),
        5 => i64::MIN.into(),
        6 => u64::MAX.into(),
        7 => json!(1.5),
        8 => "".into(),
        9 => "99999999999999999999亿".into(),
        10 => "1000000000000000".into(),
        11 => "-5%".into(),
        12 => "2199-12-31".into(),
        13 => "1900-01-01".into(),
        14 => "😀\u{0}\u{202e}".into(),
        15 => json!([]),
        16 => json!({}),
        17 => (0..100).fold(json!({ "all": [] }), |inner, _| json!({ "not": inner })),
        18 => (0..60).fold(json!({ "fixed": "1亿" }), |inner, _| json!({ "times": "4294967295", "of": inner })),
        19 => {
            json!({ "at_least": 20, "of": (0..40).map(|n| json!({ "fact": "n0", "at_least": n })).collect::<Vec<_>>() })
        }
        20 => json!({ "min": i64::MIN, "max": i64::MAX }),
        21 => {
            let mut place = place.clone();
            match &mut place {
                Value::Array(list) => {
                    let copies = list.clone();
                    list.extend(copies);
                }
                Value::Object(fields) => {
                    fields.insert(String::new(), other);
                }
                _ => place = json!([place]),
            }
            place
        }
        22 => {
            let mut place = place.clone();
            if let Value::Object(fields) = &mut place {
                let gone = fields.keys().nth(source.below(fields.len().max(1))).cloned();
                gone.and_then(|key| fields.shift_remove(&key));
            }
            place
        }
        _ => other,
    };
}

/// How many places a value has, itself included.
fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(places).sum(),
        Value::Object(fields) => fields.values().map(places).sum(),
        _ => 0,
    }
}

/// A place by its number.
fn take(value: &mut Value, number: usize) -> &mut Value {
    if number == 0 {
        return value;
    }
    let mut left = number - 1;
    let parts: Vec<&mut Value> = match value {
        Value::Array(list) => list.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    for part in parts {
        let here = places(part);
        if left < here {
            return take(part, left);
        }
        left -= here;
    }
    panic!("there is no place {number}")
}

/// A file torn apart: a piece of a good one, bytes thrown in, a piece of another one behind.
pub(crate) fn tear(source: &mut Draws<'_>, seeds: &[&str], bytes: &[u8]) -> String {
    let mut torn: Vec<u8> = Vec::new();
    for _ in 0..source.below(3) {
        let seed = seeds[source.below(seeds.len())].as_bytes();
        let (a, b) = (source.below(seed.len() + 1), source.below(seed.len() + 1));
        torn.extend(&seed[a.min(b)..a.max(b)]);
    }
    if source.chance(50) {
        torn = seeds[source.below(seeds.len())].as_bytes().to_vec();
    }
    for byte in bytes.iter().take(source.below(8)) {
        let place = source.below(torn.len() + 1);
        torn.insert(place, *byte);
    }
    if source.chance(20) {
        torn.extend(bytes);
    }
    if source.chance(5) {
        // Deeper than any stack.
        torn = vec![b'['; 200_000];
    }
    String::from_utf8_lossy(&torn).into_owned()
}

/// A few characters such as stand in numbers, dates and codes.
pub(crate) fn typed(source: &mut Draws<'_>) -> String {
    const PIECES: [&str; 80] = [
        "0",
        "1",
        "9",
        "2",
        "3",
        "5",
        "00",
        "99999999999",
        "９",
        "，",
        ",",
        ".",
        "。",
        "-",
        "－",
        "+",
        "/",
        "年",
        "月",
        "日",
        "%",
        "％",
        "‰",
        "万",
        "亿",
        "百万",
        "w",
        "元",
        "¥",
        " ",
        "　",
        "..",
        "~",
        "至",
        "|",
        ";",
        "C",
        "c13",
        "440100",
        "2026-11-21",
        "2024-02-29",
        "省",
        "广州",
        "e",
        "😀",
        "\u{0}",
        "é",
        "true",
        "一",
        "二",
        "两",
        "九",
        "十",
        "百",
        "千",
        "萬",
        "億",
        "零",
        "〇",
        "点",
        "半",
        "负",
        "个",
        "个月",
        "人",
        "以上",
        "以下",
        "以内",
        "不到",
        "超过",
        "至少",
        "最多",
        "约",
        "左右",
        "多",
        "几",
        "到",
        "百分之",
        "、",
        "January",
    ];
    (0..source.below(12)).map(|_| PIECES[source.below(PIECES.len())]).collect()
}

//! JSON as a tree of values. Of a key that an object has twice, JSON says nothing and most readers take the last value:
//! here both must say the same.

use std::cell::RefCell;
use std::fmt::{self, Formatter};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A key that an object has twice, with different values.
#[derive(Debug)]
pub(super) struct Twice {
    /// Its place, as a JSON pointer.
    pub(super) place: String,
    /// The key.
    pub(super) key: String,
}

/// Reads a text; gives also the keys that are there twice.
///
/// # Errors
/// What is no JSON.
pub(super) fn read(text: &str) -> Result<(Value, Vec<Twice>), serde_json::Error> {
    let twice = RefCell::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Reader { place: &Place::Root, twice: &twice }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok((value, twice.into_inner()))
}

/// The way to a value, written out only where something is wrong.
enum Place<'p> {
    Root,
    Key(&'p Self, &'p str),
    Element(&'p Self, usize),
}

impl Place<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(above, key) => format!("{}/{}", above.pointer(), super::escaped(key)),
            Self::Element(above, index) => format!("{}/{index}", above.pointer()),
        }
    }
}

struct Reader<'p> {
    place: &'p Place<'p>,
    twice: &'p RefCell<Vec<Twice>>,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let place = Place::Element(self.place, list.len());
            match elements.next_element_seed(Reader { place: &place, twice: self.twice })? {
                Some(element) => list.push(element),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let place = Place::Key(self.place, &key);
            let value = entries.next_value_seed(Reader { place: &place, twice: self.twice })?;
            if object.get(&key).is_some_and(|before| *before != value) {
                self.twice.borrow_mut().push(Twice { place: place.pointer(), key: key.clone() });
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

//! What the page computes, timed in the browser: compiled as the page is, and apart from it, so that nothing of this
//! is shipped. It leaves its figures in the global `measured`; `main.rs` beside it builds, serves and reads it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bench measures time"
)]

use std::hint::black_box;

use engine::catalogue::packed::{pack, unpack_first, unpack_rest};
use engine::enterprise::{FactNoun, Facts, Possible, Profile, read_profile};
use engine::json::parse;
use engine::matching::{Situation, answer, outcome, questions};
use engine::quantity::Interval;
use fixtures::many::{Sort, catalogue, enterprises, on};
use index::{Index, Search};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// That of the page.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// What the first screen starts from.
const FIRST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"));
/// The whole catalogue, as the later piece of the page brings it.
const CATALOGUE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

/// The browser's clock, in milliseconds.
struct Clock {
    performance: JsValue,
    now: Function,
}

impl Clock {
    fn new() -> Self {
        let performance = Reflect::get(&js_sys::global(), &"performance".into()).expect("a clock");
        let now = Reflect::get(&performance, &"now".into()).expect("a clock").unchecked_into();
        Self { performance, now }
    }

    fn now(&self) -> f64 {
        self.now.call0(&self.performance).ok().and_then(|now| now.as_f64()).unwrap_or(0.0)
    }

    /// The median time of one call, over rounds that are long beside the clock's resolution.
    fn median(&self, mut work: impl FnMut()) -> f64 {
        let mut timed = |calls: u32| {
            let start = self.now();
            for _ in 0..calls {
                work();
            }
            (self.now() - start) / f64::from(calls)
        };
        let once = timed(3).max(0.001);
        let calls = (40.0 / once).clamp(1.0, 2_000.0) as u32;
        let mut times: Vec<f64> = (0..11).map(|_| timed(calls)).collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    }
}

fn main() {
    let clock = Clock::new();
    let mut lines: Vec<(String, f64)> = Vec::new();
    let start = clock.now();
    black_box(unpack_first(black_box(FIRST)).expect("sound rules"));
    lines.push(("first screen's rules ready, the first time".to_owned(), clock.now() - start));
    lines.push((
        "the same, median".to_owned(),
        clock.median(|| {
            black_box(unpack_first(black_box(FIRST)).expect("sound rules"));
        }),
    ));
    lines.push((
        "whole catalogue ready, median".to_owned(),
        clock.median(|| {
            black_box(unpack_rest(black_box(CATALOGUE)).expect("sound rules"));
        }),
    ));
    let bundled = unpack_rest(CATALOGUE).expect("a sound catalogue").catalogue;
    for (what, text) in
        [("nothing known", "{}"), ("the first screen filled in", include_str!("../../../examples/restaurant.json"))]
    {
        let profile: Profile =
            read_profile(&parse::<FactNoun>(text).expect("JSON"), &bundled.facts).expect("a profile");
        let time = clock.median(|| {
            black_box(answer(&bundled, black_box(&profile), on()));
        });
        lines.push((format!("full answer, {what}"), time));
        let situation = Situation::new(&bundled.facts, &profile, on());
        let outcomes: Vec<_> = bundled.iter().filter_map(|(id, _)| outcome(&bundled, &situation, id)).collect();
        let time = clock.median(|| {
            black_box(questions(&bundled, &situation, black_box(&outcomes)));
        });
        lines.push((format!("ranking every question, {what}"), time));
    }
    let thousand = catalogue(1_000, Sort::Usual);
    let index = Index::new(&thousand);
    let packed = pack(&index).expect("it packs");
    lines.push((
        "index of 1,000 policies ready from its packed form".to_owned(),
        clock.median(|| {
            let _: &Index = black_box(&postcard::from_bytes::<Index>(black_box(&packed)).expect("it unpacks"));
        }),
    ));
    let profile = &enterprises(&thousand.facts, 1, false)[0];
    let base = Situation::new(&thousand.facts, profile, on());
    let variants: Vec<Situation<'_>> =
        (1..=1_000).map(|staff| base.with(Facts::EMPLOYEES, Some(Possible::Numbers(Interval::exact(staff))))).collect();
    let mut search = Search::new(&thousand, &index);
    lines.push((
        "what-if sweep, 1,000 variants × 1,000 policies".to_owned(),
        clock.median(|| {
            for variant in &variants {
                black_box(search.find(variant));
            }
        }),
    ));
    let text: Vec<String> = lines.into_iter().map(|(what, time)| format!("{what}\t{time:.3}")).collect();
    Reflect::set(&js_sys::global(), &"measured".into(), &text.join("\n").into()).expect("a global");
}

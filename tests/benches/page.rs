//! The page's own speed, in headless Chromium with the processor slowed down to a quarter: what it computes (by
//! `program.rs`), and how long a keystroke takes until the page shows its effect. `make bench` builds what it needs and
//! runs it. It measures and prints; it never fails for being slow.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a bench measures time and prints it"
)]

use serde_json::json;
use site_tests::browser::{Journey, Page};
use site_tests::server::Site;

/// How much slower the browser is made.
const SLOWER: u32 = 4;

/// Types in a field as a person does, a key at a time, and takes for each the time until everything that follows from
/// it stands in the document. What is left to a later task, a timer or a frame, counts as well as far as it comes
/// before the next frame.
const TYPE: &str = r#"
const field = document.getElementById(id);
const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
const task = () => new Promise(done => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
const frame = () => new Promise(done => requestAnimationFrame(done));
return (async () => {
  const times = [];
  field.focus();
  for (let round = 0; round < 8; round++) {
    for (let length = 1; length <= keys.length; length++) {
      await frame(); await task();
      let last = 0;
      const seen = new MutationObserver(() => { last = performance.now(); });
      seen.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      const start = performance.now();
      set.call(field, keys.slice(0, length));
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await task(); await frame(); await task();
      seen.disconnect();
      // A key that changes nothing shown, such as half a word that finds nothing, takes no time.
      if (last > start) times.push(last - start);
    }
    set.call(field, "");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await frame(); await frame();
  }
  times.sort((a, b) => a - b);
  return [times[times.length >> 1] ?? 0, times[times.length - 1] ?? 0, times.length];
})();
"#;

async fn slow_down(page: &Page) {
    page.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await;
}

fn main() {
    println!("In headless Chromium, processor slowed down {SLOWER} times");
    let read = |name: &str| {
        let path = site_tests::root().join(format!("target/bench-page/{name}"));
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; `make bench` makes it", path.display()))
    };
    let html = "<!doctype html><link rel='icon' href='data:,'><p>ready</p>\
        <script src='/page-bench.js'></script><script>wasm_bindgen('/page-bench_bg.wasm')</script>";
    let site = Site::of_dist()
        .add("/bench.html", "text/html", html)
        .add("/page-bench.js", "text/javascript", read("page-bench.js"))
        .add("/page-bench_bg.wasm", "application/wasm", read("page-bench_bg.wasm"));
    Journey::new(site).run(async |page| {
        page.open("").await;
        slow_down(page).await;
        page.open("bench.html").await;
        let script = "return new Promise(done => { const wait = () => window.measured ? done(window.measured) : \
            setTimeout(wait, 200); wait(); })";
        let measured = page.script(script).await;
        for line in measured.as_str().unwrap().lines() {
            let (what, time) = line.split_once('\t').unwrap();
            println!("  {what:<60} {time:>9} ms");
        }
    });
    println!("Typing in the first screen, from the keystroke until the document shows what follows from it");
    Journey::new(Site::of_dist()).run(async |page| {
        page.open("").await;
        page.running().await;
        // What comes later would be measured along.
        page.by_css(".take").await;
        page.by_css(".question:not([aria-busy])").await;
        slow_down(page).await;
        for (field, keys) in
            [("f-industry", "餐饮业"), ("f-employees", "128"), ("f-revenue", "3500000"), ("f-region", "guangzhou")]
        {
            let measured = page.script(&format!("const [id, keys] = {};{TYPE}", json!([field, keys]))).await;
            let [median, most, count] = [0, 1, 2].map(|at| measured[at].as_f64().unwrap());
            println!("  {field:<14} median {median:>7.2} ms, longest {most:>7.2} ms, {count:.0} keystrokes that changed something");
        }
    });
}

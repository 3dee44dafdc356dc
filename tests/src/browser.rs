//! A browser on a site, and what a person does in it.

use crate::{
    driver::{self, Driver, Engine},
    server::{Site, SiteBuilder},
};
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
    key::Key,
    wd::{Capabilities, PrintConfiguration, WebDriverCompatibleCommand},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};
use tokio::time::Instant;

/// How long a step waits for what it needs; generous, since two browsers may share a slow machine.
const PATIENCE: Duration = Duration::from_mins(1);
const POLL: Duration = Duration::from_millis(20);

/// A test in a browser: how it is set up.
pub struct Journey {
    site: SiteBuilder,
    engine: Engine,
    size: (u32, u32),
    language: &'static str,
    before_load: Option<&'static str>,
    forgetful: bool,
    noisy: bool,
    origins: Vec<String>,
}

impl Journey {
    /// A journey on a desk's screen, in Chinese.
    pub fn new(site: SiteBuilder) -> Self {
        Self {
            site,
            engine: Engine::Chromium,
            size: (1280, 900),
            language: "zh-CN",
            before_load: None,
            forgetful: false,
            noisy: false,
            origins: Vec::new(),
        }
    }

    /// In another browser than Chromium, whose console and network cannot be read: what is asked elsewhere is looked for
    /// among what the page says it has loaded.
    pub fn engine(mut self, engine: Engine) -> Self {
        self.engine = engine;
        self
    }

    /// Firefox without a cache of its own for what servers send. (Chromium's can be emptied on the way.)
    pub fn forgetful(mut self) -> Self {
        self.forgetful = true;
        self
    }

    /// On a small phone's screen: 360 by 740.
    pub fn phone(mut self) -> Self {
        self.size = (360, 740);
        self
    }

    /// In a browser set to another language, such as `en-US`.
    pub fn language(mut self, tag: &'static str) -> Self {
        self.language = tag;
        self
    }

    /// Runs a script in each document before its own scripts, such as one that takes a feature away.
    pub fn before_load(mut self, script: &'static str) -> Self {
        self.before_load = Some(script);
        self
    }

    /// Console errors are expected. Requests to other origins still fail the test.
    pub fn noisy(mut self) -> Self {
        self.noisy = true;
        self
    }

    /// Requests to this origin too are expected: the site stands apart from the page that embeds it.
    pub fn also_asks(mut self, origin: &str) -> Self {
        self.origins.push(origin.to_owned());
        self
    }

    /// Starts site, driver and browser, and takes the steps.
    pub fn run(self, steps: impl AsyncFnOnce(&Page)) {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = thread::current().name().unwrap_or("unnamed").replace("::", "-");
        let profile = crate::target().join("tmp").join(format!(
            "profile-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        ));
        let site = self.site.start();
        let driver = Driver::start(self.engine, &profile);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let page = runtime.block_on(async {
            let capabilities = match self.engine {
                Engine::Chromium => chromium(&profile, self.size, self.language),
                Engine::Firefox => firefox(self.size, self.language, self.forgetful),
                Engine::WebKit => webkit(),
            };
            let client = start_browser(&driver, &capabilities).await;
            let page = Page { client, engine: self.engine, site, origins: self.origins, log: RefCell::default() };
            if self.size.0 < 500 {
                page.resize(self.size.0, self.size.1).await;
            }
            if let Some(script) = self.before_load {
                page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
            }
            page
        });

        // Whatever happens the browser is closed; a failure first leaves a picture.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(async {
                steps(&page).await;
                page.assert_no_other_origin().await;
                if !self.noisy {
                    page.assert_quiet().await;
                }
            });
        }));
        if outcome.is_err() {
            runtime.block_on(page.explain_failure(&name));
        }
        drop(runtime.block_on(page.client.close()));
        drop(driver);
        drop(std::fs::remove_dir_all(profile));
        if let Err(failure) = outcome {
            resume_unwind(failure);
        }
    }
}

/// Starts a browser; on a busy machine it may take a second try.
async fn start_browser(driver: &Driver, capabilities: &Capabilities) -> Client {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities.clone());
    match builder.connect(&driver.url()).await {
        Ok(client) => client,
        Err(_) => builder.connect(&driver.url()).await.expect("a browser starts"),
    }
}

fn firefox((width, height): (u32, u32), language: &str, forgetful: bool) -> Capabilities {
    let capabilities = json!({
        "pageLoadStrategy": "eager",
        "moz:firefoxOptions": {
            "binary": driver::firefox(),
            "args": ["-headless", format!("--width={width}"), format!("--height={height}")],
            "prefs": {
                "intl.accept_languages": language,
                "browser.cache.disk.enable": !forgetful,
                "browser.cache.memory.enable": !forgetful,
            },
        },
    });
    serde_json::from_value(capabilities).expect("an object")
}

fn webkit() -> Capabilities {
    let options = json!({ "binary": driver::mini_browser(), "args": ["--automation"] });
    // Its driver can wait for ever for the end of a load; the steps wait for what they need anyway.
    serde_json::from_value(json!({ "pageLoadStrategy": "none", "webkitgtk:browserOptions": options }))
        .expect("an object")
}

fn chromium(profile: &Path, (width, height): (u32, u32), language: &str) -> Capabilities {
    let capabilities = json!({
        "pageLoadStrategy": "eager",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "binary": driver::chromium(),
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                format!("--user-data-dir={}", profile.display()),
                format!("--window-size={width},{height}"),
                format!("--lang={language}"),
            ],
            "prefs": { "intl.accept_languages": language },
        },
    });
    serde_json::from_value(capabilities).expect("an object")
}

/// The page in the browser. Every step waits for what it needs, and fails with what was there instead.
pub struct Page {
    /// For what is not here.
    pub client: Client,
    engine: Engine,
    /// The server behind the page.
    pub site: Site,
    /// Other origins that may be asked.
    origins: Vec<String>,
    /// What the browser has logged so far (reading it empties it).
    log: RefCell<Log>,
}

#[derive(Default)]
struct Log {
    console: Vec<Value>,
    /// The addresses asked for.
    requests: Vec<String>,
}

impl Page {
    /// Which browser it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens an address relative to the site's front page, such as `""` or `"#/policy/x"`.
    pub async fn open(&self, relative: &str) {
        // The looks that were chosen stand in the address; a fragment alone is another page of the same visit.
        let looks = "return location.search.slice(1).split('&').filter(it => /^(lang|large)=/.test(it)).join('&')";
        let site = self.site.url();
        let is_here = relative.starts_with('#')
            && self.client.current_url().await.is_ok_and(|here| here.as_str().starts_with(&site));
        let looks = if is_here { self.script(looks).await } else { Value::Null };
        let query =
            looks.as_str().filter(|looks| !looks.is_empty()).map_or_else(String::new, |looks| format!("?{looks}"));
        self.go(&format!("{site}{query}{relative}")).await;
    }

    /// Opens any address.
    pub async fn go(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Does something in a second window, which stays open.
    pub async fn beside(&self, act: impl AsyncFnOnce()) {
        let first = self.client.window().await.unwrap();
        let second = self.client.new_window(false).await.unwrap().handle;
        self.client.switch_to_window(second).await.unwrap();
        act().await;
        self.client.switch_to_window(first).await.unwrap();
    }

    /// Waits until the app has started.
    pub async fn running(&self) {
        let started = async || {
            let state = self.state().await;
            assert_ne!(state, "failed", "the page failed to start: {}", self.failure_text().await);
            (state == "running").then_some(())
        };
        self.until("the app runs", started).await;
    }

    /// Has the page loaded again. The document of before stays for a while, and then does not say that it runs.
    pub async fn load_again(&self) {
        self.script("delete document.documentElement.dataset.state; location.reload()").await;
    }

    /// Loads the page again and waits until it runs.
    pub async fn reload(&self) {
        self.load_again().await;
        self.running().await;
    }

    /// Waits until the page says that it failed, and for which cause.
    pub async fn failed(&self) -> String {
        let box_ = self.by_test_id("failure").await;
        box_.attr("data-cause").await.unwrap().expect("a cause")
    }

    /// What the failure screen says.
    pub async fn failure_text(&self) -> String {
        self.script("const f = document.querySelector('.failure'); return f ? f.innerText + f.querySelector('textarea').value : ''")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    async fn state(&self) -> String {
        // A page that is just giving way to another cannot answer, in some engines.
        let told = self.client.execute("return document.documentElement.dataset.state || ''", vec![]).await;
        told.ok().and_then(|told| told.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// All text that can be seen.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a text can be seen.
    pub async fn sees(&self, text: &str) {
        self.until(&format!("the text {text:?} is seen"), async || self.text().await.contains(text).then_some(()))
            .await;
    }

    /// Waits until a text can no longer be seen.
    pub async fn sees_no(&self, text: &str) {
        self.until(&format!("the text {text:?} is gone"), async || (!self.text().await.contains(text)).then_some(()))
            .await;
    }

    /// Waits for the element with a `data-testid`.
    pub async fn by_test_id(&self, id: &str) -> Element {
        self.by_css(&format!("[data-testid='{id}']")).await
    }

    /// Clicks what a selector finds.
    pub async fn click_css(&self, selector: &str) {
        let element = self.by_css(selector).await;
        self.click_element(selector, &element).await;
    }

    /// Waits for an element that a CSS selector finds.
    pub async fn by_css(&self, selector: &str) -> Element {
        self.until(&format!("{selector} exists"), async || self.client.find(Locator::Css(selector)).await.ok()).await
    }

    /// Waits for the one visible element with a role whose accessible name contains `name`, or is it.
    pub async fn by_role(&self, role: &str, name: &str) -> Element {
        self.named(&format!("exactly one {role} is named {name:?}"), candidates(role), Some(role), name).await
    }

    /// Waits for the one visible input field, of any kind, whose label contains `label`, or is it.
    pub async fn by_label(&self, label: &str) -> Element {
        let fields = "input:not([type=checkbox]):not([type=radio]), textarea, select";
        self.named(&format!("exactly one field is labelled {label:?}"), fields, None, label).await
    }

    async fn named(&self, what: &str, selector: &str, role: Option<&str>, name: &str) -> Element {
        self.until(what, async || {
            let mut named = Vec::new();
            for element in self.client.find_all(Locator::Css(selector)).await.ok()? {
                let label = self.accessible_name(&element).await?;
                if label.contains(name)
                    && element.is_displayed().await.unwrap_or(false)
                    && (role.is_none()
                        || self.about(&element, "computedrole").await.is_none_or(|it| Some(&*it) == role))
                {
                    named.push((label.trim() == name, element));
                }
            }
            if named.len() > 1 {
                named.retain(|(exact, _)| *exact);
            }
            if named.len() == 1 { named.pop().map(|(_, element)| element) } else { None }
        })
        .await
    }

    /// An element's name as assistive technology hears it.
    async fn accessible_name(&self, element: &Element) -> Option<String> {
        if let Some(name) = self.about(element, "computedlabel").await {
            return Some(name);
        }
        // The driver cannot look into frames of other processes: the plain cases by hand.
        let script = "const e = arguments[0];
            return e.getAttribute('aria-label') || (e.labels && e.labels[0] || e).innerText.replace(/\\s+/g, ' ').trim()";
        let name = self.client.execute(script, vec![serde_json::to_value(element).ok()?]).await.ok()?;
        name.as_str().map(str::to_owned)
    }

    /// What the browser tells assistive technology about an element: `computedlabel` or `computedrole`.
    async fn about(&self, element: &Element, what: &'static str) -> Option<String> {
        let command = Extension::Get(format!("element/{}/{what}", element.element_id().as_ref()));
        self.client.issue_cmd(command).await.ok()?.as_str().map(str::to_owned)
    }

    /// Clicks the element with a role and a name.
    pub async fn click(&self, role: &str, name: &str) {
        let element = self.by_role(role, name).await;
        self.click_element(&format!("{role} {name:?}"), &element).await;
    }

    /// Clicks the element with a `data-testid`.
    pub async fn click_test_id(&self, id: &str) {
        let element = self.by_test_id(id).await;
        self.click_element(id, &element).await;
    }

    async fn click_element(&self, what: &str, element: &Element) {
        self.until(&format!("{what} can be clicked"), async || {
            if element.click().await.is_ok() {
                return Some(());
            }
            // Something may still be moving over it, or a bar stays over it at the edge of the screen.
            let arguments = vec![serde_json::to_value(element).expect("an element")];
            drop(self.client.execute("arguments[0].scrollIntoView({ block: 'center' })", arguments).await);
            None
        })
        .await;
    }

    /// Replaces what is in the field with a label, as if typed.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.by_label(label).await;
        // As a person does. WebDriver's own "clear" is heard of as no typing.
        let select = "const [field] = arguments; field.focus(); field.select()";
        let arguments = vec![serde_json::to_value(&field).expect("an element")];
        self.client.execute(select, arguments).await.unwrap_or_else(|error| panic!("selecting {label:?}: {error}"));
        let keys = format!("{}{text}", char::from(Key::Backspace));
        field.send_keys(&keys).await.unwrap_or_else(|error| panic!("typing into {label:?}: {error}"));
    }

    /// Sets the value of the field with a label at once, as a date picker does.
    pub async fn set(&self, label: &str, value: &str) {
        let field = self.by_label(label).await;
        let script = "const [field, value] = arguments;
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }))";
        let arguments = vec![serde_json::to_value(&field).expect("an element"), value.into()];
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("setting {label:?}: {error}"));
    }

    /// Chooses an option, by its text, in the native select with a label.
    pub async fn choose(&self, label: &str, option: &str) {
        let select = self.by_label(label).await;
        self.until(&format!("{label:?} offers {option:?}"), async || select.select_by_label(option).await.ok()).await;
    }

    /// Presses keys one after the other wherever the focus is, as a keyboard does; see [`fantoccini::key::Key`] for those
    /// without a letter. (Sending keys to the element with the focus would bring it back to the first part of a date.)
    pub async fn press(&self, keys: &str) {
        let still = KeyActions::new("keyboard".to_owned());
        let actions =
            keys.chars().fold(still, |keys, value| keys.then(KeyAction::Down { value }).then(KeyAction::Up { value }));
        self.client.perform_actions(actions).await.unwrap_or_else(|error| panic!("pressing {keys:?}: {error}"));
    }

    /// What the live region says.
    pub async fn announced(&self) -> String {
        self.script("return document.getElementById('live').textContent").await.as_str().unwrap_or_default().to_owned()
    }

    /// Goes back from a frame to the page that holds it all.
    pub async fn leave_frames(&self) {
        let top = Extension::Post("frame".into(), json!({ "id": null }));
        self.client.issue_cmd(top).await.expect("the top page");
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Sends a command of the Chrome DevTools protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.client
            .issue_cmd(Extension::Post("goog/cdp/execute".into(), body))
            .await
            .unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Makes the page's area so large, in CSS pixels; smaller than a window may be.
    pub async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Leaves a picture of the page in `target/screenshots/`.
    pub async fn screenshot(&self, name: &str) {
        let picture = self.client.screenshot().await.expect("a picture");
        let file = screenshots().join(format!("{name}.png"));
        std::fs::write(&file, picture).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }

    /// Prints the page to paper of size A4 and leaves it in `target/screenshots/`; how many sheets it takes.
    pub async fn printed(&self, name: &str) -> usize {
        let paper = PrintConfiguration::builder().build().expect("A4");
        let pdf = self.client.print(paper).await.expect("the page can be printed");
        let file = screenshots().join(format!("{name}.pdf"));
        std::fs::write(&file, &pdf).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        pdf.windows(12).filter(|bytes| bytes.starts_with(b"/Type /Page\n") || *bytes == b"/Type /Page ").count()
    }

    /// Looks at the page as it is on paper, or on the screen again.
    pub async fn on_paper(&self, paper: bool) {
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": if paper { "print" } else { "" } })).await;
    }

    /// Fails if the console holds an error or a content security policy was violated.
    pub async fn assert_quiet(&self) {
        self.read_log().await;
        let log = self.log.borrow();
        let complaints: Vec<_> = log
            .console
            .iter()
            .filter(|entry| {
                entry["level"] == "SEVERE"
                    || entry["source"] == "security"
                    || entry["message"].as_str().is_some_and(|message| message.contains("Content Security Policy"))
            })
            .collect();
        assert!(complaints.is_empty(), "the console complains: {complaints:#?}");
    }

    /// Fails if anything was asked of another origin.
    pub async fn assert_no_other_origin(&self) {
        self.read_log().await;
        let own: Vec<String> =
            self.origins.iter().chain([&self.site.origin()]).map(|origin| format!("{origin}/")).collect();
        let log = self.log.borrow();
        let elsewhere: Vec<_> = log
            .requests
            .iter()
            .filter(|url| {
                !own.iter().any(|origin| url.starts_with(origin))
                    && !["data:", "blob:", "file:", "about:"].iter().any(|s| url.starts_with(s))
            })
            .collect();
        assert!(elsewhere.is_empty(), "asked of other origins: {elsewhere:#?}");
    }

    async fn read_log(&self) {
        if self.engine != Engine::Chromium {
            let loaded = self.script("return performance.getEntriesByType('resource').map(it => it.name)").await;
            let loaded = loaded.as_array().cloned().unwrap_or_default();
            self.log.borrow_mut().requests.extend(loaded.iter().filter_map(|url| url.as_str().map(str::to_owned)));
            return;
        }
        let console = self.entries("browser").await;
        let performance = self.entries("performance").await;
        let mut log = self.log.borrow_mut();
        log.console.extend(console);
        for entry in performance {
            let Ok(event) = serde_json::from_str::<Value>(entry["message"].as_str().unwrap_or_default()) else {
                continue;
            };
            let event = &event["message"];
            // The browser's own start page.
            if event["params"]["documentURL"].as_str().is_some_and(|url| url.starts_with("chrome")) {
                continue;
            }
            let url = match event["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["params"]["request"]["url"],
                Some("Network.webSocketCreated") => &event["params"]["url"],
                _ => continue,
            };
            log.requests.extend(url.as_str().map(str::to_owned));
        }
    }

    async fn entries(&self, kind: &str) -> Vec<Value> {
        let command = Extension::Post("se/log".into(), json!({ "type": kind }));
        let entries = self.client.issue_cmd(command).await.expect("the browser's log");
        entries.as_array().cloned().unwrap_or_default()
    }

    /// Waits until `ready` gives something.
    pub async fn until<T, F: Future<Output = Option<T>>>(&self, what: &str, mut ready: impl FnMut() -> F) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = ready().await {
                return found;
            }
            assert!(Instant::now() < deadline, "waited in vain until {what}; the page shows:\n{}", self.text().await);
            tokio::time::sleep(POLL).await;
        }
    }

    async fn explain_failure(&self, name: &str) {
        if let Ok(picture) = self.client.screenshot().await {
            drop(std::fs::write(screenshots().join(format!("FAILED-{name}.png")), picture));
        }
        let command = Extension::Post("se/log".into(), json!({ "type": "browser" }));
        let console = self.client.issue_cmd(command).await;
        eprintln!("console: {console:#?}\nserver was asked for: {:#?}", self.site.requests());
    }
}

/// Where pictures go: `target/screenshots/`.
fn screenshots() -> PathBuf {
    let folder = crate::target().join("screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}

/// A selector for what may have a role; which of them do, the browser says.
fn candidates(role: &str) -> &'static str {
    match role {
        "button" => "button, summary, input[type=button], input[type=submit], [role=button]",
        "link" => "a[href], [role=link]",
        "heading" => "h1, h2, h3, h4, h5, h6, [role=heading]",
        "checkbox" | "switch" => "input[type=checkbox], [role=checkbox], [role=switch]",
        "radio" => "input[type=radio], [role=radio]",
        "option" => "option, [role=option]",
        "region" => "section, [role=region]",
        _ => "*",
    }
}

/// Commands of the driver that are not among the client's own.
#[derive(Debug)]
enum Extension {
    Get(String),
    Post(String, Value),
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        let (Self::Get(path) | Self::Post(path, _)) = self;
        base.join(&format!("session/{}/{path}", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        match self {
            Self::Get(_) => (http::Method::GET, None),
            Self::Post(_, body) => (http::Method::POST, Some(body.to_string())),
        }
    }
}

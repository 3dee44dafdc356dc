// The service worker: keeps one version of the page whole, so that it opens without a network. The build puts in the files
// with the hash of each, and the version, a hash of all that (crates/site/src/worker.rs). A new version is fetched whole
// beside the old one and takes over when every window with the old one is closed, or when a window asks for it; the other
// windows then go on with the old one, which is kept for them. No page ever runs on a mixture.
//
// Nothing is kept that is not the file of this version: not the page of a network that asks to log in, not a block page,
// not the front page of another version while a server's files are being replaced.
const VERSION = "@version@";
// "yes" where the other versions were called back: then this one takes over at once, everywhere (`renew --withdraw`).
const WITHDRAWS = "no";
// Each file and its SHA-256; none where nothing is to be kept any more (`renew --keep-nothing`).
const FILES = "@files@";
const HASHES = new Map(FILES.split(" ").filter(Boolean).map(function (file) { return file.split("="); }));
const OWN = "policy-match " + self.registration.scope + " ";
const CACHE = OWN + VERSION;
// Is there from when the kept page is opened until it says that it runs.
const OPENED = OWN + "opened";
// A name with a hash never changes its content.
const HASHED = /-[0-9a-f]{12,16}(_bg)?\./;

// The file as the list names it that an address is of; another name, or none, for all that is not kept.
function named(address) {
  const url = new URL(address);
  if (!url.href.startsWith(self.registration.scope)) return null;
  const name = "./" + url.pathname.slice(new URL(self.registration.scope).pathname.length);
  return name === "./index.html" ? "./" : name;
}

// Without the right label a browser neither runs a script nor shows the page.
function isLabelled(name, type) {
  return name === "./" ? /^text\/html/i.test(type) : !/\.js$/.test(name) || /javascript/i.test(type);
}

// Fetches a file, and fails where the answer is anything else.
async function checked(name, cache) {
  const response = await fetch(name, { cache: cache, redirect: "error" });
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const bytes = Array.from(new Uint8Array(digest));
  const hash = bytes.map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  const isRight = response.ok && hash === HASHES.get(name) && isLabelled(name, response.headers.get("Content-Type"));
  if (!isRight) throw new TypeError(name + " is not the file of this version");
  return response;
}

async function file(name) {
  // Where the name has a hash, the browser's own store has the file since the first screen.
  if (HASHED.test(name)) {
    try { return await checked(name, "default"); } catch (error) { /* The server is asked. */ }
  }
  return checked(name, "reload");
}

// Keeps all files, or none.
async function fill() {
  if (!HASHES.size) return;
  // Where the front page is another, the rest need not be fetched.
  const front = await file("./");
  const names = Array.from(HASHES.keys());
  const files = await Promise.all(names.map(function (name) { return name === "./" ? front : file(name); }));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(names.map(function (name, index) { return cache.put(name, files[index]); }));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

// What is kept of a file; nothing where the browser has given it up or denies its stores.
function kept(name, version) {
  return caches.match(name, { cacheName: version || CACHE }).catch(function () {});
}

// The stores of other versions.
async function others() {
  const names = await caches.keys();
  return names.filter(function (name) { return name.startsWith(OWN) && name !== CACHE && name !== OPENED; });
}

function dropped(names) {
  return Promise.all(names.map(function (name) { return caches.delete(name); }));
}

// The windows with this page. Other pages of the origin run on nothing of it.
async function windows() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(function (one) { return named(one.url) === "./"; });
}

async function whole() {
  try {
    // Opening makes a store where there is none.
    return await caches.has(CACHE) && (await (await caches.open(CACHE)).keys()).length === HASHES.size;
  } catch (error) {
    return false;
  }
}

// Whether something was found to be lost, and the filling that mends it.
let lost = false;
let filling = null;

function mended() {
  if (lost && !filling) {
    lost = false;
    // The server may be gone, or at another version; then all comes from it until the next worker.
    filling = fill().catch(function () {}).then(function () { filling = null; });
  }
  return filling;
}

// That the page runs, as far as it is being noted.
let noted = null;

// Whether the page as it is kept may be opened: not if it did not run the last time. What the server said with it, such as a
// policy, may keep it from running for ever, and from saying so.
async function isTrusted(request) {
  // A frame says nothing.
  if (request.destination !== "document") return true;
  try {
    await noted;
    if (await caches.has(OPENED)) return false;
    await caches.open(OPENED);
  } catch (error) { /* No store, no mark. */ }
  return true;
}

// The front page decides for all that it loads: from what is kept if that is whole, otherwise from the server.
async function front(request) {
  if (await whole() && await isTrusted(request)) {
    const page = await kept("./");
    if (page) return page;
  }
  lost = true;
  let page;
  try {
    page = await fetch(request);
  } catch (error) {
    page = await kept("./");
    if (page) return page;
    throw error;
  }
  if (!page.ok) return await kept("./") || page;
  await dropped([CACHE]).catch(function () {});
  return page;
}

async function other(name, request) {
  const found = await kept(name);
  if (found) return found;
  if (HASHES.has(name)) {
    lost = true;
  } else {
    // Of a window that runs on another version.
    for (const version of await others().catch(function () { return []; })) {
      const older = await kept(name, version);
      if (older) return older;
    }
  }
  return fetch(request);
}

// Gives up the older versions once no window can run on one.
async function tidied(event) {
  if (self.registration.waiting || self.registration.installing) return;
  const open = await windows();
  if (open.every(function (one) { return one.id === event.resultingClientId; })) await dropped(await others());
}

// Has a window go over to this version: its page does it, with what was typed; where none answers, without.
function goesOver(one) {
  const channel = new MessageChannel();
  const url = new URL(one.url);
  url.hash = "";
  const late = setTimeout(function () { one.navigate(url.href).catch(function () {}); }, 2000);
  channel.port1.onmessage = function () { clearTimeout(late); };
  one.postMessage("withdrawn", [channel.port2]);
}

self.addEventListener("install", function (event) {
  // What was called back is not used any more, whether or not this version can be kept.
  event.waitUntil(WITHDRAWS === "yes" ? fill().catch(function () {}).then(function () { return self.skipWaiting(); }) : fill());
});

self.addEventListener("activate", function (event) {
  event.waitUntil(Promise.all([others(), windows()]).then(async function (found) {
    const [older, open] = found;
    if (WITHDRAWS === "yes" || open.length <= 1) await dropped(older);
    await caches.delete(OPENED);
    await self.clients.claim();
    if (WITHDRAWS === "yes" && older.length) open.forEach(goesOver);
    if (!HASHES.size) await self.registration.unregister();
  }));
});

self.addEventListener("message", function (event) {
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
  if (event.data === "running") event.waitUntil(noted = caches.delete(OPENED).catch(function () {}));
});

self.addEventListener("fetch", function (event) {
  const name = named(event.request.url);
  if (event.request.method !== "GET" || !name || !HASHES.size || !HASHES.has(name) && !HASHED.test(name)) return;
  const isFront = name === "./";
  const answer = isFront ? front(event.request) : other(name, event.request);
  event.respondWith(answer);
  event.waitUntil(answer.then(mended, mended));
  if (isFront) event.waitUntil(tidied(event).catch(function () {}));
});

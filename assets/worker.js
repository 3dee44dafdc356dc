// The service worker: keeps one version of the page whole, so that it opens without a network. The build puts in the files
// with the hash of each, and the version, a hash of all that (crates/site/src/worker.rs). A new version is fetched whole beside the
// old one and takes over when every window with the old one is closed, or when the only window asks for it, so that no
// page ever runs on a mixture.
//
// Nothing is kept that is not the file of this version: not the page of a network that asks to log in, not a block page,
// not the front page of another version while a server's files are being replaced.
const VERSION = "@version@";
// Each file and its SHA-256.
const FILES = "@files@";
const HASHES = new Map(FILES.split(" ").map(function (file) { return file.split("="); }));
const OWN = "policy-match " + self.registration.scope + " ";
const CACHE = OWN + VERSION;

// The file as the list names it that an address is of; another name, or none, for all that is not kept.
function named(address) {
  const url = new URL(address);
  if (!url.href.startsWith(self.registration.scope)) return null;
  const name = "./" + url.pathname.slice(new URL(self.registration.scope).pathname.length);
  return name === "./index.html" ? "./" : name;
}

// Fetches a file, and fails where the answer is anything else.
async function checked(name, cache) {
  const response = await fetch(name, { cache: cache, redirect: "error" });
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const bytes = Array.from(new Uint8Array(digest));
  const hash = bytes.map(function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  if (!response.ok || hash !== HASHES.get(name)) throw new TypeError(name + " is not the file of this version");
  return response;
}

async function file(name) {
  // Where the name has a hash, the browser's own store has the file since the first screen.
  if (/-[0-9a-f]{12,16}(_bg)?\./.test(name)) {
    try { return await checked(name, "default"); } catch (error) { /* The server is asked. */ }
  }
  return checked(name, "reload");
}

// Keeps all files, or none.
async function fill() {
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
function kept(name) {
  return caches.open(CACHE).then(function (cache) { return cache.match(name); }).catch(function () {});
}

function whole() {
  return caches.open(CACHE).then(function (cache) { return cache.keys(); })
    .then(function (keys) { return keys.length === HASHES.size; }).catch(function () { return false; });
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

// The front page decides for all that it loads: from what is kept if that is whole, otherwise from the server.
async function front(request) {
  if (await whole()) {
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
  if (page.ok) await caches.delete(CACHE).catch(function () {});
  return page;
}

async function other(name, request) {
  const found = await kept(name);
  if (found) return found;
  lost = true;
  return fetch(request);
}

self.addEventListener("install", function (event) { event.waitUntil(fill()); });

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name.startsWith(OWN) && name !== CACHE ? caches.delete(name) : null;
    }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener("message", function (event) {
  if (event.data !== "take over") return;
  event.waitUntil(self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(function (windows) {
    // Other pages of the origin run on nothing of this.
    const own = windows.filter(function (one) { return named(one.url) === "./"; });
    if (own.length <= 1) return self.skipWaiting();
    event.ports[0].postMessage("others");
  }));
});

self.addEventListener("fetch", function (event) {
  const name = named(event.request.url);
  if (event.request.method !== "GET" || !HASHES.has(name)) return;
  const answer = name === "./" ? front(event.request) : other(name, event.request);
  event.respondWith(answer);
  event.waitUntil(answer.then(mended, mended));
});

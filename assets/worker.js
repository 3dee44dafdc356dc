// The service worker: keeps one version of the page whole, so that it opens without a network. The build puts in the
// version (a hash of all files) and the files; a new version is fetched whole beside the old one and takes over when
// every window with the old one is closed, or when the only window asks for it, so that no page ever runs on a mixture.
const VERSION = "@version@";
const FILES = "@files@".split(" ");
const OWN = "policy-match " + self.registration.scope + " ";
const CACHE = OWN + VERSION;

self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(CACHE).then(function (cache) {
    return cache.addAll(FILES.map(function (file) {
      // Names with a hash never change; the others must not come from the browser's own store.
      return /-[0-9a-f]{12,16}(_bg)?\./.test(file) ? file : new Request(file, { cache: "reload" });
    }));
  }));
});

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
    if (windows.length <= 1) return self.skipWaiting();
    event.ports[0].postMessage("others");
  }));
});

self.addEventListener("fetch", function (event) {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(self.registration.scope)) return;
  const name = url.pathname.slice(new URL(self.registration.scope).pathname.length);
  const front = name === "" || name === "index.html";
  if (!front && FILES.indexOf("./" + name) < 0) return;
  event.respondWith(caches.open(CACHE).then(function (cache) {
    return cache.match(front ? "./" : "./" + name);
  }).then(function (kept) { return kept || fetch(event.request); }));
});

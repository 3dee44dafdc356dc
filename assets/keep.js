// Keeps the page on the device for times without a network, with the service worker of worker.js, lets it be installed,
// and says when a newer version is ready. Loaded by boot.js once the page runs, unless it is a part of another page.
//
// For the app:
//   event "policy-match-newer"   of window: the newer version has taken over. The app reloads the page with what was
//                                told, unless that is too much to bring along and the person rather stays, and says so by
//                                preventDefault; without it the page is reloaded as it is.
(function () {
  "use strict";

  // A sentence in both languages.
  function put(element, chinese, english) {
    // A plain space would be lost in a button that lines up its parts.
    element.textContent = chinese + "\u00a0";
    const span = document.createElement("span");
    span.lang = "en";
    span.textContent = english;
    element.appendChild(span);
  }

  // To the version that has taken over.
  function goOver() {
    const event = new Event("policy-match-newer", { cancelable: true });
    if (window.dispatchEvent(event)) location.reload();
  }

  // This version was called back.
  navigator.serviceWorker.addEventListener("message", function (event) {
    if (event.data !== "withdrawn") return;
    event.ports[0].postMessage("heard");
    goOver();
  });

  function takeOver(waiting, button) {
    navigator.serviceWorker.addEventListener("controllerchange", function () {
      // Who rather stays may go over later.
      button.disabled = false;
      goOver();
    }, { once: true });
    waiting.postMessage("take over");
  }

  function say() {
    const registration = this;
    if (!registration.waiting || !navigator.serviceWorker.controller || document.getElementById("newer")) return;
    const note = document.createElement("div");
    note.id = "newer";
    note.className = "notice";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    put(text, "新版本已经准备好：关闭本页的所有窗口后再打开，就会使用新版本。",
      "A newer version is ready: it is used once every window with this page was closed.");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    put(button, "现在更新", "Update now");
    button.addEventListener("click", function () {
      const waiting = registration.waiting;
      // Another window has asked before.
      if (!waiting) return goOver();
      button.disabled = true;
      takeOver(waiting, button);
    });
    note.appendChild(text);
    note.appendChild(button);
    document.getElementById("failure").appendChild(note);
  }

  // The page runs: should it fail another time, it may start anew again (failure.js).
  try { sessionStorage.removeItem("policy-match-anew"); } catch (error) { /* Nothing is stored, then. */ }

  // What lets it be installed. Nothing of that is wanted before the first screen.
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "./manifest.webmanifest";
  document.head.appendChild(manifest);

  navigator.serviceWorker.register(window.policyMatchAddress("worker")).then(function (registration) {
    const check = say.bind(registration);
    // What waits beside none that is active is the first version, not a newer one.
    if (registration.active) check();
    // Whoever was without a network may have missed another version, or that this one was called back.
    window.addEventListener("online", function () { registration.update().catch(function () {}); });
    function watch() {
      const coming = registration.installing;
      if (coming && registration.active) coming.addEventListener("statechange", check);
    }
    // The browser may have begun by itself when the page was opened.
    watch();
    registration.addEventListener("updatefound", watch);
  }).catch(function (error) {
    // The page works without; a refusal (private windows, policies) is no fault.
    console.info("policy-match: not kept for times without a network: " + error);
  });
})();

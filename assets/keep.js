// Keeps the page on the device for times without a network, with the service worker of worker.js, and says when a newer
// version is ready. Loaded by boot.js once the page runs, unless it is a part of another page.
(function () {
  "use strict";

  function say() {
    if (!this.waiting || !navigator.serviceWorker.controller || document.getElementById("newer")) return;
    const note = document.createElement("p");
    note.id = "newer";
    note.className = "notice";
    note.setAttribute("role", "status");
    note.textContent = "新版本已经准备好：关闭本页的所有窗口后再打开，就会使用新版本。 ";
    const english = document.createElement("span");
    english.lang = "en";
    english.textContent = "A newer version is ready: it is used once every window with this page was closed.";
    note.appendChild(english);
    document.getElementById("failure").appendChild(note);
  }

  navigator.serviceWorker.register(window.policyMatchAddress("worker")).then(function (registration) {
    const check = say.bind(registration);
    check();
    registration.addEventListener("updatefound", function () {
      const coming = registration.installing;
      if (coming) coming.addEventListener("statechange", check);
    });
  }).catch(function (error) {
    // The page works without; a refusal (private windows, policies) is no fault.
    console.info("policy-match: not kept for times without a network: " + error);
  });
})();

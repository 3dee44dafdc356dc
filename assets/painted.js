// Stands in the page itself, so that the program is asked for without waiting for boot.js.
// Where a server's own policy forbids it, boot.js asks.
//
// For boot.js:
//   window.policyMatchPainted  a promise that the first screen is painted.
(function () {
  "use strict";

  // The first question is painted first, the rest right after, so that neither takes long (shell.css).
  const root = document.documentElement;
  root.classList.add("early");

  // The header alone is laid out now, in a task of its own: the system is asked for both weights of type, which in some
  // browsers takes longer than all the rest of the first layout.
  root.offsetHeight;

  // Where nothing is painted (a hidden page or frame) or the browser does not say so, nobody waits for long.
  window.policyMatchPainted = new Promise(function (done) {
    if (document.hidden) return done();
    setTimeout(done, 300);
    try {
      new PerformanceObserver(function (list) {
        if (list.getEntriesByName("first-contentful-paint").length) done();
      }).observe({ entryTypes: ["paint"] });
    } catch (error) {
      // No observer of this kind: the timer is enough.
    }
  });

  window.policyMatchPainted.then(function () { root.classList.remove("early"); });

  // From a server nearby the program would come, and be compiled, before the first screen is painted: it waits for that.
  // What a distant one sends comes later in any case.
  const visit = performance.getEntriesByType("navigation")[0];
  const distant = visit && visit.responseStart - visit.requestStart > 50;
  (distant ? Promise.resolve() : window.policyMatchPainted).then(function () {
    // Each asked for in a task of its own: asking takes milliseconds.
    document.querySelectorAll('link[rel="later"]').forEach(function (link) {
      setTimeout(function () { link.rel = "preload"; }, 0);
    });
  });
})();

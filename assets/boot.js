// Starts the page's WebAssembly and, when that fails, has failure.js say which cause it was and what to do.
//
// A classic script of ECMAScript 2017, without modules, `eval` or `innerHTML`, so that it runs under
// the strictest content security policy and in browsers several years old. It loads the glue made by
// wasm-bindgen, which leaves the function `wasm_bindgen`; the wasm's address and integrity are read
// from its link, which painted.js turns into a preload.
//
// For the app:
//   window.policyMatchFailed(detail)  shows that the running page has stopped, with `detail` (a string)
//                                     to copy. Call it from the panic hook. The first failure stays;
//                                     what was typed remains visible below it.
//   window.policyMatchShown()         the first screen is there, and answers.
//   window.policyMatchPiece(name, callback, data)  fetches a further piece of the program (src/later/mod.rs).
//   window.policyMatchData(name)      a promise of the bytes of a data file (crates/pack).
//   window.policyMatchAddress(name)   the address of a listed script, as a trusted one.
//   <html data-state>                 "running" once the app has started, "failed" after a failure.
(function () {
  "use strict";

  const root = document.documentElement;
  // What the browser reported of the security policy.
  const seen = { violation: null };

  function describe(error) {
    return error && error.name ? error.name + ": " + error.message : String(error);
  }

  // Whether a policy forbids WebAssembly: browsers that do not know 'wasm-unsafe-eval' say so each in its own way.
  function forbidden(error) {
    return error instanceof EvalError || /content security policy|unsafe-eval|disallowed by embedder/i.test(String(error && error.message));
  }

  // The files that the page's head lists besides those it names: `NAME ADDRESS INTEGRITY`.
  function listed(name) {
    const list = Array.from(document.querySelectorAll('meta[name="policy-match-piece"]'));
    return list.map(function (meta) { return meta.content.split(" "); }).find(function (parts) { return parts[0] === name; });
  }

  // A listed file, checked against its integrity.
  async function fetched(name) {
    const found = listed(name);
    const response = await fetch(found[1], { integrity: found[2] });
    if (!response.ok) throw new TypeError("the server answered " + response.status);
    return response.arrayBuffer();
  }

  // Each listed file is fetched once; tried again after a failure.
  const files = {};
  function once(name, get) {
    if (!files[name]) {
      files[name] = get(name);
      files[name].catch(function () { delete files[name]; });
    }
    return files[name];
  }

  window.policyMatchData = function (name) { return once(name, fetched); };

  // Joins a piece to the program, after what several pieces share.
  let program = null;
  async function join(name) {
    const before = name !== "shared" && listed("shared") ? once("shared", join) : null;
    const [bytes, main] = await Promise.all([fetched(name), program, before]);
    await WebAssembly.instantiate(bytes, { __wasm_split: main });
  }

  // Only addresses of listed files become those of scripts.
  function address(name) { return listed(name)[1]; }
  let trusted = { createScriptURL: address };
  try {
    if (window.trustedTypes) trusted = trustedTypes.createPolicy("policy-match", trusted);
  } catch (error) { console.warn("policy-match: " + describe(error)); }
  window.policyMatchAddress = function (name) { return trusted.createScriptURL(name); };

  // Runs a script that not every visit needs; goes on without it where it does not load.
  function run(name) {
    return new Promise(function (resolve) {
      const found = listed(name);
      if (!found) return resolve();
      const script = document.createElement("script");
      script.onload = script.onerror = resolve;
      if (found[2]) {
        script.crossOrigin = "anonymous";
        script.integrity = found[2];
      }
      script.src = window.policyMatchAddress(name);
      document.head.appendChild(script);
    }).catch(function (error) { console.warn("policy-match: " + describe(error)); });
  }

  // Has one failure explained; the first stays. Without the script for that (the network is gone) it says just that.
  function failed(how, ...what) {
    if (root.getAttribute("data-state") === "failed") return;
    root.setAttribute("data-state", "failed");
    run("failure").then(function () {
      if (window.policyMatchFailure) return window.policyMatchFailure[how](...what);
      const line = document.createElement("p");
      line.setAttribute("role", "alert");
      line.textContent = "页面出错，也连不上服务器，请检查网络后刷新。The page failed and cannot reach its server: check the connection and reload.";
      (document.getElementById("failure") || document.body).appendChild(line);
    });
  }

  function fail(cause, detail) { failed("show", cause, detail); }

  // The program asks for a piece; it is told by a function of its table whether the piece is there.
  window.policyMatchPiece = function (name, callback, data) {
    once(name, join).then(function () { return 1; }, function (error) {
      console.warn("policy-match: the piece " + name + " did not load: " + describe(error));
      return 0;
    }).then(async function (there) {
      const shared = await program;
      // In a task of its own.
      await new Promise(function (done) { setTimeout(done, 0); });
      shared.__indirect_function_table.get(callback)(data, there);
    }).catch(onError);
  };

  async function start() {
    // The one-file edition brings its files along (unpack.js).
    if (location.protocol === "file:" && !window.policyMatchFiles) return fail("file", "");
    if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiate !== "function") return fail("no-webassembly", "");
    if (typeof fetch !== "function") return fail("old-browser", "error: no fetch");
    // The program neither comes in the way of the first screen nor takes the thread before it is painted.
    await window.policyMatchPainted;
    await new Promise(function (done) { setTimeout(done, 0); });
    const link = document.querySelector('link[type="application/wasm"]');
    if (!link) return fail("other", "error: no wasm in the page");

    const glue = run("glue");
    const first = window.policyMatchData("first");
    let response;
    try {
      response = await fetch(link.href, { integrity: link.integrity });
      if (!response.ok) throw new TypeError("the server answered " + response.status);
    } catch (error) {
      return failed("diagnose", seen, link.href, /^application\//i, error);
    }

    let compiled;
    try {
      const type = response.headers.get("Content-Type") || "none";
      if (/^application\/wasm$/i.test(type) && WebAssembly.compileStreaming) {
        compiled = await WebAssembly.compileStreaming(response);
      } else {
        // The bytes are sound, only their label is wrong (or streaming is not there): slower, but it runs.
        compiled = await WebAssembly.compile(await response.arrayBuffer());
      }
    } catch (error) {
      const why = "file: " + link.href.split("/").pop() + "\nerror: " + describe(error);
      if (seen.violation || forbidden(error)) return fail("blocked", why);
      if (error instanceof WebAssembly.CompileError) return fail("old-browser", why);
      return fail("unreachable", why);
    }

    try {
      await first;
    } catch (error) {
      return failed("diagnose", seen, listed("first")[1], /^application\//i, error);
    }

    await host;
    await glue;
    if (typeof wasm_bindgen !== "function") return failed("diagnoseGlue", seen, listed("glue"));
    try {
      const shown = new Promise(function (done) { window.policyMatchShown = done; });
      program = wasm_bindgen({ module_or_path: compiled });
      await program;
      await shown;
    } catch (error) {
      return fail(forbidden(error) ? "blocked" : error instanceof WebAssembly.LinkError ? "damaged" : "crashed", "error: " + describe(error));
    }
    if (root.getAttribute("data-state") !== "failed") root.setAttribute("data-state", "running");
    run("failure");
    // Keeps the page for times without a network; not as a part of another page. Later, since fetching it all takes the
    // processor, too.
    if (window.parent !== window || !window.isSecureContext || !navigator.serviceWorker) return;
    // What is kept of it may be opened again (worker.js).
    if (navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage("running");
    setTimeout(run, 2000, "keep");
  }

  // A trap (a panic, an exhausted stack) leaves the app dead: say so even where no panic hook could.
  function onError(error) {
    if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) fail("crashed", "error: " + describe(error));
  }

  window.policyMatchFailed = function (detail) { fail("crashed", "error: " + String(detail)); };
  window.addEventListener("error", function (event) { onError(event.error); });
  window.addEventListener("unhandledrejection", function (event) { onError(event.reason); });
  document.addEventListener("securitypolicyviolation", function (event) {
    if (/^(script|connect|default)-src/.test(event.violatedDirective)) seen.violation = event.violatedDirective + " " + event.blockedURI;
  });

  // A server's own policy may forbid the sheet that stands in the page: then the same as a file.
  const sheet = document.querySelector("style");
  if (sheet && !sheet.sheet && listed("shell")) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = listed("shell")[1];
    document.head.appendChild(link);
  }

  // Another page than the first is asked for, or a host page has changed it: the first is not to flash up.
  const first = document.querySelector("#app > .page");
  if (first && (location.search || /^#\/[^?]/.test(location.hash))) first.parentNode.removeChild(first);

  // A page around this one, or settings in the address.
  const host = window.parent !== window || location.search ? run("host") : null;
  if (location.search.replace(/[?&](lang|large)=[^&]*/g, "") && !listed("host")) console.warn("policy-match: 单文件版不采用网址里的设置。 The one file takes no settings from its address.");
  start().catch(function (error) { fail("other", "error: " + describe(error)); });
})();

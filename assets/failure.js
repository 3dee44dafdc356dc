// Says why the page did not start or has stopped, and what to do. Loaded by boot.js when that happens, and in the
// background once the page runs, so that it can speak without a network.
//
// window.policyMatchFailure: `show` a cause with its details to copy; `diagnose` why an address could not be read;
// `diagnoseGlue` why the glue did not run.
(function () {
  "use strict";

  // Each cause: what happened and what to do, in Chinese and in English.
  const TEXTS = {
    "no-webassembly": [
      "这个浏览器不支持 WebAssembly，或者已被关闭。",
      "请换用较新的 Chrome、Edge、Firefox 或 Safari，或把浏览器切换到“极速模式”；单位电脑请联系管理员开启。",
      "This browser has no WebAssembly, or it is switched off.",
      "Use a recent Chrome, Edge, Firefox or Safari, or ask your administrator to allow it."
    ],
    "old-browser": [
      "这个浏览器的版本太旧，无法运行本页。",
      "请升级浏览器，或换用较新的 Chrome、Edge、Firefox 或 Safari。",
      "This browser is too old to run the page.",
      "Update it, or use a recent Chrome, Edge, Firefox or Safari."
    ],
    "mime": [
      "服务器返回的文件类型不对。",
      "请网站管理员把 .wasm 设为 application/wasm、.js 设为 text/javascript，并且不要用其他网页代替这些文件。",
      "The server sent a file as the wrong type (MIME).",
      "The webmaster should serve .wasm as application/wasm and .js as text/javascript, and no other page in their place."
    ],
    "blocked": [
      "网站的安全策略（CSP）阻止了本页运行。",
      "请先升级浏览器；仍然不行，请网站管理员在 script-src 中加入 'self' 和 'wasm-unsafe-eval'，在 connect-src 中加入 'self'。",
      "The site's content security policy blocks the page.",
      "Update the browser; if that does not help, the webmaster should allow 'self' and 'wasm-unsafe-eval' in script-src, and 'self' in connect-src."
    ],
    "damaged": [
      "收到的文件已损坏或被改动，为安全起见没有运行。",
      "请刷新页面；仍然不行，请换一个网络再试，或请网站管理员重新上传全部文件。",
      "A file arrived damaged or changed, so it was not run.",
      "Reload; if that does not help, try another network, or the webmaster should upload all files again."
    ],
    "missing": [
      "服务器上找不到页面所需的文件。",
      "网站可能刚刚更新，请刷新页面；仍然不行，请网站管理员重新上传全部文件。",
      "A file the page needs is not on the server.",
      "The site may just have been updated: reload. If that does not help, the webmaster should upload all files again."
    ],
    "unreachable": [
      "无法连接服务器，可能已经断网。",
      "请检查网络连接后重新加载。",
      "The server cannot be reached; you may be offline.",
      "Check the connection and reload."
    ],
    "sandbox": [
      "本页所在的框架（iframe）不允许读取页面文件。",
      "请网站管理员为这些文件发送 Access-Control-Allow-Origin: *，或在 sandbox 中加入 allow-same-origin。",
      "The frame around this page may not read the page's files.",
      "The webmaster should send Access-Control-Allow-Origin: * with them, or add allow-same-origin to the sandbox."
    ],
    "file": [
      "本页是直接从文件夹打开的（file:），浏览器不允许这样运行。",
      "请通过网址访问；没有网络的电脑，请使用单文件离线版。",
      "The page was opened from a folder (file:), where browsers do not let it run.",
      "Open it by its web address; without a network, use the single-file offline edition."
    ],
    "crashed": [
      "页面运行出错，已经停止。",
      "请重新加载页面。您填写的内容没有离开本机。",
      "The page met an error and has stopped.",
      "Please reload. Nothing you typed has left this device."
    ],
    "other": [
      "页面因未知原因未能启动。",
      "请刷新页面或换用其他浏览器；仍然不行，请把下面的详情发给网站管理员。",
      "The page did not start, for a reason it does not know.",
      "Reload or try another browser; if that does not help, send the details below to the webmaster."
    ]
  };

  function make(tag, attributes, children) {
    const node = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) {
      node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return node;
  }

  function english(tag, text) {
    return make(tag, { lang: "en" }, [text]);
  }

  function describe(error) {
    return error && error.name ? error.name + ": " + error.message : String(error);
  }

  // The last part of an address: enough to name a file.
  function fileName(url) {
    return String(url).split(/[?#]/)[0].split("/").pop();
  }

  function button(zh, en, testId, action) {
    const node = make("button", { type: "button", "data-testid": testId }, [zh + " ", english("span", en)]);
    node.addEventListener("click", action);
    return node;
  }

  // What this device keeps of the page may be what fails: then it is given up, and the page loaded again from its server;
  // once, until the page has run (keep.js). Not where the server cannot be reached: what is kept is then all there is.
  async function startedAnew() {
    const worker = navigator.serviceWorker;
    if (!worker || !worker.controller) return false;
    try {
      if (sessionStorage.getItem("policy-match-anew")) return false;
      // The one file that is never kept.
      const there = await fetch("./worker.js", { cache: "no-store", redirect: "error" });
      if (!there.ok || !/javascript/i.test(there.headers.get("Content-Type"))) return false;
      sessionStorage.setItem("policy-match-anew", "yes");
      const registration = await worker.getRegistration();
      const own = "policy-match " + registration.scope + " ";
      const names = await caches.keys();
      await Promise.all(names.filter(function (name) { return name.startsWith(own); }).map(function (name) { return caches.delete(name); }));
      if (!await registration.unregister()) return false;
      // The browser's own store may hold the same, and for good where the name has a hash.
      const links = Array.from(document.querySelectorAll("link[href], script[src]"), function (node) { return node.href || node.src; });
      const listed = Array.from(document.querySelectorAll('meta[name="policy-match-piece"]'), function (meta) { return meta.content.split(" ")[1]; });
      const files = links.concat(listed).map(function (address) { return new URL(address, location.href); })
        .filter(function (url) { return url.origin === location.origin; });
      await Promise.all(files.map(function (url) { return fetch(url.href, { cache: "reload" }).catch(function () {}); }));
    } catch (error) {
      return false;
    }
    location.reload();
    return true;
  }

  // Causes that can lie in what is kept, or in the server's headers kept with it.
  const KEPT = ["mime", "blocked", "damaged", "missing", "unreachable", "other"];

  // Shows a failure.
  async function show(cause, detail) {
    if (KEPT.indexOf(cause) >= 0 && await startedAnew()) return;
    const texts = TEXTS[cause];
    // Neither query nor fragment: they may hold what was typed.
    const lines = ["cause: " + cause, detail, "page: " + location.protocol + "//" + location.host + location.pathname,
      "online: " + navigator.onLine, "browser: " + navigator.userAgent];
    const text = make("textarea", { readonly: "", rows: "6", "aria-label": "技术详情 Technical details" });
    text.value = lines.filter(Boolean).join("\n");
    const details = make("details", {}, [make("summary", {}, ["技术详情 ", english("span", "Technical details")]), text]);
    const copied = make("p", { role: "status" });
    function copyByHand() {
      details.open = true;
      text.focus();
      text.select();
      let done = false;
      try { done = document.execCommand("copy"); } catch (error) { done = false; }
      copied.textContent = done ? "已复制。Copied." : "请按 Ctrl+C 复制所选文字。Press Ctrl+C to copy the selected text.";
    }
    function copy() {
      if (!navigator.clipboard || !navigator.clipboard.writeText) { copyByHand(); return; }
      navigator.clipboard.writeText(text.value).then(function () { copied.textContent = "已复制。Copied."; }, copyByHand);
    }
    // The plain pages lie beside a site, not beside the one file, which lists no worker.
    const site = document.querySelector('meta[name="policy-match-piece"][content^="worker "]');
    const plain = site && cause !== "unreachable" ? [make("p", {}, [
      make("a", { href: "./catalogue.html" }, ["全部政策的文字版"]), " ",
      make("a", { href: "./catalogue.en.html", lang: "en", hreflang: "en" }, ["All policies as text"])
    ])] : [];
    const box = make("section", { "class": "failure", role: "alert", "data-testid": "failure", "data-cause": cause }, [
      make("h1", {}, [texts[0]]),
      make("p", {}, [texts[1]]),
      make("p", { lang: "en" }, [make("strong", {}, [texts[2]]), " " + texts[3]]),
      make("p", { "class": "failure-actions" }, [
        button("重新加载", "Reload", "failure-reload", function () { location.reload(); }),
        button("复制详情", "Copy details", "failure-copy", copy)
      ]),
      copied,
      details
    ].concat(plain));
    // Before the start there is only the picture of a form.
    const app = document.getElementById("app");
    if (document.querySelector("#app > .loading")) while (app.firstChild) app.removeChild(app.firstChild);
    (document.getElementById("failure") || document.body).appendChild(box);
  }

  // Why an address could not be read, found by reading it again without the integrity check.
  async function diagnose(seen, url, type, error) {
    let detail = "file: " + fileName(url) + "\nerror: " + describe(error);
    let response;
    try {
      response = await fetch(url, { cache: "reload" });
    } catch (again) {
      // A violation is reported in a task of its own, after the refusal.
      await new Promise(function (resolve) { setTimeout(resolve, 50); });
      if (seen.violation) return show("blocked", detail + "\npolicy: " + seen.violation);
      if (window.origin === "null") return show("sandbox", detail);
      return show("unreachable", detail);
    }
    const found = response.headers.get("Content-Type") || "none";
    detail += "\nstatus: " + response.status + "\ntype: " + found;
    if (!response.ok) return show("missing", detail);
    if (!type.test(found)) return show("mime", detail);
    return show("damaged", detail);
  }

  // The glue did not run: its file could not be read, or the browser could not understand it.
  async function diagnoseGlue(seen, listed) {
    if (!listed) return show("other", "error: no glue in the page");
    const [, address, integrity] = listed;
    const type = /^(text|application)\/(x-)?(java|ecma)script\b/i;
    try {
      const response = await fetch(address, { integrity: integrity, cache: "reload" });
      if (!response.ok || !type.test(response.headers.get("Content-Type") || "")) throw new TypeError("the script did not load");
    } catch (error) {
      return diagnose(seen, address, type, error);
    }
    if (seen.violation) return show("blocked", "policy: " + seen.violation);
    return show("old-browser", "error: " + fileName(address) + " is sound but did not run");
  }

  window.policyMatchFailure = { show: show, diagnose: diagnose, diagnoseGlue: diagnoseGlue };
})();

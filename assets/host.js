// The page's side of a host page (docs/embedding.md): settings from the address and from messages, and the messages that
// go back. Loaded by boot.js, before the program, in a frame or when the address has settings.
//
// Messages go only where the frame's address carries a number for the frame and the origin of its host, as embed.js
// writes them. What leaves: that the page runs or failed, its height, which view is open, and, when the host asked and
// the person agreed, how many policies fit and their ids. Never an answer. What comes in is taken only from the parent
// window, of that origin, with that number, and only in the forms below; anything else is ignored. Which policy is open
// can hint at answers, so that is told, too, only to a host that may hear of the results.
//
// For the app:
//   window.policyMatchHost(text)       "settings" gives the newest settings that the app applies, a line `NAME=VALUE`
//                                      each; "catalogue" a promise of the text of the overlay, false if the site does not
//                                      name it, null if it cannot be had, or "" if none is asked for; "catalogue-name" the
//                                      name of its file; "listening" says that the app listens; "note NAME" that it
//                                      does not understand a setting, "late" that the person has told something before
//                                      it came, "error TEXT" what is wrong in the overlay;
//                                      "results use_now=a+b&may_use=c" tells the ids of policies by group, without any
//                                      that the host may hear nothing (any more)
//   event "policy-match-settings"      of window: there are newer settings
(function () {
  "use strict";

  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const NAMES = /^(region|industry|locked|lang|large|theme|accent|font-scale|results)$/;
  const ONCE = /^(categories|catalogue|view|compact)$/;
  let lines = "";
  let given = {};

  // Notes for the webmaster.
  function note(name) {
    console.warn("policy-match: 设置 " + name + "=“" + given[name] + "” 无法识别，已忽略。 This setting is not understood and was left out.");
  }

  // Colours as three numbers up to 255; null for what is none.
  function colour(text) {
    const found = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(text);
    if (!found) return null;
    const digits = found[1].length === 3 ? found[1].replace(/./g, "$&$&") : found[1];
    return [0, 2, 4].map(function (at) { return parseInt(digits.slice(at, at + 2), 16); });
  }
  function written(channels) {
    return "#" + channels.map(function (channel) { return (channel + 256).toString(16).slice(1); }).join("");
  }

  // Contrast as WCAG 2.2 defines it (relative luminance, contrast ratio).
  function luminance(channels) {
    const linear = channels.map(function (channel) {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }
  function contrast(one, other) {
    const a = luminance(one), b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  // The colour, or the nearest one towards `end` that can be read on the ground.
  function readable(channels, ground, end) {
    for (let share = 0; share <= 32; share += 1) {
      const mixed = channels.map(function (channel) { return Math.round(channel + (end - channel) * share / 32); });
      if (contrast(mixed, ground) >= 4.5) return mixed;
    }
    return [end, end, end];
  }
  // The darkest light ground and the lightest dark one that the accent stands on: --tint in app.css.
  const LIGHT = [0xee, 0xf4, 0xfb], DARK = [0x23, 0x2f, 0x3c];
  // What marks the rules for dark looks, whatever a host has made of them.
  const MARK = "(prefers-color-scheme: dark)";

  // The rules for dark looks: their sheet and their place in it.
  function dark() {
    for (const sheet of Array.from(document.styleSheets)) {
      let rules = [];
      // A sheet without integrity may not be looked into where the page has no origin; the app's own has it.
      try { rules = Array.from(sheet.cssRules); } catch (error) { continue; }
      const place = rules.findIndex(function (rule) { return rule.media && rule.media.mediaText.indexOf(MARK) >= 0; });
      if (place >= 0) return { sheet: sheet, place: place, rule: rules[place] };
    }
    return null;
  }

  // A style that a setting writes to. Its rule is made once, however often the setting changes.
  const styles = {};
  function style(name, parent, selector, place) {
    if (!styles[name]) {
      parent.insertRule(selector + " {}", place);
      styles[name] = parent.cssRules[place].style;
    }
    return styles[name];
  }

  // What is empty is the default again.
  const LOOKS = {
    theme: function (value, found) {
      // Light never and dark always holds; the mark stays.
      const media = { auto: "screen and " + MARK, light: "screen and (max-width: 0px) and " + MARK, dark: "screen, screen and " + MARK };
      const wanted = value || "auto";
      if (!Object.prototype.hasOwnProperty.call(media, wanted)) return false;
      found.rule.media.mediaText = media[wanted];
      return true;
    },
    accent: function (value, found) {
      const wanted = colour(value);
      if (value && !wanted) return false;
      const light = wanted ? written(readable(wanted, LIGHT, 0)) : "";
      style("dark", found.rule, ":root", found.rule.cssRules.length).setProperty("--accent", wanted ? written(readable(wanted, DARK, 255)) : "");
      style("light", found.sheet, ":root", found.place).setProperty("--accent", light);
      if (wanted && light !== written(wanted)) {
        console.warn("policy-match: 强调色 " + value + " 的对比度不足 4.5:1（WCAG 2.2），已改用 " + light +
          "。 This accent colour has too little contrast; " + light + " is used.");
      }
      return true;
    },
    "font-scale": function (value, found) {
      const number = /^\d+(\.\d+)?%?$/.test(value) ? parseFloat(value) : NaN;
      const percent = Math.round(number <= 4 ? number * 100 : number);
      if (value && !(percent >= 80 && percent <= 200)) return false;
      // Behind the rules that it replaces.
      style("large", found.sheet, ".large-type", found.place).fontSize = value && percent * 1.25 + "%";
      style("plain", found.sheet, "html", found.place).fontSize = value && percent + "%";
      return true;
    }
  };

  // Takes over settings: the looks at once, the others when the app asks.
  let found = null;
  function take(settings) {
    given = settings;
    const rest = [];
    // A style sheet that has not come takes its looks with it.
    found = found || dark();
    Object.keys(settings).forEach(function (name) {
      const value = settings[name].trim();
      if (!LOOKS[name]) rest.push(name + "=" + value.replace(/[\r\n]+/g, " "));
      else if (found && !LOOKS[name](value, found)) note(name);
    });
    lines = rest.join("\n");
  }

  const first = {};
  query.forEach(function (value, name) {
    if (!NAMES.test(name) && !ONCE.test(name)) return;
    if (Object.prototype.hasOwnProperty.call(first, name) && first[name] !== value) {
      console.warn("policy-match: 设置 " + name + " 写了两次，而且不同，已忽略。 This setting is given twice, differently, and was left out.");
      value = "";
    }
    first[name] = value.trim();
  });
  // What is empty in the address was not set.
  Object.keys(first).forEach(function (name) { if (!first[name]) delete first[name]; });

  // The host that may exchange messages with this page, if there is one that the site's list in index.html names.
  const frame = query.get("frame");
  let host = query.get("host");
  if (window.parent === window || !frame || !/^(null|https?:\/\/[^/?#\s]+)$/.test(host || "")) host = "";
  const meta = document.querySelector('meta[name="policy-match-hosts"]');
  const allowed = (meta ? meta.content : "").split(/\s+/);
  if (host && allowed.indexOf("*") < 0 && allowed.indexOf(host) < 0) {
    console.warn("policy-match: no messages with " + host + ", which this site's list of hosts does not name");
    host = "";
  }
  // Without one there is nobody to tell the results, and nothing to ask the person.
  if (!host) delete first.results;

  // The page that the host shows alone: without the site's navigation as long as it is open, and if there is such a page.
  let alone = /^[a-z0-9_-][a-z0-9_/.-]*$/i.test(first.view || "") && first.view !== "start" ? "#/" + first.view : "";
  function leave() { root.classList.toggle("alone", alone !== "" && location.hash.split("?")[0] === alone); }
  function noPage() {
    console.warn("policy-match: 没有 view=“" + alone.slice(2) + "” 这个页面。 There is no such page to show alone.");
    alone = "";
    leave();
  }
  given = first;
  if (first.view && !alone && first.view !== "start") note("view");
  delete first.view;
  if (alone) {
    if (!location.hash || location.hash === "#/") location.replace(alone);
    window.addEventListener("hashchange", leave);
    leave();
  }

  // The agency's own catalogue, laid over the bundled one. Whoever writes a link can name any file of the origin, so it is
  // only taken from the site's folder, and only if the site names it in index.html.
  function error(text) { console.error("policy-match: " + text); }
  const page = location.href.split(/[?#]/)[0];
  function resolved(text) {
    // What servers might read as another folder is no address of a file.
    try { return /%(2f|5c)/i.test(text) ? "" : new URL(text, page).href; } catch (error) { return ""; }
  }
  function isNamed(address) {
    const list = document.querySelector('meta[name="policy-match-catalogues"]');
    const named = (list ? list.content : "").split(/\s+/).filter(Boolean).map(resolved);
    return address.startsWith(resolved(".")) && named.indexOf(address) >= 0;
  }

  // The text of the file, at most five million characters of it and for twenty seconds.
  async function overlay(address) {
    const stop = new AbortController();
    let late = false;
    const limit = setTimeout(function () { late = true; stop.abort(); }, 20000);
    try {
      const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", redirect: "manual", signal: stop.signal });
      if (response.type === "opaqueredirect") throw new Error("the server sends to another address");
      if (!response.ok) throw new Error("the server answered " + response.status);
      const type = (response.headers.get("Content-Type") || "none").split(";")[0].trim();
      if (!/^(application\/json|[^/]+\/[^/]+\+json)$/i.test(type)) throw new Error("it is not JSON (application/json) but " + type);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let text = "";
      for (let piece = {}; !piece.done;) {
        piece = await reader.read();
        text += decoder.decode(piece.value, { stream: !piece.done });
        if (text.length > 5e6) throw new Error("it has more than five million characters");
      }
      return text;
    } catch (why) {
      throw late ? new Error("the server did not send it within twenty seconds") : why;
    } finally {
      clearTimeout(limit);
      stop.abort();
    }
  }

  let catalogue = "";
  const asked = first.catalogue || "";
  const address = resolved(asked);
  if (asked && !isNamed(address)) {
    error("补充政策目录 " + asked + " 不是本站列明的，没有采用。 The overlay catalogue is not one that this site names (policy-match-catalogues in index.html), and is not used.");
    catalogue = Promise.resolve(false);
  } else if (asked) {
    catalogue = overlay(address).catch(function (why) {
      error("补充政策目录 " + asked + " 无法载入。 The overlay catalogue cannot be loaded: " + (why.message || why));
      return null;
    });
  }
  delete first.catalogue;
  take(first);

  let agreed = false;
  let say = function () {};
  let listening = function () {};
  window.policyMatchHost = function (text) {
    const parts = /^(\S*) ?([^]*)$/.exec(text);
    if (parts[1] === "settings") return lines;
    if (parts[1] === "catalogue") return catalogue;
    if (parts[1] === "catalogue-name") return address.split(/[?#]/)[0].split("/").pop();
    if (parts[1] === "note") note(parts[2]);
    if (parts[1] === "no-page" && alone) noPage();
    if (parts[1] === "late") console.warn("policy-match: 用户已经填写，地区、行业和锁定不再改动。 The person has told something: region, industry and locks stay as they are.");
    if (parts[1] === "error") error(parts[2]);
    if (parts[1] === "listening") listening();
    if (parts[1] === "results") agreed = parts[2] !== "";
    if (parts[1] === "results" && agreed) {
      const policies = {};
      const counts = {};
      new URLSearchParams(parts[2]).forEach(function (ids, group) {
        policies[group] = ids.split(" ").filter(function (id) { return /^[a-z0-9_-]{1,100}$/i.test(id); });
        counts[group] = policies[group].length;
      });
      say("results", { counts: counts, policies: policies });
    }
    return "";
  };

  if (window.parent === window) return;
  root.classList.add("embedded");
  if (!host) return;

  let printed = -Infinity;

  say = function (type, body) {
    const message = Object.assign({ policyMatch: 1, frame: frame, type: type }, body);
    // The browser delivers it only if the parent really is that origin; a host without an origin (file:) has no name.
    window.parent.postMessage(message, host === "null" ? "*" : host);
  };

  function view() {
    const path = /^#\/([a-z0-9_/.-]*)/i.exec(location.hash);
    const name = path && path[1] ? path[1] : "start";
    return agreed ? name : name.split("/")[0];
  }

  // Takes the settings that are short texts under known names. Many that come at once are one.
  let batch = first;
  let waits = 0;
  let listens = false;
  function settings(wanted) {
    if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return;
    if (!waits) {
      if (listens) batch = {};
      waits = setTimeout(function () {
        waits = 0;
        take(batch);
        if (lines) window.dispatchEvent(new Event("policy-match-settings"));
      }, 50);
    }
    Object.keys(wanted).slice(0, 50).forEach(function (name) {
      const value = wanted[name];
      if (NAMES.test(name) && typeof value === "string" && value.length <= 500) batch[name] = value;
    });
  }

  window.addEventListener("message", function (event) {
    if (event.source !== window.parent || event.origin !== host) return;
    const data = event.data;
    if (typeof data !== "object" || data === null || data.policyMatch !== 1 || data.frame !== frame) return;
    if (data.type === "settings") settings(data.settings);
    if (data.type === "focus") {
      const target = document.getElementById("page-title") || document.getElementById("app");
      if (target) target.focus();
    }
    // A dialog that comes again and again would lock the person out.
    if (data.type === "print" && event.timeStamp - printed > 5000) {
      printed = event.timeStamp;
      window.print();
    }
  });
  // After Back the focus is on the card that was left, perhaps far down. The host can scroll there only once the frame is
  // as high as the page again. It knows itself how far down it was when the link there was followed: where the card is,
  // which says which policy it was, stays here.
  let moved = false;
  window.addEventListener("keydown", function () { moved = false; }, true);
  window.addEventListener("click", function (event) {
    moved = false;
    if (event.target.closest && event.target.closest('a[href^="#"]')) say("leave", { view: view() });
  }, true);
  window.addEventListener("hashchange", function () {
    moved = true;
    say("navigate", { view: view() });
  });

  // The frame grows with the page. While the host has not followed, or never does, the page scrolls; for the moment that it
  // takes, a scroll bar would only flicker.
  let late = 0;
  let height = 0;
  function isCut() { return root.scrollHeight > root.clientHeight + 1 || root.scrollWidth > root.clientWidth + 1; }
  function fit() {
    if (isCut()) {
      late = late || setTimeout(function () {
        late = 0;
        if (isCut()) root.style.overflow = "";
      }, 300);
      return;
    }
    root.style.overflow = "hidden";
    const place = document.activeElement;
    if (!moved || !place || place === document.body) return;
    moved = false;
    if (place.id !== "page-title") say("place", { view: view() });
  }
  // In steps, since an exact height would tell which policies are shown.
  function measure() {
    const bar = window.innerHeight - root.clientHeight;
    const px = Math.ceil((document.body.getBoundingClientRect().height + bar) / 100) * 100;
    if (px && window.innerWidth && px !== height) {
      height = px;
      say("height", { px: px });
    }
    fit();
  }
  window.addEventListener("resize", fit);
  if (typeof ResizeObserver === "function") new ResizeObserver(measure).observe(document.body);
  else new MutationObserver(measure).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
  // A list that opens may hang over the edge of a short page.
  new MutationObserver(function () { requestAnimationFrame(fit); }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["hidden"] });

  listening = function () {
    listens = true;
    say("ready", { view: view() });
  };

  // boot.js notes there how the start went.
  let failed = false;
  const failure = document.getElementById("failure");
  function look() {
    // The cause is known as soon as it is shown. What would say it may be out of reach itself.
    if (!failed && root.getAttribute("data-state") === "failed" && failure && failure.firstChild) {
      failed = true;
      const box = failure.querySelector("[data-cause]");
      say("error", { cause: box ? box.getAttribute("data-cause") : "unreachable" });
    }
    measure();
  }
  if (failure) new MutationObserver(look).observe(failure, { childList: true });
  new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-state"] });
  look();
})();

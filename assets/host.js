// The page's side of a host page (docs/embedding.md): settings from the address and from messages, and the messages that
// go back. Loaded by boot.js, before the program, in a frame or when the address has settings.
//
// Messages go only where the frame's address carries a number for the frame and the origin of its host, as embed.js
// writes them. What leaves: that the page runs or failed, its height, which view is open, and, when the host asked and
// the person agreed, how many policies fit and their ids. Never an answer. What comes in is taken only from the parent
// window, of that origin, with that number, and only in the forms below; anything else is ignored.
//
// For the app:
//   window.policyMatchHost(text)       "settings" gives the newest settings that the app applies, a line `NAME=VALUE`
//                                      each; "catalogue" a promise of the text of the overlay, false if the site does not
//                                      name it, null if it cannot be had, or "" if none is asked for; "catalogue-name" the
//                                      name of its file; "listening" says that the app listens; "note NAME" that it
//                                      does not understand a setting, "error TEXT" what is wrong in the overlay;
//                                      "results use_now=a+b&may_use=c" tells the ids of policies by group
//   event "policy-match-settings"      of window: there are newer settings
(function () {
  "use strict";

  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const NAMES = /^(region|industry|locked|lang|theme|accent|font-scale|results)$/;
  const ONCE = /^(categories|catalogue|view)$/;
  let lines = "";
  let given = {};

  // A note for the webmaster.
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

  const LOOKS = {
    theme: function (value, found) {
      // Light never and dark always holds; the mark stays.
      const media = { auto: "screen and " + MARK, light: "screen and (max-width: 0px) and " + MARK, dark: "screen, screen and " + MARK };
      if (!Object.prototype.hasOwnProperty.call(media, value)) return false;
      found.rule.media.mediaText = media[value];
      return true;
    },
    accent: function (value, found) {
      const wanted = colour(value);
      if (!wanted) return false;
      const light = readable(wanted, LIGHT, 0);
      found.sheet.insertRule(":root { --accent: " + written(light) + " }", found.place);
      found.rule.insertRule(":root { --accent: " + written(readable(wanted, DARK, 255)) + " }", found.rule.cssRules.length);
      if (written(light) !== written(wanted)) {
        console.warn("policy-match: 强调色 " + value + " 的对比度不足 4.5:1（WCAG 2.2），已改用 " + written(light) +
          "。 This accent colour has too little contrast; " + written(light) + " is used.");
      }
      return true;
    },
    "font-scale": function (value, found) {
      const number = /^\d+(\.\d+)?%?$/.test(value) ? parseFloat(value) : NaN;
      const percent = Math.round(number <= 4 ? number * 100 : number);
      if (!(percent >= 80 && percent <= 200)) return false;
      // Behind the rules that it replaces.
      found.sheet.insertRule(".large-type { font-size: " + percent * 1.25 + "% }", found.place);
      found.sheet.insertRule("html { font-size: " + percent + "% }", found.place);
      return true;
    }
  };

  // Takes over settings: the looks at once, the others when the app asks.
  function take(settings) {
    given = settings;
    const rest = [];
    Object.keys(settings).forEach(function (name) {
      const value = settings[name].trim();
      if (!value) return;
      if (!LOOKS[name]) { rest.push(name + "=" + value.replace(/[\r\n]+/g, " ")); return; }
      // A style sheet that has not come takes its looks with it.
      const found = dark();
      if (found && !LOOKS[name](value, found)) note(name);
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
    first[name] = value;
  });

  // The page that the host shows alone: without the site's navigation as long as it is open.
  const alone = /^[a-z0-9_-][a-z0-9_/.-]*$/i.test(first.view || "") && first.view !== "start" ? "#/" + first.view : "";
  delete first.view;
  function leave() { root.classList.toggle("alone", alone !== "" && location.hash.split("?")[0] === alone); }
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
    const meta = document.querySelector('meta[name="policy-match-catalogues"]');
    const named = (meta ? meta.content : "").split(/\s+/).filter(Boolean).map(resolved);
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

  let say = function () {};
  let listening = function () {};
  window.policyMatchHost = function (text) {
    const parts = /^(\S*) ?([^]*)$/.exec(text);
    if (parts[1] === "settings") return lines;
    if (parts[1] === "catalogue") return catalogue;
    if (parts[1] === "catalogue-name") return address.split(/[?#]/)[0].split("/").pop();
    if (parts[1] === "note") note(parts[2]);
    if (parts[1] === "error") error(parts[2]);
    if (parts[1] === "listening") listening();
    if (parts[1] === "results") {
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
  const frame = query.get("frame");
  const host = query.get("host");
  if (!frame || !/^(null|https?:\/\/[^/?#\s]+)$/.test(host || "")) return;
  // The hosts that may exchange messages, as the site names them in index.html.
  const meta = document.querySelector('meta[name="policy-match-hosts"]');
  const allowed = (meta ? meta.content : "").split(/\s+/);
  if (allowed.indexOf("*") < 0 && allowed.indexOf(host) < 0) {
    console.warn("policy-match: no messages with " + host + ", which this site's list of hosts does not name");
    return;
  }

  let printed = -Infinity;
  let height = 0;

  say = function (type, body) {
    const message = Object.assign({ policyMatch: 1, frame: frame, type: type }, body);
    // The browser delivers it only if the parent really is that origin; a host without an origin (file:) has no name.
    window.parent.postMessage(message, host === "null" ? "*" : host);
  };

  function view() {
    const path = /^#\/([a-z0-9_/.-]*)/i.exec(location.hash);
    return path && path[1] ? path[1] : "start";
  }

  // Takes the settings that are short texts under known names.
  function settings(wanted) {
    if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return;
    const known = {};
    Object.keys(wanted).slice(0, 50).forEach(function (name) {
      const value = wanted[name];
      if (NAMES.test(name) && typeof value === "string" && value.length <= 500) known[name] = value;
    });
    take(known);
    window.dispatchEvent(new Event("policy-match-settings"));
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
  // as high as the page again; before that there is nothing there.
  let moved = false;
  window.addEventListener("hashchange", function () {
    moved = true;
    say("navigate", { view: view() });
  });
  window.addEventListener("resize", function () {
    const place = document.activeElement;
    if (moved && place && place !== document.body && place.id !== "page-title") {
      say("place", { px: Math.round(place.getBoundingClientRect().top + window.scrollY) });
    }
    moved = false;
  });

  // The frame grows with the page; a scroll bar of its own would only flicker.
  function measure() {
    const px = Math.ceil(document.body.getBoundingClientRect().height);
    if (px === height || !px) return;
    height = px;
    say("height", { px: px });
  }
  root.style.overflow = "hidden";
  if (typeof ResizeObserver === "function") new ResizeObserver(measure).observe(document.body);
  else new MutationObserver(measure).observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });

  listening = function () { say("ready", { view: view() }); };

  // boot.js notes there how the start went.
  function look() {
    if (root.getAttribute("data-state") === "failed") {
      const box = document.querySelector("[data-cause]");
      say("error", { cause: box ? box.getAttribute("data-cause") : "other" });
    }
    measure();
  }
  new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ["data-state"] });
  look();
})();

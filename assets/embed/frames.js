// Puts a policy-match page into a host's page as a frame and speaks with it. The build puts this part in front of
// loader.js and element.js, which then are embed.js and policy-match-element.js; docs/embedding.md says how they are
// used and what the messages are. ECMAScript 2017, no dependency, nothing written into the host's page but the frame.
const SETTINGS = ["region", "industry", "locked", "lang", "large", "theme", "accent", "font-scale", "results"];
const ADDRESS = SETTINGS.concat("categories", "catalogue", "view", "compact");
// The frames by number, and what takes their messages: neither keeps a frame that is gone.
const frames = Object.create(null);
const listeners = new WeakMap();
const weakly = typeof WeakRef === "function" ? function (frame) { return new WeakRef(frame); } : function (frame) {
  return { deref: function () { return frame; } };
};

// A word for the webmaster.
function wrong(text) { console.error("policy-match: " + text); }

// The elements of this script. A module has no currentScript and runs once for all elements with its address; the markup
// of others may put something else in its place.
function scripts(name) {
  const script = document.currentScript;
  if (script) return script instanceof HTMLScriptElement ? [script] : [];
  return Array.from(document.querySelectorAll("script[type=module][src]")).filter(function (module) {
    const isNew = isNamed(module, name) && !module.policyMatch;
    if (isNew) module.policyMatch = true;
    return isNew;
  });
}
function isNamed(script, name) {
  return new RegExp("/" + name + "(-[\\d.]+)?\\.js$").test(script.src.split(/[?#]/)[0]);
}

// The folder that a script came from.
function folder(script) { return script.src.split(/[?#]/)[0].replace(/[^/]*$/, ""); }

// The settings that an element's data attributes hold.
function settingsOf(element, names) {
  const settings = {};
  names.forEach(function (name) {
    const value = element.getAttribute("data-" + name);
    if (value !== null) settings[name] = value;
  });
  return settings;
}

// A number that another frame cannot guess, as text.
function secret() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
}

// A frame with the page of the site `base`, as the data attributes of `source` want it; `put` places it. None without an
// http or https address: others would run in the host's page, and `base` may come from markup that people wrote.
function embed(source, base, put) {
  let site = null;
  try { site = new URL(base, document.baseURI); } catch (error) { site = null; }
  if (!base || !site || !/^https?:$/.test(site.protocol)) {
    wrong("no http(s) address of the site (data-site): " + base);
    return null;
  }
  Object.keys(frames).forEach(function (id) { if (!frames[id].deref()) delete frames[id]; });
  const id = secret();
  const query = new URLSearchParams(settingsOf(source, ADDRESS));
  // The origin of a sandboxed page is not that of its address.
  const own = self.origin || location.origin;
  query.set("frame", id);
  query.set("host", own);
  const frame = document.createElement("iframe");
  const sandbox = source.getAttribute("data-sandbox");
  if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
  const opaque = sandbox !== null && !/\ballow-same-origin\b/.test(sandbox);
  frame.title = source.getAttribute("data-title") || "惠企政策匹配 policy-match";
  frame.allow = "clipboard-write";
  frame.style.cssText = "display:block;width:100%;height:600px;border:0";
  frame.src = site.href.split(/[?#]/)[0].replace(/\/[^/.]+$/, "$&/") + "?" + query;
  // A frame in a sandboxed page is sandboxed, too; not so in one without an origin for another reason (file:).
  const origins = opaque ? ["null"] : own === "null" ? [site.origin, "null"] : [site.origin];
  // What is said before the frame is ready waits; the settings are said again to a frame that starts anew.
  const settings = {};
  const waiting = [];
  const left = {};
  let to = "";
  function say(type, body) {
    const message = Object.assign({ policyMatch: 1, frame: id, type: type }, body);
    if (frame.contentWindow) frame.contentWindow.postMessage(message, to);
  }
  function order(type) { return function () { if (to) say(type); else waiting.push(type); }; }
  frame.policyMatch = {
    settings: function (wanted) {
      const texts = {};
      Object.keys(wanted || {}).forEach(function (name) { texts[name] = wanted[name] == null ? "" : String(wanted[name]); });
      Object.assign(settings, texts);
      if (to) say("settings", { settings: texts });
    },
    focus: order("focus"),
    print: order("print")
  };
  listeners.set(frame, function (event) {
    const data = event.data;
    if (origins.indexOf(event.origin) < 0 || !/^(ready|height|results|navigate|leave|place|error)$/.test(data.type)) return;
    const top = frame.getBoundingClientRect().top;
    if (data.type === "height") {
      if (typeof data.px !== "number" || !(data.px > 0 && data.px < Infinity)) return;
      frame.style.height = Math.ceil(data.px) + "px";
    }
    if (data.type === "ready") {
      to = event.origin === "null" ? "*" : event.origin;
      if (Object.keys(settings).length) say("settings", { settings: settings });
      waiting.splice(0).forEach(function (type) { say(type); });
    }
    // Where a view was left, to go there again after Back.
    if (data.type === "leave") left["view " + data.view] = top;
    if (data.type === "place" && "view " + data.view in left) window.scrollBy(0, top - left["view " + data.view]);
    // The new view starts at its top, which may be above what is seen.
    if (data.type === "navigate" && top < 0) frame.scrollIntoView();
    frame.dispatchEvent(new CustomEvent("policy-match:" + data.type, { bubbles: true, detail: data }));
  });
  frames[id] = weakly(frame);
  put(frame);
  return frame;
}

// What the frames say. A message counts only from the frame's own window, its own origin and with its own number.
window.addEventListener("message", function (event) {
  const data = event.data;
  if (!data || data.policyMatch !== 1 || typeof data.frame !== "string" || !frames[data.frame]) return;
  const frame = frames[data.frame].deref();
  if (frame && event.source && event.source === frame.contentWindow) listeners.get(frame)(event);
});

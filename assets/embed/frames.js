// Puts a policy-match page into a host's page as a frame and speaks with it. The build puts this part in front of
// loader.js and element.js, which then are embed.js and policy-match-element.js; docs/embedding.md says how they are
// used and what the messages are. ECMAScript 2017, no dependency, nothing written into the host's page but the frame.
const SETTINGS = ["region", "industry", "locked", "lang", "theme", "accent", "font-scale", "results"];
const ADDRESS = SETTINGS.concat("categories", "catalogue", "view");
const frames = {};

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

// A frame with the page of the site `base`, as the data attributes of `source` want it; `put` places it.
function embed(source, base, put) {
  const site = new URL(base, location.href);
  const id = secret();
  const query = new URLSearchParams(settingsOf(source, ADDRESS));
  query.set("frame", id);
  query.set("host", location.origin);
  const frame = document.createElement("iframe");
  const sandbox = source.getAttribute("data-sandbox");
  if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
  const opaque = sandbox !== null && !/\ballow-same-origin\b/.test(sandbox);
  frame.title = source.getAttribute("data-title") || "惠企政策匹配 policy-match";
  frame.allow = "clipboard-write";
  frame.style.cssText = "display:block;width:100%;height:600px;border:0";
  frame.src = site.href.split(/[?#]/)[0] + "?" + query;
  const waiting = [];
  const known = frames[id] = { frame: frame, origin: opaque ? "null" : site.origin, waiting: waiting };
  function say(type, body) {
    const message = Object.assign({ policyMatch: 1, frame: id, type: type }, body);
    if (known.waiting) waiting.push(message);
    else frame.contentWindow.postMessage(message, opaque ? "*" : site.origin);
  }
  frame.policyMatch = {
    settings: function (settings) { say("settings", { settings: settings }); },
    focus: function () { say("focus"); },
    print: function () { say("print"); }
  };
  put(frame);
  return frame;
}

// What the frames say. A message counts only from the frame's own window, its own origin and with its own number.
window.addEventListener("message", function (event) {
  const data = event.data;
  if (!data || data.policyMatch !== 1 || typeof data.frame !== "string" || !Object.prototype.hasOwnProperty.call(frames, data.frame)) return;
  const known = frames[data.frame];
  const frame = known.frame;
  if (event.source !== frame.contentWindow || event.origin !== known.origin) return;
  if (!/^(ready|height|results|navigate|place|error)$/.test(data.type)) return;
  if (data.type === "height") {
    if (!(data.px > 0 && data.px < 1e5)) return;
    frame.style.height = Math.ceil(data.px) + "px";
  }
  if (data.type === "ready" && known.waiting) {
    const waiting = known.waiting;
    known.waiting = null;
    waiting.forEach(function (message) { frame.contentWindow.postMessage(message, known.origin === "null" ? "*" : known.origin); });
  }
  // The new view starts at its top, which may be above what is seen.
  if (data.type === "navigate" && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
  if (data.type === "place" && data.px >= 0) {
    window.scrollBy(0, frame.getBoundingClientRect().top + data.px - window.innerHeight / 2);
  }
  frame.dispatchEvent(new CustomEvent("policy-match:" + data.type, { bubbles: true, detail: data }));
});

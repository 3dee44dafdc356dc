// The element <policy-match>: takes the data attributes of the script element and follows their changes. Its site is
// where this script came from, or `data-site`. The frame's events bubble through it.
const NAME = "policy-match-element";
// A bundle of the host says nothing of the site.
const own = scripts(NAME).filter(function (script) { return isNamed(script, NAME); }).map(folder)[0] || "";
// What only a new frame can take.
const ANEW = ["data-site", "data-categories", "data-catalogue", "data-view", "data-compact", "data-sandbox", "data-title"];

class PolicyMatchElement extends HTMLElement {
  static get observedAttributes() {
    return SETTINGS.map(function (name) { return "data-" + name; }).concat(ANEW);
  }

  connectedCallback() {
    this.isShown = true;
    this.textContent = "";
    if (!this.style.display) this.style.display = "block";
    this.frame = embed(this, this.getAttribute("data-site") || own, this.appendChild.bind(this));
  }

  disconnectedCallback() {
    this.isShown = false;
    if (this.frame) this.frame.remove();
    this.frame = null;
  }

  attributeChangedCallback(name, before, now) {
    if (!this.isShown || before === now) return;
    if (ANEW.indexOf(name) < 0) {
      const settings = {};
      // Empty is the default again.
      settings[name.slice(5)] = now || "";
      this.settings(settings);
      return;
    }
    this.disconnectedCallback();
    this.connectedCallback();
  }

  settings(settings) { if (this.frame) this.frame.policyMatch.settings(settings); }
  focusPage() { if (this.frame) this.frame.policyMatch.focus(); }
  printPage() { if (this.frame) this.frame.policyMatch.print(); }
}
if (!customElements.get("policy-match")) customElements.define("policy-match", PolicyMatchElement);

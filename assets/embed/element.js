// The element <policy-match>: takes the data attributes of the script element and follows their changes. Its site is
// where this script came from, or `data-site`. The frame's events bubble through it.
const own = document.currentScript ? document.currentScript.src.replace(/[^/]*$/, "") : "";
// What only a new frame can take.
const ANEW = ["data-site", "data-categories", "data-catalogue", "data-view", "data-sandbox", "data-title"];

class PolicyMatchElement extends HTMLElement {
  static get observedAttributes() {
    return SETTINGS.map(function (name) { return "data-" + name; }).concat(ANEW);
  }

  connectedCallback() {
    this.textContent = "";
    if (!this.style.display) this.style.display = "block";
    this.frame = embed(this, this.getAttribute("data-site") || own, this.appendChild.bind(this));
  }

  disconnectedCallback() {
    if (this.frame) this.frame.remove();
    this.frame = null;
  }

  attributeChangedCallback(name, before, now) {
    if (!this.frame || before === now) return;
    if (ANEW.indexOf(name) < 0) {
      const settings = {};
      settings[name.slice(5)] = now || "";
      this.frame.policyMatch.settings(settings);
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

// The page that builds the line to embed: the form's values become data attributes, of the line and of a live preview.
(function () {
  "use strict";
  const form = document.getElementById("settings");
  const code = document.getElementById("code");
  const preview = document.getElementById("preview");
  const site = location.href.replace(/[^/]*([?#].*)?$/, "");

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  }

  function update() {
    const set = Array.from(form.elements).filter(function (field) { return field.name && field.value.trim(); });
    const element = document.createElement("policy-match");
    let line = '<script src="' + escaped(site) + 'embed.js" async';
    set.forEach(function (field) {
      line += " data-" + field.name + '="' + escaped(field.value.trim()) + '"';
      element.setAttribute("data-" + field.name, field.value.trim());
    });
    code.value = line + "></" + "script>";
    preview.textContent = "";
    preview.appendChild(element);
  }

  document.getElementById("copy").addEventListener("click", function () {
    code.focus();
    code.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    document.getElementById("copied").textContent = done ? "已复制。Copied." : "请按 Ctrl+C 复制。Press Ctrl+C.";
  });
  form.addEventListener("change", update);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  update();
})();

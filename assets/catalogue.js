// The search of the plain catalogue's index (`policy-match pages`): hides what does not hold all words typed. Without it,
// or where it is not let in, the lists stand as they are. ECMAScript 2017, no dependency.
(function () {
  "use strict";
  const form = document.getElementById("search");
  const field = document.getElementById("words");
  const said = document.getElementById("found");
  if (!form || !field || !said) return;

  // Without marks and blanks, in letters of one width: 财税〔2022〕10号 and 财税[2022]10 are the same.
  function fold(text) { return text.normalize("NFKC").toLowerCase().replace(/[^a-z0-9\u3400-\u9fff]/g, ""); }
  function words(text) { return text.split(/\s+/).map(fold).filter(Boolean); }

  const entries = Array.from(document.querySelectorAll("main li[data-entry]"), function (item) {
    return { item: item, text: fold(item.textContent) };
  });
  const lists = Array.from(document.querySelectorAll("main section section"));

  function search() {
    const wanted = words(field.value);
    const names = new Set();
    entries.forEach(function (entry) {
      const fits = wanted.every(function (word) { return entry.text.indexOf(word) >= 0; });
      entry.item.hidden = !fits;
      if (fits) names.add(entry.item.getAttribute("data-entry"));
    });
    lists.forEach(function (list) { list.hidden = !list.querySelector("li:not([hidden])"); });
    said.textContent = wanted.length ? String(names.size) : "—";
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  field.addEventListener("input", search);
  search();
})();

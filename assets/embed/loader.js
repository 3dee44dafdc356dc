// The script element: the frame stands where the script stands, or in the element that `data-target` names. A script
// in the head without a target puts it at the end of the page.
function start(script) {
  const target = script.getAttribute("data-target");
  let place = document.head.contains(script) || !script.parentNode ? document.body : null;
  if (target) {
    try { place = document.querySelector(target); } catch (error) { place = null; }
    if (!place) return wrong("no element is " + target);
  }
  embed(script, folder(script), function (frame) {
    if (place) place.appendChild(frame);
    else script.parentNode.insertBefore(frame, script.nextSibling);
  });
}
const found = scripts("embed");
if (!found.length) wrong("embed.js finds its script element only under its own name");
found.forEach(function (script) {
  if (document.readyState === "loading" && (script.hasAttribute("data-target") || document.head.contains(script))) {
    document.addEventListener("DOMContentLoaded", function () { start(script); });
  } else start(script);
});

// The script element: the frame stands where the script stands, or in the element that `data-target` names. A script
// in the head without a target puts it at the end of the page.
const script = document.currentScript;
if (script) {
  const start = function () {
    const target = script.getAttribute("data-target");
    const place = target ? document.querySelector(target) : document.head.contains(script) || !script.parentNode ? document.body : null;
    if (target && !place) console.error("policy-match: no element is " + target);
    else embed(script, script.src.replace(/[^/]*$/, ""), function (frame) {
      if (place) place.appendChild(frame);
      else script.parentNode.insertBefore(frame, script.nextSibling);
    });
  };
  if (document.readyState === "loading" && (script.hasAttribute("data-target") || document.head.contains(script))) document.addEventListener("DOMContentLoaded", start);
  else start();
}

/* Trees that never change by themselves travel as HTML in an attribute and are put in place here, before they are seen. */
(function () {
  "use strict";
  var NAME = "data-html";

  function place(box) {
    var html = box.getAttribute(NAME);
    if (box.placed !== html) {
      box.placed = html;
      box.innerHTML = html;
    }
  }

  function within(node) {
    if (node.nodeType !== 1) { return; }
    if (node.hasAttribute(NAME)) { place(node); }
    Array.prototype.forEach.call(node.querySelectorAll("[" + NAME + "]"), place);
  }

  function start() {
    var entry = document.getElementById("react-entry-point");
    if (!entry) { return; }
    new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        if (change.type === "attributes") { place(change.target); } else { change.addedNodes.forEach(within); }
      });
    }).observe(entry, { childList: true, subtree: true, attributes: true, attributeFilter: [NAME] });
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();

/* The server's HTML stays until Dash has drawn the same page, then gives way to it without a jump. */
(function () {
  "use strict";
  function swap(first, entry) {
    var focused = document.activeElement && first.contains(document.activeElement) ? document.activeElement : null;
    var identity = focused && focused.id;
    var open = Array.prototype.map.call(first.querySelectorAll("details"), function (fold) { return fold.open; });
    Array.prototype.forEach.call(entry.querySelectorAll("details"), function (fold, index) {
      if (index < open.length) { fold.open = open[index]; }
    });
    var top = window.scrollY;
    first.remove();
    entry.hidden = false;
    entry.removeAttribute("aria-hidden");
    window.scrollTo(0, top);
    if (identity) {
      var again = document.getElementById(identity);
      if (again) { again.focus({ preventScroll: true }); }
    }
    document.documentElement.setAttribute("data-live", "yes");
  }
  function start() {
    var first = document.getElementById("first-paint");
    var entry = document.getElementById("react-entry-point");
    if (!first || !entry) { return; }
    var watch = new MutationObserver(function () {
      if (!entry.querySelector("main")) { return; }
      watch.disconnect();
      requestAnimationFrame(function () { swap(first, entry); });
    });
    watch.observe(entry, { childList: true, subtree: true });
  }
  document.addEventListener("submit", function (event) {
    var live = document.documentElement.getAttribute("data-live");
    if (live && event.target.closest(".control-bar")) { event.preventDefault(); }
  });
  if (window.matchMedia("(max-width: 47.99rem)").matches) {
    document.addEventListener("DOMContentLoaded", function () {
      Array.prototype.forEach.call(document.querySelectorAll("#first-paint details.filters"), function (fold) { fold.open = false; });
    });
  }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();

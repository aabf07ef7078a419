/* The server's page stays until Dash has drawn the frame of the same page around it, then moves into it without a jump. */
(function () {
  "use strict";
  var each = Array.prototype.forEach;

  function adopt(first, entry) {
    var given = {};
    each.call(first.querySelectorAll("[data-adopt]"), function (box) { given[box.getAttribute("data-adopt")] = box; });
    each.call(entry.querySelectorAll("[data-adopt]"), function (box) {
      var from = given[box.getAttribute("data-adopt")];
      while (from && from.firstChild) { box.appendChild(from.firstChild); }
    });
  }

  function unfold(first, entry) {
    var open = Array.prototype.map.call(first.querySelectorAll(".control-bar details"), function (fold) { return fold.open; });
    each.call(entry.querySelectorAll(".control-bar details"), function (fold, index) { fold.open = open[index]; });
  }

  /* What a reader chose before Dash had taken over: by name, the values of the fields that changed. */
  function chosen(first) {
    var found = {};
    each.call(first.querySelectorAll(".control-bar form [name]"), function (field) {
      if (field.type === "checkbox") {
        if (field.checked !== field.defaultChecked) { found[field.name] = []; }
      } else if (field.tagName === "SELECT") {
        if (!field.options[field.selectedIndex].defaultSelected) { found[field.name] = field.value; }
      } else if (field.value !== field.defaultValue) { found[field.name] = field.value; }
    });
    each.call(first.querySelectorAll(".control-bar form input:checked"), function (field) {
      if (Array.isArray(found[field.name])) { found[field.name].push(field.value); }
    });
    return found;
  }

  function swap(first, entry) {
    var focused = document.activeElement, identity = focused && focused.id, top = window.scrollY, values = chosen(first);
    unfold(first, entry);
    adopt(first, entry);
    first.remove();
    entry.hidden = false;
    entry.removeAttribute("aria-hidden");
    window.scrollTo(0, top);
    var again = focused && focused !== document.body && entry.contains(focused) ? focused : identity && document.getElementById(identity);
    if (again) { again.focus({ preventScroll: true }); }
    Object.keys(values).forEach(function (name) {
      window.dash_clientside.set_props({ type: "control", dimension: name }, { value: values[name] });
    });
    document.documentElement.setAttribute("data-live", "yes");
    if (pressed) { pressed.click(); }
  }

  /* Reading comes first: Dash starts with the first sign that the page will be used, at the latest after READING ms. */
  var SIGNS = ["pointerdown", "pointermove", "keydown", "focusin", "touchstart", "wheel"], READING = 5000;
  var begun = false, pressed = null;

  /* Its scripts in their order; those in the page itself when all that come from files have run. */
  function run(scripts) {
    var waiting = scripts.filter(function (one) { return one.hasAttribute("src"); }).length, inline = [];
    function ran() {
      waiting -= 1;
      if (!waiting) { inline.forEach(function (script) { document.head.appendChild(script); }); }
    }
    scripts.forEach(function (one) {
      var script = document.createElement("script");
      each.call(one.attributes, function (given) { script.setAttribute(given.name, given.value); });
      script.textContent = one.textContent;
      if (!one.hasAttribute("src")) { inline.push(script); return; }
      script.async = false;
      script.onload = ran;
      script.onerror = function () { document.documentElement.setAttribute("data-failed", "yes"); };
      document.head.appendChild(script);
    });
  }

  function launch() {
    if (begun) { return; }
    begun = true;
    SIGNS.forEach(function (sign) { document.removeEventListener(sign, launch, true); });
    run(Array.prototype.slice.call(document.getElementById("scripts").content.querySelectorAll("script")));
  }

  function later() { setTimeout(launch, READING); }

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
    SIGNS.forEach(function (sign) { document.addEventListener(sign, launch, { capture: true, passive: true }); });
    if (document.readyState === "complete") { later(); } else { window.addEventListener("load", later); }
  }

  document.addEventListener("submit", function (event) {
    var live = document.documentElement.getAttribute("data-live");
    if (live && event.target.closest(".control-bar")) { event.preventDefault(); }
  });
  document.addEventListener("click", function (event) { pressed = event.target.closest("#first-paint [data-explore]") || pressed; });
  start();
})();

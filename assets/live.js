/* What the browser does itself when a control changes: the address, the links that carry it, plotly on demand. */
(function () {
  "use strict";
  var loading = null;

  function pairs(values, ids, base) {
    var found = base.kept.slice();
    ids.forEach(function (id, index) {
      var value = values[index];
      (Array.isArray(value) ? value : [value]).forEach(function (one) {
        if (one !== null && one !== undefined && one !== "" && base.defaults[id.dimension] !== one) { found.push([id.dimension, one]); }
      });
    });
    return found.sort(function (a, b) { return base.order.indexOf(a[0]) - base.order.indexOf(b[0]); });
  }

  function query(list) {
    var text = new URLSearchParams(list).toString();
    return text ? "?" + text : "";
  }

  function carry(every, own) {
    var shared = every.filter(function (pair) { return own.indexOf(pair[0]) < 0; });
    Array.prototype.forEach.call(document.querySelectorAll("#react-entry-point a[data-carry]"), function (link) {
      var lang = link.getAttribute("data-lang");
      var about = link.getAttribute("data-about");
      var list = lang ? every.filter(function (pair) { return pair[0] !== "lang"; }) : shared;
      if (lang && lang !== "en") { list = list.concat([["lang", lang]]); }
      if (about) { list = [["about", about]].concat(list); }
      link.href = link.getAttribute("data-carry") + query(list);
    });
  }

  function load(source) {
    if (window.Plotly) { return Promise.resolve(); }
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = source;
      script.onload = resolve;
      script.onerror = function () { loading = null; script.remove(); reject(new Error("plotly did not load")); };
      document.head.appendChild(script);
    });
    return loading;
  }

  function screen(view) {
    var card = document.getElementById(JSON.stringify({ type: "card", view: view }));
    var source = card && card.querySelectorAll("picture source")[1];
    return {
      size: source && window.matchMedia(source.media).matches ? "narrow" : "wide",
      theme: window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"
    };
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    dashboard: {
      address: function (values, ids, base) {
        var list = pairs(values, ids, base);
        window.history.replaceState(window.history.state, "", base.path + query(list));
        carry(list, base.own);
        return window.dash_clientside.no_update;
      },
      chosen: function (values, options, base) {
        var key = window.dash_clientside.callback_context.inputs_list[0].id.dimension;
        var labels = options.filter(function (option) { return values.indexOf(option.value) >= 0; })
          .map(function (option) { return option.label; });
        if (!labels.length) { return base.all[key]; }
        if (labels.length === 1) { return labels[0]; }
        if (labels.length === 2) { return base.two.replace("{a}", labels[0]).replace("{b}", labels[1]); }
        return base.chosen.replace("{n}", labels.length);
      }
    }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("#react-entry-point [data-explore]");
    if (!button) { return; }
    var view = button.getAttribute("data-explore");
    load(document.querySelector("meta[name='plotly']").content).then(function () {
      window.dash_clientside.set_props({ type: "explored", view: view }, { data: screen(view) });
    }, function () { button.disabled = false; });
    button.disabled = true;
  });
})();

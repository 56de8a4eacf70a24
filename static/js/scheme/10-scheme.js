// Sets the colours that a reader has chosen. It runs before anything is drawn, so that no page flashes up in the others.
(() => {
  "use strict";

  let kept = null;
  try {
    kept = localStorage.getItem("scheme");
  } catch {
    // A browser that keeps nothing follows the device.
  }
  document.documentElement.dataset.scheme = kept === "light" || kept === "dark" ? kept : "auto";
})();

// Switches between the colours of the reader's device, light and dark. `scheme/` has set what was kept before the page was drawn.
(() => {
  "use strict";

  const button = document.querySelector(".scheme");
  const NEXT = { auto: "light", light: "dark", dark: "auto" };
  if (!button) {
    return;
  }
  button.dataset.auto = button.ariaLabel;

  function show(scheme) {
    document.documentElement.dataset.scheme = scheme;
    button.ariaLabel = button.title = button.dataset[scheme];
  }

  button.addEventListener("click", () => {
    const scheme = NEXT[document.documentElement.dataset.scheme] ?? "auto";
    show(scheme);
    try {
      localStorage.setItem("scheme", scheme);
    } catch {
      // A browser that keeps nothing switches all the same.
    }
  });
  show(document.documentElement.dataset.scheme ?? "auto");
})();

// The key `/` goes to the search box. Its sign in the box switches it off, for those whose tools type letters of their own.
(() => {
  "use strict";

  const form = document.querySelector(".masthead form");
  const field = document.querySelector("input[name=q]");
  const sign = document.createElement("button");
  let isOn = true;
  if (!field) {
    return;
  }
  try {
    isOn = localStorage.getItem("key") !== "off";
  } catch {
    // A browser that keeps nothing has the key on every page anew.
  }

  function show() {
    sign.setAttribute("aria-pressed", String(isOn));
    field.ariaKeyShortcuts = isOn ? "/" : "";
  }

  sign.addEventListener("click", () => {
    isOn = !isOn;
    show();
    try {
      localStorage.setItem("key", isOn ? "on" : "off");
    } catch {
      // It holds for this page.
    }
  });
  if (form) {
    sign.type = "button";
    sign.className = "key";
    sign.textContent = "/";
    sign.ariaLabel = sign.title = form.dataset.key;
    form.append(sign);
  }
  show();

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    // Where the sign is not shown, nothing tells of the key and nothing switches it off.
    const isThere = isOn && (!form || sign.checkVisibility());
    if (event.key === "/" && isThere && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
})();

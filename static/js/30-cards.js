// Cards beside citations and links to notes, under the pointer, with the keyboard's focus, or at a first tap. A citation's card holds its entry of the
// page's own reference list; a note's is read from the head of its page, once, where pages can be read at all (from a disk they cannot).
// A card can be entered, stays until it is left, and closes at Escape.
(() => {
  "use strict";

  if (!("showPopover" in HTMLElement.prototype)) {
    return;
  }
  const CITE = "a[href^='#ref-']";
  const NOTE = ".text a[href], .claim a[href], .profile a[href], .relations a[href]";
  const [OPEN, CLOSE, GAP, MOST] = [350, 250, 6, 48 * 1024];
  const heads = new Map();
  let card, owner, timer, touched, asked;

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  };

  /** The link of an event that may have a card. */
  function linkOf(event) {
    const link = event.target.closest?.("main a[href]");
    if (!link || link.closest(".card")) {
      return null;
    }
    return link.matches(CITE) && !link.closest("#references") || isNote(link) ? link : null;
  }

  function isNote(link) {
    const here = (url) => url.origin === location.origin && url.pathname !== location.pathname;
    return location.protocol !== "file:" && link.matches(NOTE) && !link.hasAttribute("download")
      && here(link) && !navigator.connection?.saveData;
  }

  /** What stands between a mark and the next one, such as a page number. */
  function locatorOf(link) {
    let words = "";
    for (let next = link.nextSibling; next && next.nodeName !== "A"; next = next.nextSibling) {
      words += next.textContent;
    }
    return words.split(/[\];]/)[0].replace(/^[\s,،[]+|[\s,،]+$/g, "");
  }

  function citation(link) {
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) {
      return null;
    }
    const parts = Array.from(entry.cloneNode(true).childNodes);
    const facts = parts.filter((part) => part.matches?.(".facts"));
    facts.forEach((part) => part.querySelector(".backs")?.remove());
    const locator = link.closest(".cite") ? locatorOf(link) : "";
    return [...(locator ? [element("p", "kicker", locator)] : []),
      element("p", "entry", ...parts.filter((part) => !facts.includes(part))), ...facts];
  }

  /** The beginning of a page, as far as its first section. */
  async function head(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || !/html/.test(answer.headers.get("content-type"))) {
      return null;
    }
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let piece; text.length < MOST && !/<h2[ >]/.test(text) && !(piece = await reader.read()).done;) {
      text += piece.value;
    }
    reader.cancel().catch(() => {});
    return new DOMParser().parseFromString(text, "text/html");
  }

  async function note(link) {
    const address = link.href.split("#")[0];
    if (!heads.has(address)) {
      heads.set(address, head(address).catch(() => null));
    }
    const page = await heads.get(address);
    const words = (selector, from = page) => from.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim();
    if (!page || !words(".note h1")) {
      return null;
    }
    const title = element("a", "", words(".note h1"));
    title.href = link.href;
    title.lang = page.querySelector(".note h1 [lang]")?.lang || page.documentElement.lang;
    title.dir = "auto";
    const dated = Array.from(page.querySelectorAll(".profile div")).filter((row) => row.querySelector("time, .date"));
    const dates = dated.slice(0, 3).map((row) => element("p", "when", `${words("dt", row)}: ${words("dd", row)}`));
    const line = (name, text) => (text ? [element("p", name, text)] : []);
    return [...line("kicker", words(".note .kicker")), element("p", "title", title), ...line("when", words(".dateline")), ...dates,
      ...line("lede", words(".note .lede"))];
  }

  /** Below the link or above it, wherever there is more room, and inside the window. */
  function place() {
    const at = Array.from(owner.getClientRects()).at(0);
    if (!at || at.bottom < 0 || at.top > innerHeight) {
      close();
      return;
    }
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    card.style.maxHeight = "";
    const [below, above] = [height - at.bottom - 2 * GAP, at.top - 2 * GAP];
    const under = card.offsetHeight <= below || below >= above;
    card.style.maxHeight = `${Math.max(under ? below : above, 96)}px`;
    const start = getComputedStyle(owner).direction === "rtl" ? at.right - card.offsetWidth : at.left;
    card.style.left = `${Math.max(GAP, Math.min(start, width - card.offsetWidth - GAP))}px`;
    card.style.top = `${under ? at.bottom + GAP : Math.max(GAP, at.top - card.offsetHeight - GAP)}px`;
  }

  async function open(link) {
    clearTimeout(timer);
    if (owner === link) {
      return true;
    }
    close();
    asked = link;
    const content = link.matches(CITE) ? citation(link) : await note(link);
    // The reader may have gone on while a page was read.
    if (!content || asked !== link || !link.isConnected) {
      return asked !== link;
    }
    card = element("div", "card", ...content);
    card.id = "card";
    card.popover = "manual";
    card.setAttribute("role", "note");
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", () => later(close, CLOSE));
    // Behind its link, a card is what is read and reached next.
    link.after(card);
    link.setAttribute("aria-describedby", "card");
    owner = link;
    card.showPopover();
    place();
    return true;
  }

  function close() {
    clearTimeout(timer);
    asked = null;
    if (!card) {
      return;
    }
    const [gone, link, inside] = [card, owner, card.contains(document.activeElement)];
    [card, owner] = [];
    link.removeAttribute("aria-describedby");
    gone.remove();
    if (inside) {
      quietly(link);
    }
  }

  /** Gives a link the focus without opening its card again. */
  function quietly(link) {
    document.removeEventListener("focusin", focused);
    link.focus();
    document.addEventListener("focusin", focused);
  }

  function later(what, time) {
    clearTimeout(timer);
    timer = setTimeout(what, time);
  }

  function focused(event) {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) {
      link.matches(CITE) ? open(link) : later(() => open(link), OPEN);
    } else if (card && !card.contains(event.target) && event.target !== owner) {
      close();
    }
  }

  document.addEventListener("focusin", focused);
  document.addEventListener("focusout", (event) => {
    if (!event.relatedTarget && document.hasFocus() && !card?.matches(":hover")) {
      close();
    }
  });
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType !== "touch" && linkOf(event);
    if (link) {
      later(() => open(link), OPEN);
    }
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && linkOf(event) && document.activeElement !== owner) {
      later(close, CLOSE);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (card && !card.contains(event.target) && !owner.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("click", async (event) => {
    const link = touched && linkOf(event);
    if (link && link !== owner && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (!(await open(link))) {
        location.assign(link.href);
      }
    } else if (link) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (card || asked)) {
      close();
    }
  });
  addEventListener("scroll", () => card && place(), { passive: true });
  addEventListener("resize", () => card && place(), { passive: true });
})();

// Keeps a preview up to date: asks the server what changes, and shows what is wrong over the last page that was right.
(() => {
  const page = document.currentScript.dataset.page;
  let events;

  const listen = () => {
    events = new EventSource("/_sourcebook/events?page=" + encodeURIComponent(location.pathname));
    events.addEventListener("page", (event) => {
      // Where the reader is on the page is kept by the browser.
      if (event.data !== page) location.reload();
    });
    events.addEventListener("style", (event) => restyle(event.data));
    events.addEventListener("problems", (event) => show(JSON.parse(event.data)));
  };

  const restyle = (address) => {
    for (const old of document.querySelectorAll("link[rel=stylesheet][href*='assets/style']")) {
      const root = old.getAttribute("href").replace(/assets\/style.*$/, "");
      if (old.getAttribute("href") === root + address) continue;
      const link = old.cloneNode();
      link.href = root + address;
      link.addEventListener("load", () => old.remove());
      old.after(link);
    }
  };

  const show = (problems) => {
    let panel = document.getElementById("sourcebook-problems");
    if (!problems) {
      if (panel) panel.remove();
      return;
    }
    if (!panel) {
      if (!document.querySelector("link[href='/_sourcebook/serve.css']")) {
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = "/_sourcebook/serve.css";
        document.head.append(style);
      }
      panel = document.createElement("div");
      panel.id = "sourcebook-problems";
      panel.dir = "ltr";
      panel.lang = "en";
      panel.tabIndex = 0;
      panel.setAttribute("role", "alert");
      document.body.append(panel);
    }
    const head = document.createElement("p");
    head.textContent = "The page below is the last one without mistakes.";
    const text = document.createElement("pre");
    text.textContent = problems;
    panel.replaceChildren(head, text);
  };

  // Browsers open few connections to one server: a page that nobody looks at gives its own back.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) events.close();
    else listen();
  });
  listen();
})();

// Zooms and moves the network: with buttons, keys, the mouse, two fingers, or Ctrl and the wheel. One finger and the wheel alone scroll the page.
(() => {
  "use strict";

  const svg = document.querySelector("svg.net");
  const d3 = globalThis.d3;
  if (!svg || !d3) {
    return;
  }
  const view = svg.parentElement;
  const layer = svg.querySelector("g.all");
  const { width, height } = svg.viewBox.baseVal;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const ranks = ["big", "mid", "small"];
  const nodes = Array.from(svg.querySelectorAll(".node"), (node) => ({
    node,
    box: node.querySelector("rect").getBBox(),
    // The best connected are drawn last, over the others.
    rank: ranks.findIndex((rank) => node.classList.contains(rank)),
  })).sort((a, b) => a.rank - b.rank);
  // What a name must be scaled to for its letters to be read, and how much larger it may become.
  const READABLE = 0.8;
  const LARGEST = 3;

  let size = { width: view.clientWidth, height: view.clientHeight };
  const whole = () => Math.min(size.width / width, size.height / height, 1);

  // Far out, the names of the best connected are drawn larger, and those that do not fit beside them are left out.
  function label(k) {
    const grow = Math.min(Math.max(READABLE / k, 1), LARGEST);
    const taken = [];
    const within = (middle, half, end) => Math.min(Math.max(middle, half), Math.max(end - half, half));
    for (const { node, box } of nodes) {
      const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
      const [w, h] = [box.width / 2 * grow, box.height / 2 * grow];
      const [x, y] = [within(cx, w, width), within(cy, h, height)];
      const free = grow === 1 || taken.every((t) => Math.abs(t.x - x) >= t.w + w || Math.abs(t.y - y) >= t.h + h);
      node.classList.toggle("mute", !free);
      if (grow > 1 && free) {
        taken.push({ x, y, w, h });
        node.setAttribute("transform", `translate(${x} ${y}) scale(${grow}) translate(${-cx} ${-cy})`);
      } else {
        node.removeAttribute("transform");
      }
    }
  }

  let labelled = 0;
  const zoom = d3.zoom()
    .extent(() => [[0, 0], [size.width, size.height]])
    .filter((event) => {
      if (event.type === "wheel") {
        return event.ctrlKey || event.metaKey;
      }
      return event.touches ? event.touches.length > 1 : !event.ctrlKey && !event.button;
    })
    .wheelDelta((event) => Math.sign(-event.deltaY) * Math.min(Math.abs(event.deltaY) * 0.01, 0.3))
    .on("zoom", ({ transform }) => {
      layer.setAttribute("transform", transform);
      if (transform.k !== labelled) {
        labelled = transform.k;
        label(labelled);
      }
    });
  const drawing = d3.select(svg);
  const gently = () => (quiet.matches ? drawing : drawing.transition().duration(250));
  const move = (transform) => gently().call(zoom.transform, transform);
  const at = (k, x, y) => d3.zoomIdentity.translate(x, y).scale(k);
  const centred = (k) => at(k, (size.width - width * k) / 2, (size.height - height * k) / 2);

  // As it is drawn without scripts: in its own size where there is room for its width, else as wide as the room.
  function start() {
    const k = Math.min(1, size.width / width);
    return at(k, (size.width - width * k) / 2, Math.max((size.height - height * k) / 2, 0));
  }

  function fit() {
    svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    zoom.scaleExtent([whole() * 0.8, 5]).translateExtent([[-width / 2, -height / 2], [width * 1.5, height * 1.5]]);
  }

  view.classList.add("live");
  size.height = Math.max(size.height, 200);
  view.style.setProperty("--height", `${size.height}px`);
  fit();
  drawing.call(zoom).call(zoom.transform, start());
  new ResizeObserver(() => {
    if (view.clientWidth > 0 && view.clientWidth !== size.width) {
      size = { ...size, width: view.clientWidth };
      fit();
      drawing.call(zoom.transform, start());
    }
  }).observe(view);

  const inwards = () => gently().call(zoom.scaleBy, 1.5);
  const outwards = () => gently().call(zoom.scaleBy, 1 / 1.5);
  const acts = { in: inwards, out: outwards, whole: () => move(centred(whole())) };
  for (const button of view.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", acts[button.dataset.zoom]);
  }
  view.querySelector(".zoom").hidden = false;

  const by = (x, y) => () => gently().call(zoom.translateBy, x / d3.zoomTransform(svg).k, y / d3.zoomTransform(svg).k);
  const keys = {
    "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.whole,
    ArrowLeft: by(80, 0), ArrowRight: by(-80, 0), ArrowUp: by(0, 80), ArrowDown: by(0, -80),
  };
  view.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (act && event.target === view && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act();
    }
  });

  // Brings a part of the drawing into sight, if it is not there and legible already.
  svg.addEventListener("show", ({ detail: box }) => {
    const { k, x, y } = d3.zoomTransform(svg);
    const inside = box.x * k + x >= 0 && box.y * k + y >= 0
      && (box.x + box.width) * k + x <= size.width && (box.y + box.height) * k + y <= size.height;
    if (inside && k >= READABLE) {
      return;
    }
    const room = Math.min(size.width / (box.width + 40), size.height / (box.height + 40));
    const scale = Math.min(Math.max(room, whole()), Math.max(k, 1));
    move(at(scale, size.width / 2 - (box.x + box.width / 2) * scale, size.height / 2 - (box.y + box.height / 2) * scale));
  });
  view.addEventListener("focusin", ({ target }) => {
    const found = nodes.find(({ node }) => node === target);
    if (found && target.matches(":focus-visible")) {
      svg.dispatchEvent(new CustomEvent("show", { detail: found.box }));
    }
  });
})();

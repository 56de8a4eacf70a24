// The network and the drawings of actors: legible, explorable by mouse, fingers and keys, and whole without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { becomes, faults, open, texts } from "./site.mjs";

let site;
before(async () => { site = await open(); });
after(async () => { await site.close(); });

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const EDGES = ".net .edge:not(.off, .far)";
const ROWS = "table.relations.all tbody tr:not([hidden])";
const status = (page) => page.locator(".network [role=status]").textContent();
const query = (page) => page.evaluate(() => location.search);
const scale = (page) => page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector(".net .all")).transform).a);
const place = (page) => page.evaluate(() => {
  const { e, f } = new DOMMatrix(getComputedStyle(document.querySelector(".net .all")).transform);
  return `${Math.round(e)} ${Math.round(f)}`;
});
const still = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 400)));

// Pairs of words that lie on each other, and words that lie outside of their drawing.
const tangled = (page, svg, words) => page.evaluate(([svg, words]) => {
  const drawing = document.querySelector(svg);
  const frame = drawing.getBoundingClientRect();
  const all = Array.from(drawing.querySelectorAll(words)).filter((text) => getComputedStyle(text).opacity !== "0");
  const boxes = all.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  const wrong = boxes.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  const found = wrong.map(({ text }) => `${text} is outside`);
  boxes.forEach(({ text, box }, i) => {
    for (const other of boxes.slice(0, i)) {
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (across > 1 && down > 3) {
        found.push(`${text} on ${other.text}`);
      }
    }
  });
  return { count: boxes.length, found };
}, [svg, words]);

test("an actor's neighbours are legible on every screen, and lead to their pages", async () => {
  for (const path of ["actors/islamic-state.html", "actors/united-states.html", "actors/hamas.html"]) {
    for (const [form, options] of [["wide", {}], ["narrow", PHONE]]) {
      const page = await site.page(path, options);
      assert.deepEqual(await page.evaluate(() => Array.from(document.querySelectorAll(".ego > svg"), (svg) => getComputedStyle(svg).display)),
        form === "wide" ? ["block", "none"] : ["none", "block"]);
      const { count, found } = await tangled(page, `.ego .${form}`, ".name, .when, .head, .hub");
      assert.ok(count > 2, path);
      assert.deepEqual(found, [], `${path}, ${form}`);
      await page.context().close();
    }
  }
  const page = await site.page("actors/hamas.html");
  await page.locator(".ego .wide").getByRole("link", { name: "Israel" }).click();
  await becomes(() => page.url(), /actors\/israel\.html$/);
  assert.deepEqual(page.complaints, []);
});

test("the network is drawn as the build laid it out, and no name lies on another", async () => {
  const page = await site.page("network.html");
  const { count, found } = await tangled(page, ".net", ".name");
  assert.ok(count > 30, `${count} actors`);
  assert.deepEqual(found, []);
  // The script moves nothing.
  const boxes = (page) => page.locator(".net .node rect").evaluateAll((rects) => rects.map((rect) => {
    const { x, y, width } = rect.getBoundingClientRect();
    return [x, y + scrollY, width].map(Math.round).join(" ");
  }));
  const without = await site.page("network.html", { javaScriptEnabled: true });
  await without.route("**/*.js", (route) => route.abort());
  await without.reload();
  assert.deepEqual(await boxes(page), await boxes(without));
  assert.deepEqual(page.complaints, []);
});

for (const root of ["file", "http"]) {
  test(`an actor is chosen by a click, from the list and from the address (${root})`, async () => {
    const page = await site.page("network.html", { root });
    const all = await page.locator(EDGES).count();
    assert.equal(await status(page), `${all} of ${all} relations`);
    assert.equal(await page.locator(ROWS).count(), all);

    const iran = page.locator(".net .node[data-actor=iran]");
    await iran.click();
    assert.match(page.url(), /network\.html/, "the first click chooses");
    await becomes(() => query(page), "?actor=iran");
    const mine = await page.locator(EDGES).count();
    assert.ok(mine > 0 && mine < all);
    assert.equal(await status(page), `Iran: ${mine} of ${all} relations`);
    assert.equal(await page.locator(ROWS).count(), mine);
    assert.equal(await page.getByLabel("Actor", { exact: true }).inputValue(), "iran");
    assert.ok((await texts(page, ".net .what")).includes("Sponsors"));
    const near = await page.locator(".net .node:not(.far)").count();
    assert.equal(near, mine + 1);

    await page.reload();
    assert.equal(await status(page), `Iran: ${mine} of ${all} relations`);
    await page.keyboard.press("Escape");
    await page.getByLabel("Actor", { exact: true }).selectOption({ label: "Islamic State" });
    await becomes(() => query(page), "?actor=islamic-state");
    await page.locator(".net .node[data-actor=islamic-state]").click();
    await page.waitForURL(/actors\/islamic-state\.html$/);
    assert.deepEqual(page.complaints, []);
  });
}

test("relations are narrowed by family, by type and by year, in the drawing and in the table", async () => {
  const page = await site.page("network.html");
  const ties = page.getByLabel("Relations", { exact: true });
  const families = () => page.locator(EDGES).evaluateAll((edges) => [...new Set(edges.map((edge) => edge.dataset.family))]);
  await ties.selectOption("hostility");
  assert.deepEqual(await families(), ["hostility"]);
  assert.equal(await page.locator(ROWS).count(), await page.locator(EDGES).count());
  await ties.selectOption("fights");
  assert.deepEqual([...new Set(await texts(page, `${ROWS} .kind`))], ["Fights"]);
  await becomes(() => query(page), "?ties=fights");
  await page.getByRole("button", { name: "Reset" }).click();
  await becomes(() => query(page), "");

  const year = page.getByLabel("Year", { exact: true });
  await year.fill("2016");
  await becomes(() => query(page), "?year=2016");
  assert.ok(await page.getByLabel("Only in").isChecked());
  const wrong = await page.locator(EDGES).evaluateAll((edges) => edges.filter((edge) => {
    const [first, last] = edge.dataset.perhaps.split(" ").map(Number);
    return first > 2016 || last < 2016;
  }).map((edge) => edge.outerHTML));
  assert.deepEqual(wrong, []);
  const gone = page.locator(".net .edge[data-from=abu-ibrahim-al-hashimi-al-qurashi][data-to=islamic-state]");
  assert.ok(await gone.evaluate((edge) => edge.classList.contains("off")), "he led from 2019");
  assert.ok(await page.locator(".net .edge.perhaps .tie").first().evaluate((tie) => getComputedStyle(tie).strokeDasharray !== "none"));
  assert.match(await status(page), /perhaps/);
  // With the keyboard, a year further.
  await year.press("ArrowRight");
  await becomes(() => query(page), "?year=2017");
  await page.reload();
  assert.equal(await year.inputValue(), "2017");
  assert.equal(await page.locator(".network output").textContent(), "2017");
});

test("the drawing is zoomed and moved by buttons, keys, the mouse and the wheel with Ctrl", async () => {
  const page = await site.page("network.html", { reducedMotion: "reduce" });
  const first = await scale(page);
  await page.getByRole("button", { name: "Larger" }).click();
  assert.ok(Math.abs(await scale(page) - first * 1.5) < 0.01);
  await page.getByRole("button", { name: "Smaller" }).click();
  await page.getByRole("button", { name: "Smaller" }).click();
  assert.ok(await scale(page) < first);
  await page.getByRole("button", { name: "Whole" }).click();

  const view = page.getByRole("group", { name: "Drawing of the network" });
  await view.focus();
  const before = await place(page);
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await place(page), before);
  await page.keyboard.press("+");
  const larger = await scale(page);
  assert.ok(larger > first);
  await page.keyboard.press("0");
  assert.ok(await scale(page) < larger);

  const whole = await scale(page);
  await page.evaluate(() => scrollTo(0, 0));
  const box = await view.boundingBox();
  await page.keyboard.down("Control");
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await still(page);
  assert.ok(await scale(page) > whole, "with Ctrl the wheel zooms");
  const here = await place(page);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 80, { steps: 4 });
  await page.mouse.up();
  assert.notEqual(await place(page), here);
  assert.equal(await query(page), "", "a drag chooses nothing");
  assert.deepEqual(page.complaints, []);
});

test("the wheel alone and one finger scroll the page", async () => {
  const page = await site.page("network.html");
  const first = await scale(page);
  const box = await page.locator(".network .view").boundingBox();
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.wheel(0, 300);
  await still(page);
  assert.ok(await page.evaluate(() => scrollY) > 100);
  assert.equal(await scale(page), first);
  const phone = await site.page("network.html", PHONE);
  assert.equal(await phone.locator(".network .view").evaluate((view) => getComputedStyle(view).touchAction), "pan-x pan-y");
  const whole = await scale(phone);
  assert.ok(whole < 0.5);
  const touched = (points) => phone.evaluate((points) => {
    const svg = document.querySelector(".net");
    const { left, top } = svg.getBoundingClientRect();
    const touches = (move) => points.map(([x, y, dx, dy], identifier) => new Touch({ identifier, target: svg, clientX: left + x + dx * move, clientY: top + y + dy * move }));
    const send = (type, move) => {
      const list = touches(move);
      svg.dispatchEvent(new TouchEvent(type, { touches: type === "touchend" ? [] : list, targetTouches: list, changedTouches: list, bubbles: true, cancelable: true }));
    };
    send("touchstart", 0);
    send("touchmove", 1);
    send("touchend", 1);
  }, points);
  await touched([[100, 100, 40, 40]]);
  assert.equal(await scale(phone), whole, "one finger moves nothing");
  await touched([[100, 100, -60, 0], [200, 100, 60, 0]]);
  assert.ok(await scale(phone) > whole * 1.5, "two fingers zoom");
  assert.deepEqual(phone.complaints, []);
});

test("what is read far out are the names of the best connected, and none lies on another", async () => {
  const page = await site.page("network.html", PHONE);
  const { count, found } = await tangled(page, ".net", ".name");
  assert.ok(count >= 5, `${count} names`);
  assert.deepEqual(found, []);
  assert.ok((await texts(page, ".net .node:not(.mute) .name")).includes("Islamic State"));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390);
});

test("the keyboard reaches every actor, and what is reached is in sight", async () => {
  const page = await site.page("network.html", { reducedMotion: "reduce" });
  const view = page.getByRole("group", { name: "Drawing of the network" });
  await view.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const frame = document.querySelector(".network .view").getBoundingClientRect();
      const box = document.activeElement.getBoundingClientRect();
      return document.activeElement.matches(".node") && box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    });
    assert.ok(seen, `stop ${i}`);
  }
  await page.keyboard.press("Enter");
  await becomes(() => query(page), /^\?actor=/);
  await page.keyboard.press("Escape");
  await becomes(() => query(page), "");
});

test("without scripts there are the drawing, its links, and a table of everything", async () => {
  const page = await site.page("network.html", { javaScriptEnabled: false });
  assert.equal(await page.locator(".network .controls").isVisible(), false);
  assert.equal(await page.locator(".network .zoom").isVisible(), false);
  const edges = await page.locator(".net .edge").count();
  assert.ok(edges > 50);
  assert.equal(await page.locator("table.relations.all tbody tr").count(), edges);
  await page.locator(".net .node[data-actor=iran]").click();
  await becomes(() => page.url(), /actors\/iran\.html$/);
  const phone = await site.page("network.html", { ...PHONE, javaScriptEnabled: false });
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth) <= 390, "only the drawing scrolls");
});

test("axe finds nothing on the network, in light, dark, or with an actor chosen", async () => {
  for (const options of [{}, { colorScheme: "dark" }]) {
    for (const path of ["network.html", "network.html?actor=iran&year=2020"]) {
      const page = await site.page(path, options);
      assert.deepEqual([...await faults(page), ...page.complaints], [], `${path} ${JSON.stringify(options)}`);
      await page.context().close();
    }
  }
});

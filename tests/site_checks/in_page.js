/* What check_site.py asks of a page from within it. Each answer is a list of [selector, fault]. */
window.siteChecks = (() => {
  const name = (node) => {
    const parts = [];
    for (let at = node; at && at !== document.body && parts.length < 4; at = at.parentElement) {
      if (at.id) return ["#" + CSS.escape(at.id), ...parts].join(" > ");
      const like = [...at.parentElement.children].filter((other) => other.tagName === at.tagName);
      const place = like.length > 1 ? `:nth-of-type(${like.indexOf(at) + 1})` : "";
      parts.unshift(at.tagName.toLowerCase() + (at.classList[0] ? "." + at.classList[0] : "") + place);
    }
    return parts.join(" > ");
  };
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true });
  /* An input that only its label shows. */
  const isHidden = (node) => getComputedStyle(node).opacity === "0" || node.offsetWidth <= 1;
  const scrolls = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX);
  const inFrame = (node) => node && node !== document.body && (scrolls(node) || inFrame(node.parentElement));

  /* Sideways scrolling of the page, and what reaches beyond it outside of a frame. */
  function reflow() {
    const wide = document.documentElement.clientWidth;
    const found = [];
    if (document.scrollingElement.scrollWidth > wide) found.push(["html", `is ${document.scrollingElement.scrollWidth} pixels wide on ${wide}`]);
    for (const node of document.querySelectorAll("main *, header *, footer *, article *")) {
      if (node.closest("svg, math, .visually-hidden, dialog") || !isShown(node) || inFrame(node)) continue;
      const box = node.getBoundingClientRect();
      if (box.width > 1 && box.height > 1 && box.right > wide + 1) found.push([name(node), `reaches to ${Math.round(box.right)} pixels on ${wide}`]);
    }
    return found.slice(0, 5);
  }

  /* What stays in sight while the page moves must leave most of a small screen to the text. */
  function covered() {
    const held = [...document.querySelectorAll("body *")].filter((node) => {
      const { position, top, bottom } = getComputedStyle(node);
      const stays = position === "fixed" || (position === "sticky" && (top !== "auto" || bottom !== "auto"));
      return stays && isShown(node);
    });
    return held
      .filter((node) => node.getBoundingClientRect().width > innerWidth / 2)
      .filter((node) => node.getBoundingClientRect().height > innerHeight / 2)
      .map((node) => [name(node), "covers more than half of a small screen"]);
  }

  function tables() {
    const found = [];
    for (const table of document.querySelectorAll("article table, main table")) {
      const say = (fault) => found.push([name(table), fault]);
      if (!table.caption?.textContent.trim()) say("a table without a caption");
      if (!table.querySelector("thead th")) say("a table without headers");
      const bare = [...table.querySelectorAll("th")].filter((th) => !th.scope || !th.textContent.trim());
      if (bare.length) say(`${bare.length} headers without a scope or text`);
      const frame = table.parentElement;
      if (isShown(table) && frame.scrollWidth > frame.clientWidth + 1) {
        if (!scrolls(frame)) say("a wide table outside of a frame that scrolls");
        else if (frame.tabIndex < 0 || !frame.getAttribute("role") || !(frame.ariaLabel || frame.getAttribute("aria-labelledby")))
          say("a frame that scrolls and has no label, or that a keyboard does not reach");
      }
    }
    return found;
  }

  function images() {
    const found = [];
    for (const image of document.querySelectorAll("img, svg[role=img]")) {
      const said = (image.alt ?? image.ariaLabel ?? "").trim();
      const file = decodeURI(image.src || "").split("/").pop();
      if (!said || said === file || /^\S+\.(svg|png|jpe?g|gif)$/i.test(said)) found.push([name(image), `an image whose text alternative is "${said}"`]);
      if (image.tagName === "IMG" && (!image.complete || !image.naturalWidth)) found.push([name(image), "an image that did not load"]);
    }
    return found;
  }

  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
  /* What the Tab key should reach: shown, not disabled, and for a summary the first of its details. */
  const stops = () => [...document.querySelectorAll(STOPS)].filter((node) =>
    node.tabIndex >= 0 && !node.disabled && !node.matches("[type=radio]:not(:checked)") && isShown(node) && node.getClientRects().length);

  /* Where the keyboard is: a selector, whether there is a ring, whether it is in sight and on top. */
  function focus() {
    const node = document.activeElement;
    if (!node || node === document.body || node === document.documentElement) return null;
    const style = getComputedStyle(node);
    const said = node.labels?.[0] && isHidden(node) ? node.labels[0] : node;
    const box = said.getClientRects()[0] ?? said.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
    const y = box.y + Math.min(box.height, innerHeight) / 2;
    const top = document.elementFromPoint(x, y);
    if (!node.dataset.stop) node.dataset.stop = String(++count);
    return {
      name: name(node), stop: node.dataset.stop,
      ring: parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none",
      seen: box.width > 0 && y >= 0 && y <= innerHeight && !!top && (said.contains(top) || top.contains(said)),
    };
  }
  let count = 0;
  const left = () => stops().filter((node) => !node.dataset.stop).map(name);

  const links = () => ({
    ids: [...document.querySelectorAll("[id], a[name]")].map((node) => node.id || node.name),
    links: [...document.querySelectorAll("a[href]")].map((node) => [name(node), node.href]),
    frames: document.querySelectorAll("iframe, object, embed").length,
  });

  return { reflow, covered, tables, images, focus, stops: () => stops().length, left, links };
})();

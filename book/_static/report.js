/* What styles alone cannot do for the keyboard. */

/* A table's frame, or a figure, is a stop for the keyboard and a region only where it scrolls. */
function markFrame(frame) {
  const caption = frame.querySelector(":scope > figcaption > p");
  if (frame.scrollWidth > frame.clientWidth) {
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    if (caption) frame.setAttribute("aria-label", caption.innerText.replace(/#$/, "").trim());
  } else {
    frame.removeAttribute("tabindex");
    if (caption) frame.removeAttribute("aria-label");
    if (frame.matches("figure")) frame.removeAttribute("role");
    else frame.setAttribute("role", "group");
  }
}
const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => markFrame(target)));
document
  .querySelectorAll(".table-scroll, .bd-article figure")
  .forEach((frame) => watcher.observe(frame));

/* The theme takes the focus away from these when they are used, and a reader would lose the place. */
window.addEventListener("load", () => {
  document
    .querySelectorAll(".theme-switch-button, .search-button, .primary-toggle, .secondary-toggle")
    .forEach((button) => button.addEventListener("click", () => button.focus(), true));
});

/* The Contents button says whether the contents are open. */
const contents = document.querySelector(".primary-toggle");
const sidebar = document.getElementById("pst-primary-sidebar");
if (contents && sidebar) {
  const tell = () => contents.setAttribute("aria-expanded", String(sidebar.offsetParent !== null));
  new ResizeObserver(tell).observe(sidebar);
  tell();
}

/* The button Trace numbers makes each computed number a link to what the list says of it. */
const origins = document.getElementById("origins");
const tracing = document.querySelector(".numbers-switch");
function openOrigin() {
  const origin = location.hash.startsWith("#origin-") && document.getElementById(location.hash.slice(1));
  if (!origin) return;
  origins.open = true;
  origin.scrollIntoView();
}
function linked(number) {
  const link = document.createElement("a");
  link.href = `#origin-${number.id.split("-")[1]}`;
  link.append(...number.childNodes);
  link.addEventListener("click", () => {
    origins.open = true;
    document.querySelector(`${link.hash} a`).hash = number.id;
  });
  return link;
}
if (origins && tracing) {
  const numbers = [...document.querySelectorAll(".traced")].filter((number) => !number.closest("a"));
  tracing.addEventListener("click", () => {
    const on = tracing.getAttribute("aria-pressed") !== "true";
    tracing.setAttribute("aria-pressed", String(on));
    numbers.forEach((number) => {
      number.replaceChildren(...(on ? [linked(number)] : number.firstElementChild.childNodes));
    });
  });
  window.addEventListener("hashchange", openOrigin);
  openOrigin();
}

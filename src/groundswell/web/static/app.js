// Keys, dropped files and small comforts. Every page also works without this file.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// --- Keys ---
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const rows = () => all("#rows a.row-item, ul .item");
const pane = () => one("#pane");

function move(step) {
  const list = rows();
  if (!list.length) return;
  const at = list.findIndex((row) => row.getAttribute("aria-current") === "true" || row === document.activeElement);
  const next = list[Math.min(list.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  next.focus();
  if (next.hasAttribute("hx-get")) next.click();
}

function press(what) {
  const control = one(`[data-do="${what}"]`, pane() ?? document) ?? one(`[data-do="${what}"]`);
  if (control) control.click();
  return Boolean(control);
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  e: () => press("done"),
  s: () => press("snooze"),
  r: () => press("reply"),
  c: () => {
    press("correct");
    one(".correct button")?.focus();
  },
  u: () => {
    if (press("undo")) return;
    if (pane()) htmx.ajax("POST", `/inbox/undo${location.search}`, { target: "#pane" });
  },
  "/": () => (one("#q") ? one("#q").focus() : location.assign("/search")),
  "?": () => one("#help").showModal(),
  Escape: () => {
    if (one(".inbox.reading") && matchMedia("(max-width: 800px)").matches) history.back();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (one("#help").open) return;
  const lane = /^[1-9]$/.test(event.key) && one(`.lanes a[data-key="${event.key}"]`);
  const action = lane ? () => lane.click() : keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// --- Inbox: which row is open, and the pane on a phone ---
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "pane") return;
  const open = one("article[data-item]", pane())?.dataset.item;
  for (const row of rows()) {
    if (row.parentElement.id === `row-${open}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  one(".inbox")?.classList.toggle("reading", Boolean(open));
  if (open) pane().scrollTo(0, 0);
  else rows()[0]?.focus({ preventScroll: true });
});
document.addEventListener("htmx:sseMessage", (event) => {
  if (event.detail?.type === "changed" && one("#news")) one("#news").hidden = false;
});

// --- The word at the bottom goes by itself, unless somebody is about to use it ---
let leaving = 0;
new MutationObserver(() => {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    const toast = one("#toast");
    if (toast && !toast.matches(":hover, :focus-within")) toast.replaceChildren();
  }, 12000);
}).observe(document.body, { childList: true, subtree: true });

// --- Files ---
const drop = one("#drop");
if (drop) {
  const files = one("#files");
  const send = () => htmx.trigger(drop, "submit");
  files.addEventListener("change", () => files.files.length && send());
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    send();
  });
  drop.addEventListener("htmx:xhr:progress", (event) => {
    const bar = one("#sent");
    bar.hidden = false;
    if (event.detail.total) bar.value = (100 * event.detail.loaded) / event.detail.total;
  });
  drop.addEventListener("htmx:afterRequest", () => {
    one("#sent").hidden = true;
    files.value = "";
    if (!one("#runs")) location.assign("/import");
  });
}

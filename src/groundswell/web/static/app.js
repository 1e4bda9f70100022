// Keys, dropped files, news, and where the focus goes. Every page can be read and decided on without this file.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const narrow = matchMedia("(max-width: 800px)");

// --- News: one stream for each page that is looked at; pages in the back catch up when they come to the front ---
const page = Math.random().toString(36).slice(2);
let stream;

const due = {};
const refresh = (kind) => {
  // The last of many events in a row must not get lost, as it would by a throttle that looks at the first.
  due[kind] ??= setTimeout(() => {
    delete due[kind];
    htmx.trigger(document.body, kind);
  }, 200);
};

function hear(kind, from) {
  refresh(kind);
  if (kind !== "news" || from === page || !one("#news")) return;
  if (rows().length) one("#news").hidden = false;
  else htmx.trigger("#rows", "refresh");
}

function listen() {
  if (document.hidden) {
    stream?.close();
    stream = undefined;
  } else if (!stream) {
    stream = new EventSource("/events");
    // What was told between the making of the page and this moment went unheard.
    stream.addEventListener("open", () => refresh("status"));
    for (const kind of ["status", "news", "figures"]) stream.addEventListener(kind, (event) => hear(kind, event.data));
  }
}
listen();
addEventListener("pagehide", () => stream?.close());
document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden) ["status", "news"].forEach(refresh);
});
document.addEventListener("htmx:configRequest", (event) => (event.detail.headers["X-Page"] = page));

// --- The word at the bottom goes by itself, unless somebody is about to use it ---
let leaving = 0;
function say(words) {
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = words;
  one("#toast").replaceChildren(line);
}
new MutationObserver(() => {
  clearTimeout(leaving);
  leaving = setTimeout(() => one("#toast:not(:hover, :focus-within)")?.replaceChildren(), 12000);
}).observe(one("#toast"), { childList: true });
// It is said once: who goes back, or loads the page anew, is not offered to take back what was taken back since.
const address = new URL(location);
const spoken = ["undo", "did", "said", "says", "circle_undo", "circle_did"].filter((name) => address.searchParams.has(name));
if (spoken.length && one("#toast").firstElementChild) {
  for (const name of spoken) address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText));
document.addEventListener("htmx:sendError", () => say("Groundswell does not answer. Is it still running in the terminal?"));

// --- Inbox: which row is open, where the focus goes, and the pane in place of the list on a phone ---
const rows = () => all("#rows .row-item");
const current = () => one('#rows [aria-current="true"]');
let scrolled = 0;

function show(open) {
  const inbox = one(".inbox");
  for (const row of rows()) row.toggleAttribute("aria-current", false);
  one(`#row-${open} .row-item`)?.setAttribute("aria-current", "true");
  if (open && !inbox.classList.contains("reading")) scrolled = scrollY;
  inbox.classList.toggle("reading", Boolean(open));
  if (narrow.matches) scrollTo(0, open ? 0 : scrolled);
}

document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.target;
  if (target.id === "words") target.focus();
  if (target.id !== "pane") return;
  const open = one("article", target)?.dataset.item;
  const before = current();
  show(open);
  target.scrollTo(0, 0);
  const row = open ? current() : before;
  if (open && narrow.matches) target.focus();
  else (row ?? one("#list")).focus();
});

// After something was sent or taken back, the focus goes to what is said of it, or to the words that came back.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!one("#answers") || detail.requestConfig.verb !== "post") return;
  const words = one("#composer textarea");
  if (detail.requestConfig.path.includes("/take-back") && words?.value) words.focus();
  else if (/\/(answer|take-back)\b/.test(detail.requestConfig.path)) (all("#sent .sent").at(-1) ?? words)?.focus();
});

// Words for a network that lets no program in are copied before its page opens.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copies]");
  const words = link && document.getElementById(link.dataset.copies);
  if (!words?.value.trim()) return;
  event.preventDefault();
  if (link.dataset.notes) fetch(link.dataset.notes, { method: "POST", keepalive: true, body: new URLSearchParams(new FormData(words.form)) });
  words.select();
  await navigator.clipboard.writeText(words.value).catch(() => document.execCommand("copy"));
  say(link.target ? "Copied. Paste it on the page that opens." : "Copied.");
  if (link.target) open(link.href, "_blank", "noopener,noreferrer");
});

// What is wrong with a form is read out, and the way to mend it begins there.
document.addEventListener("htmx:afterSettle", () => one("#problem")?.focus());

// --- How much room a text has left, by the same rules as sources/common/room.py: said near its end ---
const signs = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const telling = new WeakMap();

function wordsOfRoom(field) {
  const { signs: most, size, link, names } = field.dataset;
  let text = field.value;
  if (link !== "0") text = text.replace(/https?:\/\/\S+/g, "x".repeat(link));
  if (names === "alone") text = text.replace(/(?<![\p{L}\p{N}_/])(@[\p{L}\p{N}_][\p{L}\p{N}_.-]*)@[\p{L}\p{N}_.:-]+[\p{L}\p{N}_]/gu, "$1");
  const left = most - [...signs.segment(text)].length;
  const over = size === "0" ? 0 : new TextEncoder().encode(field.value).length - size;
  if (left < 0) return [`${-left} character${left < -1 ? "s" : ""} too long`, true];
  if (over > 0) return [`${over} byte${over > 1 ? "s" : ""} too long`, true];
  return [left <= Math.min(50, most / 10) ? `${left} left` : "", false];
}

function measure(field) {
  const [words, over] = wordsOfRoom(field);
  const said = document.getElementById(field.getAttribute("aria-describedby"));
  said.textContent = words;
  said.hidden = !words;
  said.classList.toggle("problem", over);
  field.setCustomValidity(over ? `This is ${words}; it may have ${field.dataset.signs}.` : "");
  field.setAttribute("aria-invalid", over);
  // It is read out when whoever types stops for a moment, and not at every key.
  clearTimeout(telling.get(field));
  telling.set(field, setTimeout(() => (said.nextElementSibling.textContent = words), 1000));
}
document.addEventListener("input", ({ target }) => target.matches("[data-signs]") && measure(target));
document.addEventListener("htmx:load", ({ target }) => all("[data-signs]", target).forEach(measure));

// What is linked to and lies in something closed is opened, where the browser does not do so itself.
function reveal() {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = place && place.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  place.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

// --- Keys ---
function move(step) {
  const list = one("#rows") ? rows() : all("ul .item");
  const at = list.findIndex((row) => row === current() || row === document.activeElement);
  const next = list[Math.max(0, at < 0 ? 0 : at + step)];
  if (!next) return;
  next.focus();
  if (next.hasAttribute("hx-get")) next.click();
}

const press = (what) => {
  const control = one(`:is(#pane, #crossroads, #toast, .walk) [data-do="${what}"]`);
  control?.click();
  return Boolean(control);
};

const keys = {
  j: () => press("next") || move(1),
  k: () => move(-1),
  e: () => press("done") || press("wrote"),
  s: () => press("snooze") || press("not-now"),
  r: () => {
    const field = one('#pane [data-do="write"], #crossroads [data-checks]');
    if (field) field.focus();
    else press("reply");
  },
  w: () => press("weigh") || press("write-to"),
  m: () => press("more") && one(".menu[open] :is(button, summary.chip, a)")?.focus(),
  p: () => press("point"),
  l: () => press("lead"),
  c: () => press("correct") && one(".correct[open] button")?.focus(),
  u: () => press("undo") || (one("#pane") && htmx.ajax("POST", `/inbox/undo${location.search}`, { target: "#pane" })),
  "/": () => (one("#q") ? one("#q").focus() : location.assign("/search")),
  "?": () => one("#help").showModal(),
  Escape: () => narrow.matches && press("back"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || one("#help").open) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const menu = event.key === "Escape" && event.target.closest(".menu[open], .menu details[open], .holding[open], .further[open]");
  if (menu) {
    menu.open = false;
    one("summary", menu).focus();
    return;
  }
  const lane = /^[1-9]$/.test(event.key) && one(`.lanes a[data-key="${event.key}"]`);
  const action = lane ? () => lane.click() : keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// --- Files ---
const drop = one("#drop");
if (drop) {
  const files = one("#files");
  const send = () => {
    // "2w" in a saved page counts from when the page was saved, which only the browser knows.
    one("#saved").value = Array.from(files.files, (file) => file.lastModified).join(" ");
    if (files.files.length) htmx.trigger(drop, "submit");
  };
  files.addEventListener("change", send);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    files.files = event.dataTransfer.files;
    send();
  });
  drop.addEventListener("htmx:xhr:progress", (event) => {
    one("#sent").hidden = !event.detail.lengthComputable;
    one("#sent").value = (100 * event.detail.loaded) / Math.max(1, event.detail.total);
  });
  drop.addEventListener("htmx:afterRequest", (event) => {
    one("#sent").hidden = true;
    files.value = "";
    if (event.detail.successful && !one("#runs")) location.assign("/import");
  });
}

// --- Notifications, where she chose them: words of ours alone, each shown once by one page ---
const asksForNotices = one("[data-asks=notifications]");
asksForNotices?.addEventListener("change", () => "Notification" in window && Notification.requestPermission());

async function notify() {
  if (!("Notification" in window) || Notification.permission !== "granted" || !document.body.dataset.notices) return;
  const told = await fetch("/calm/notices", { method: "POST" }).catch(() => undefined);
  if (!told?.ok) return;
  for (const { key, title, text } of await told.json()) {
    const shown = new Notification(title, { body: text, tag: key, icon: "/static/icon.svg" });
    shown.addEventListener("click", () => (focus(), location.assign("/")));
  }
}
// Pages in the back do not listen to news: that is when a notification is wanted.
setInterval(notify, 20000);
notify();

// The pages Requests and Thank: their keys, and where the focus goes. They can be used without this file.
const asks = () => all(".ask, .settled");
const waiting = () => all(".ask");
const near = () => document.activeElement.closest(".ask, .settled");
const at = (what, place) => place && one(`[data-do="${what}"]`, place);

function go(place) {
  if (!place) return;
  place.focus();
  place.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = asks();
  const here = list.indexOf(near());
  go(list[Math.max(0, Math.min(list.length - 1, here < 0 ? 0 : here + by))]);
}

// After a decision the focus goes on to the next that waits; after one was taken back, to that one.
let last = "";
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const path = detail.requestConfig.path;
  if (!path.startsWith("/kept/requests/")) return;
  const place = document.getElementById(detail.target.id);
  if (path.endsWith("/undo")) return go(place);
  last = detail.target.id;
  go(waiting().find((ask) => place && place.compareDocumentPosition(ask) & Node.DOCUMENT_POSITION_FOLLOWING) ?? waiting()[0] ?? place);
});

// After words were copied, the next key says that they were pasted.
document.addEventListener("click", ({ target }) => {
  const link = target.closest("[data-then]");
  if (link) document.getElementById(link.dataset.then).focus();
});

const does = {
  j: () => step(1),
  k: () => step(-1),
  a: () => at("accept", near())?.click(),
  e: () => at("leave", near())?.click(),
  o: () => at("open", near())?.click(),
  u: () => at("back", document.getElementById(last))?.click(),
};

document.addEventListener("keydown", (event) => {
  if (one("#help").open || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return one('#note [data-do="give"]')?.click();
  }
  if (event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  if (!does[event.key]) return;
  event.preventDefault();
  does[event.key]();
});

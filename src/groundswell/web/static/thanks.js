// The page Thanks: which card is open, where the focus goes, and its keys. It can be used without this file.
const cards = () => all("details.thank");
const opened = () => one("details.thank[open]");
const within = (what) => one(`[data-do="${what}"]`, opened() ?? document.createElement("i"));

// The focus goes to the words as soon as they are there: at once, or when the card from inside has come.
function enter(card) {
  if (!card) return (one("#done [data-do]") ?? one("#done"))?.focus();
  card.open = true;
  const field = one("textarea", card);
  card.dataset.entering = field ? "" : "yes";
  (field ?? one("summary", card)).focus();
  card.scrollIntoView({ block: "nearest" });
}

// The next card that waits after this place, else the first.
function following(place) {
  return cards().find((card) => place.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING) ?? cards()[0];
}

function step(by) {
  const list = cards();
  const at = list.indexOf(opened() ?? document.activeElement.closest("details.thank"));
  enter(list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + by))]);
}

let last = "";
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const path = detail.requestConfig.path;
  const id = path.match(/^\/thanks\/card\/(\d+)/)?.[1];
  const card = id && document.getElementById(`card-${id}`);
  if (!card) return;
  if (detail.requestConfig.verb === "get") {
    // Who has gone on to another card meanwhile is not called back.
    if (card.open && card.dataset.entering === "yes") enter(card);
  } else if (card.matches("details") || path.endsWith("/another")) {
    enter(card);
  } else {
    last = id;
    enter(following(card));
  }
});

// After words were copied, the next key says that they were pasted.
document.addEventListener("click", ({ target }) => {
  const link = target.closest("[data-then]");
  if (link) document.getElementById(link.dataset.then).focus();
});

const acts = {
  j: () => step(1),
  k: () => step(-1),
  d: () => within("another")?.click(),
  l: () => within("like")?.click(),
  e: () => within("leave")?.click(),
  u: () => one(`#card-${last} [data-do="undo"]`)?.click(),
};

document.addEventListener("keydown", (event) => {
  if (one("#help").open || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return within("give")?.click();
  }
  if (event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

if (opened()) enter(opened());

// An open journal locks itself: what it shows goes from the page at that time, and what she is writing stays.
const told = new BroadcastChannel("journal");
let shown, until;

function lock(why) {
  const opened = document.querySelector("#opened");
  const later = document.querySelector(".later");
  if (!opened) return;
  const here = opened.contains(document.activeElement);
  opened.remove();
  later.classList.remove("later");
  later.querySelector("h2").textContent = why;
  if (here) later.querySelector("h2").focus();
}

function look() {
  const opened = document.querySelector("#opened");
  if (opened !== shown) {
    shown = opened;
    until = Date.now() + Number(opened?.dataset.locksIn);
  }
  if (opened && Date.now() >= until) lock("It has locked itself");
}

look();
setInterval(look, 1000);
// A machine that slept, and a page that was in the back, look before anybody else can.
for (const kind of ["pageshow", "focus", "visibilitychange"]) addEventListener(kind, look, true);
document.addEventListener("htmx:afterSettle", (event) => {
  look();
  if (event.detail.target.id === "rest") document.querySelector("#opened")?.focus();
});

// Locked by her on one page, it is locked on all of them.
if (!shown) told.postMessage("locked");
told.addEventListener("message", () => lock("It was locked on another page"));

// Words are checked while they are written: a moment after the last key, one question at a time, the last one counts.
const PAUSE = 40;
const HEARD_AFTER = 1500;
const states = new WeakMap();

const stateOf = (field) => {
  if (!states.has(field)) states.set(field, { asked: undefined, busy: false, told: "", timers: {} });
  return states.get(field);
};

const after = (field, name, wait, work) => {
  const { timers } = stateOf(field);
  clearTimeout(timers[name]);
  timers[name] = setTimeout(work, wait);
};

async function check(field) {
  const state = stateOf(field);
  if (state.busy || field.value === state.asked) return;
  const text = field.value;
  state.asked = text;
  state.busy = true;
  try {
    const answer = await fetch(field.dataset.checks, {
      method: "POST",
      headers: { "HX-Request": "true" },
      body: new URLSearchParams(new FormData(field.form)),
    });
    if (field.isConnected && field.value === text) show(field, answer.ok ? await answer.text() : "", await problem(answer));
  } catch {
    // The page says elsewhere that Groundswell does not answer; nothing is said of these words.
    state.asked = undefined;
  }
  state.busy = false;
  if (field.isConnected && state.asked !== undefined && field.value !== state.asked) check(field);
}

const problem = async (answer) => (answer.ok ? "" : answer.text());

function show(field, part, wrong) {
  const place = field.form.querySelector(".checked");
  if (wrong) place.textContent = wrong;
  else place.innerHTML = part;
  htmx.process(place);
  const told = place.firstElementChild?.dataset.told ?? "";
  // It is read out when whoever types stops for a while, and only if it says something else than before.
  after(field, "told", HEARD_AFTER, () => {
    const state = stateOf(field);
    if (told === state.told) return;
    state.told = told;
    place.nextElementSibling.textContent = told;
  });
}

const soon = (field) => after(field, "check", PAUSE, () => check(field));

// Words are put in as if they were typed, so that the browser's own undo takes them out again.
function put(field, begin, end, words) {
  field.focus();
  field.setSelectionRange(begin, end);
  if (!document.execCommand("insertText", false, words)) field.setRangeText(words, begin, end, "end");
  soon(field);
}

document.addEventListener("input", ({ target }) => target.matches?.("[data-checks]") && soon(target));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-put], [data-check], [data-draft]");
  if (!button) return;
  event.preventDefault();
  if (button.matches("[data-draft]")) return begin(button);
  const field = button.form.querySelector("[data-checks]");
  if (button.matches("[data-check]")) return check(field);
  // Places are counted in characters, of which some take two units here.
  const signs = [...stateOf(field).asked];
  if (field.value !== signs.join("")) return soon(field);
  const unit = (at) => signs.slice(0, at).join("").length;
  put(field, unit(button.dataset.start), unit(button.dataset.end), button.dataset.instead);
});

// A draft goes into the field, with what it is made of.
function begin(button) {
  const form = document.getElementById("composer");
  const field = form?.querySelector("[data-checks]");
  if (!field) return;
  for (const name of ["draft", "moves", "want", "does"]) form.elements[name].value = button.form.elements[name].value;
  put(field, 0, field.value.length, button.form.elements.draft.value);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!/^[1-9]$/.test(event.key) || event.target.closest("input, textarea, select, dialog")) return;
  const button = document.querySelector(`[data-draft="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

const look = (within) => {
  for (const field of within.querySelectorAll("[data-checks]")) {
    field.form.querySelector("[data-check]").hidden = true;
    if (field.value.trim()) check(field);
  }
};
document.addEventListener("htmx:load", ({ target }) => look(target));
look(document);

// Draws the wave: solid what was, dashed what may be, two bands, and what is usual below.
const DASHES = [[], [7, 3], [2, 3]];
const begun = new WeakSet();
function show() {
  const plot = document.querySelector(".plot");
  // Other parts of the page may settle while the course is still being fetched.
  if (!plot || begun.has(plot)) return;
  begun.add(plot);
  draw(plot);
}
show();
// A page that waited for its course gets it while it is open.
document.addEventListener("htmx:afterSettle", show);

async function draw(place) {
  const answer = await fetch(place.dataset.curve);
  if (!answer.ok) return;
  const curve = await answer.json();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [low, inner, middle, outer, high] = curve.bands;
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric" });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = (tick) => {
    const time = new Date(tick * 1000);
    return time.getHours() + time.getMinutes() ? clock.format(time) : date.format(time);
  };
  const size = () => ({ width: place.clientWidth, height: Math.max(240, Math.min(380, place.clientWidth * 0.42)) });
  const edge = () => ({ stroke: "transparent", points: { show: false } });
  const axis = { stroke: colour("--soft"), font: "13px system-ui" };
  const options = {
    ...size(),
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_u, _min, max) => [0, Math.max(1, max * 1.08)] } },
    axes: [
      { ...axis, grid: { show: false }, ticks: { stroke: colour("--line") }, space: 70, values: (_u, ticks) => ticks.map(day) },
      { ...axis, grid: { stroke: colour("--line") }, ticks: { show: false }, size: 52, values: (_u, ticks) => ticks.map((tick) => short.format(tick)) },
    ],
    // The wide band comes first: what is drawn later lies on top.
    series: [
      {}, edge(), edge(), edge(), edge(),
      { stroke: colour("--sea"), width: 2, dash: [6, 6], points: { show: false } },
      { stroke: colour("--sea"), width: 3, points: { show: false } },
      // The posts of one text, in the order of the legend below.
      ...curve.parts.map((_, n) => ({ stroke: colour(`--part-${(n % 3) + 1}`), width: 2, dash: DASHES[n % 3], points: { show: false } })),
    ],
    bands: [
      { series: [2, 1], fill: colour("--band-wide") },
      { series: [4, 3], fill: colour("--band") },
    ],
    hooks: { drawClear: [(u) => usual(u, curve, colour)], draw: [(u) => labels(u, curve, colour)] },
  };
  const chart = new uPlot(options, [curve.times, low, high, inner, outer, middle, curve.was, ...curve.parts], place);
  new ResizeObserver(() => chart.setSize(size())).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
}

function usual(u, curve, colour) {
  if (!curve.usual) return;
  const top = u.valToPos(Math.min(curve.usual[2], u.scales.y.max), "y", true);
  const bottom = u.valToPos(curve.usual[0], "y", true);
  u.ctx.fillStyle = colour("--line");
  u.ctx.fillRect(u.bbox.left, top, u.bbox.width, Math.max(2, bottom - top));
}

function labels(u, curve, colour) {
  const scale = devicePixelRatio;
  const { left, top, width, height } = u.bbox;
  const right = left + width - 6 * scale;
  const now = Math.round(u.valToPos(curve.now, "x", true)) + 0.5;
  const write = (words, x, y, align, ink, weight) => {
    u.ctx.font = `${weight} ${13 * scale}px system-ui`;
    u.ctx.textAlign = align;
    u.ctx.textBaseline = "alphabetic";
    u.ctx.fillStyle = colour(ink);
    u.ctx.fillText(words, x, Math.max(y, top + 12 * scale));
  };
  u.ctx.save();
  u.ctx.strokeStyle = colour("--soft");
  u.ctx.setLineDash([2 * scale, 4 * scale]);
  u.ctx.beginPath();
  u.ctx.moveTo(now, top);
  u.ctx.lineTo(now, top + height);
  u.ctx.stroke();
  const early = now < left + width * 0.7;
  write(curve.says, now + (early ? 6 : -6) * scale, top + 12 * scale, early ? "left" : "right", "--soft", 400);
  const end = u.valToPos(curve.bands[2].at(-1), "y", true);
  if (curve.about) write(curve.about, right, end - 10 * scale, "right", "--ink", 600);
  const below = curve.usual && u.valToPos(Math.min(curve.usual[2], u.scales.y.max), "y", true);
  if (below === null) return u.ctx.restore();
  if (!curve.about || below - end > 30 * scale) write("usual for you", right, below - 6 * scale, "right", "--soft", 400);
  u.ctx.restore();
}

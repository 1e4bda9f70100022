// Draws the wave: solid what was, dashed what may be, two bands, and what is usual below.
const plot = document.querySelector(".plot");
if (plot) draw(plot);

async function draw(place) {
  const answer = await fetch(place.dataset.curve);
  if (!answer.ok) return;
  const curve = await answer.json();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [low, inner, middle, outer, high] = curve.bands;
  const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
  const size = () => ({ width: place.clientWidth, height: Math.max(240, Math.min(380, place.clientWidth * 0.42)) });
  const edge = () => ({ stroke: "transparent", points: { show: false } });
  const options = {
    ...size(),
    cursor: { drag: { x: false, y: false } },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_u, _min, max) => [0, Math.max(1, max * 1.06)] } },
    axes: [
      { stroke: colour("--soft"), grid: { show: false }, ticks: { stroke: colour("--line") }, font: "13px system-ui" },
      { stroke: colour("--soft"), grid: { stroke: colour("--line") }, ticks: { show: false }, size: 56,
        font: "13px system-ui", values: (_u, ticks) => ticks.map((tick) => short.format(tick)) },
    ],
    series: [
      {},
      { stroke: colour("--sea"), width: 3, points: { show: false } },
      edge(), edge(),
      { stroke: colour("--sea"), width: 2, dash: [6, 6], points: { show: false } },
      edge(), edge(),
    ],
    bands: [
      { series: [6, 2], fill: colour("--band-wide") },
      { series: [5, 3], fill: colour("--band") },
    ],
    hooks: {
      drawClear: [
        (u) => {
          const { left, width } = u.bbox;
          const top = u.valToPos(Math.min(curve.usual[2], u.scales.y.max), "y", true);
          const bottom = u.valToPos(curve.usual[0], "y", true);
          u.ctx.fillStyle = colour("--line");
          u.ctx.fillRect(left, top, width, Math.max(1, bottom - top));
        },
      ],
      draw: [
        (u) => {
          const x = Math.round(u.valToPos(curve.now, "x", true)) + 0.5;
          u.ctx.strokeStyle = colour("--soft");
          u.ctx.setLineDash([2, 4]);
          u.ctx.beginPath();
          u.ctx.moveTo(x, u.bbox.top);
          u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
          u.ctx.stroke();
          u.ctx.setLineDash([]);
        },
      ],
    },
  };
  const chart = new uPlot(options, [curve.times, curve.was, low, inner, middle, outer, high], place);
  new ResizeObserver(() => chart.setSize(size())).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
}

// Which decisions of the space matter, and what was tried.

const MOST_LINES = 400;

function showDecisions(run) {
  const { importance, candidates } = run;
  show("decisions", importance !== undefined);
  if (importance === undefined) return;
  const { score, lessIsBetter } = importance;
  const told = {
    score,
    lessIsBetter,
    of: score === "accuracy" ? c => c.accuracy : c => scoreOf(run, c),
    words: score === "accuracy" ? text.percent : value => Number(value.toPrecision(3)).toString().replace("-", "−"),
  };
  byId("importance-caption").replaceChildren(...glossed(
    `How much of the differences in ${score} on the proxy is owed to each decision alone, by a random forest that was fitted to ${text.plural(importance.candidates, "candidate")}`
    + ` (functional ANOVA); ${text.percent(importance.together)} is owed to several decisions together. Below each decision, the ${score} that the forest expects of its options.`));
  byId("importance").replaceChildren(...importance.decisions.map(decision => decisionBar(decision, told)));
  drawParallel(importance, candidates.filter(c => c.network && c.scoredBy === undefined && isNumber(told.of(c))), told);
}

function decisionBar({ name, share, options }, { lessIsBetter, words }) {
  const means = [...options].sort((a, b) => lessIsBetter ? a.mean - b.mean : b.mean - a.mean)
    .map(({ value, mean }) => `${value} ${words(mean)}`).join(", ");
  return element("li", {},
    element("span", { class: "name" }, name),
    element("span", { class: "bar", "aria-hidden": "true" },
      element("span", { style: `width: ${100 * share}%` })),
    element("span", { class: "figure" }, text.percent(share)),
    element("span", { class: "options" }, means));
}

/** All of a few candidates; of many the best and, evenly by rank, some of the others. */
function drawnCandidates(candidates) {
  const ranked = [...candidates].sort((a, b) => a.rank - b.rank);
  if (ranked.length <= MOST_LINES) return ranked;
  const step = (ranked.length - 1) / (MOST_LINES - 1);
  return Array.from({ length: MOST_LINES }, (_, i) => ranked[Math.round(i * step)]);
}

/** One axis a decision, the one that matters most first, then the score, better above; a line a candidate. */
function drawParallel({ decisions }, candidates, { score, lessIsBetter, of, words }) {
  const drawn = drawnCandidates(candidates);
  const merit = c => lessIsBetter ? -of(c) : of(c);
  const low = Math.min(...drawn.map(merit));
  const high = Math.max(...drawn.map(merit));
  const last = decisions.length;
  const places = decisions.map(({ options }) => new Map(options.map(({ value }, i) => [value, (i + 0.5) / options.length])));
  const jitter = i => 0.05 * ((i * 0.618) % 1 - 0.5); // apart, so that equal choices are several lines
  const height = c => high > low ? 0.02 + 0.96 * (merit(c) - low) / (high - low) : 0.5;
  const end = value => words(lessIsBetter ? -value : value);
  const line = (c, i) => [
    ...decisions.map(({ name }, d) => [d, (places[d].get(c.network.choices[name]) ?? NaN) + jitter(i)]),
    [last, height(c)], [NaN, NaN]];
  const best = Math.ceil(drawn.length / 10);
  const lines = (from, to) => drawn.slice(from, to).flatMap((c, i) => line(c, from + i));
  byId("parallel-caption").textContent = `What was chosen for each candidate, and the ${score} that it reached on the proxy: a line a candidate, in colour the best tenth of ${text.count(drawn.length)}.`;
  draw("parallel", `Parallel coordinates of ${text.plural(drawn.length, "candidate")} over ${decisions.map(d => d.name).join(", ")} and the ${score}.`, () => ({
    grid: { left: 8, right: 56, top: 16, bottom: 24 },
    xAxis: axis(undefined, {
      min: 0, max: last, interval: 1, scale: false,
      axisLabel: { color: colour("text"), rotate: byId("parallel").clientWidth < 90 * (last + 1) ? 35 : 0, hideOverlap: false, formatter: x => x === last ? score : decisions[x]?.name ?? "" },
      splitLine: { lineStyle: { color: colour("quiet") } },
    }),
    yAxis: axis(undefined, { min: 0, max: 1, show: false }),
    series: [
      thread("others", "quiet", lines(best, drawn.length), { width: 1, opacity: 0.35 }),
      thread("best", "first", lines(0, best), { width: 1.5, opacity: 0.9 }),
      labels(places.flatMap((options, d) => [...options].map(([value, y]) => ({ at: [d, y], words: value })))),
      labels([{ at: [last, 0.02], words: end(low) }, ...(high > low ? [{ at: [last, 0.98], words: end(high) }] : [])]),
      dots(score, "first", drawn.map(c => ({
        value: [last, height(c)],
        tip: candidateTip(c, Object.entries(c.network.choices).map(pair => pair.join(" ")).join(", ")),
      })), { symbolSize: 7 }),
    ],
  }));
}

const thread = (name, colourName, points, style) => line(name, colourName, points, {
  lineStyle: { color: colour(colourName), ...style }, connectNulls: false,
});

/** Words right of points that are not drawn. */
const labels = words => ({
  type: "scatter", symbolSize: 1, silent: true, z: 5, itemStyle: { color: "transparent" },
  data: words.map(({ at, words: shown }) => ({
    value: at,
    label: {
      show: true, position: "right", formatter: () => shown, color: colour("text"),
      fontSize: 11, backgroundColor: colour("card"), padding: [1, 3], borderRadius: 3,
    },
  })),
});

// Several runs side by side.

const COMPARED = [
  ["proxy", run => run.report ? run.report.proxy.name : run.configuration.proxy],
  ["data set", run => run.report ? run.report.dataset.name : run.configuration.dataset],
  ["space", run => run.report ? run.report.search.space : run.configuration.space],
  ["seed", run => String(run.configuration.seed)],
  ["candidates", run => text.count(run.candidates.length)],
  ["verdict", run => run.report ? run.report.verdict : "not finished"],
  ["Spearman ρ", ofReport(r => `${text.two(r.validation.spearman.value)} ${text.range(r.validation.spearman)}`)],
  ["Kendall τ-b", ofReport(r => `${text.two(r.validation.kendall.value)} ${text.range(r.validation.kendall)}`)],
  ["n", ofReport(r => text.count(r.validation.n))],
  ["top-k recall", ofReport(r => `${text.two(r.validation.topK.recall)} (k = ${r.validation.topK.k})`)],
  ["regret", ofReport(r => `${text.points(r.validation.regret)}${r.calibration.rounds > 0 ? " of those that did not teach" : ""}`)],
  ["a candidate on the proxy", ofReport(r => text.seconds(r.speedup.proxySecondsPerCandidate))],
  ["on the full data", ofReport(r => text.seconds(r.speedup.fullSecondsPerCandidate))],
  ["speed-up a candidate", ofReport(r => text.times(r.speedup.search))],
  ["with what is paid once", ofReport(r => `${text.times(r.speedup.endToEnd)}${isNumber(r.cost.condenseScale) || !isNumber(r.speedup.endToEnd) ? "" : " ?"}`)],
  ["best network", ofReport(r => r.best.architecture || "none")],
  ["its test accuracy", ofReport(r => text.percent(r.best.testAccuracy))],
];

function ofReport(figure) {
  return run => run.report ? figure(run.report) : "–";
}

function showComparison(runs) {
  byId("kind").textContent = "ProxyNAS comparison";
  byId("title").textContent = `${text.plural(runs.length, "run")} side by side`;
  byId("lead").textContent = "";
  document.title = "Runs side by side – ProxyNAS";
  byId("summary").textContent = "Correlations are comparable where data set and space are the same.";
  showNotes(runs.flatMap(run => run.notes.map(note => `${run.name}: ${note}`)));
  show("comparison");
  byId("comparison-table").replaceChildren(
    element("thead", {}, element("tr", {}, element("td"),
      ...runs.map(run => element("th", { scope: "col" }, run.name)))),
    element("tbody", {}, ...COMPARED.map(([name, figure]) => element("tr", {},
      element("th", { scope: "row" }, name), ...runs.map(run => element("td", {}, figure(run)))))));
  showComparedCorrelations(runs.filter(run => run.report));
  showComparedHistories(runs);
}

function showComparedCorrelations(runs) {
  byId("comparison-forest").closest("figure").hidden = runs.length === 0;
  if (runs.length === 0) return;
  const rows = runs.map(run => ({ name: run.name, interval: run.report.validation.spearman, own: true }));
  drawForest("comparison-forest",
    rows.map(row => `${row.name} ${text.two(row.interval.value)} ${text.range(row.interval)}`).join("; "), rows, null);
}

const COLOURS = ["first", "second", "good", "bad", "caution", "quiet"];
const DASHES = ["solid", "dashed", "dotted"];

function showComparedHistories(runs) {
  draw("comparison-history", `Best accuracy so far of ${text.plural(runs.length, "run")}.`, () => ({
    ...legendAndGrid("comparison-history", runs.map(run => run.name)),
    xAxis: axis("candidates finished", { minInterval: 1, min: 0 }),
    yAxis: accuracyAxis("best accuracy on the proxy"),
    series: runs.map((run, i) => line(run.name, COLOURS[i % COLOURS.length],
      bestSoFar(run.candidates).map(value => ({ value, tip: [run.name, `after ${text.count(value[0])}: ${text.percent(value[1])}`] })),
      { step: "end", silent: false, lineStyle: {
        color: colour(COLOURS[i % COLOURS.length]), width: 2,
        type: DASHES[Math.floor(i / COLOURS.length) % DASHES.length] } })),
  }));
}

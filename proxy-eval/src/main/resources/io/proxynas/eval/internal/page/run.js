// The page of one run.

function showRun(run) {
  const { report, candidates } = run;
  const configuration = run.configuration;
  const proxy = trainedOn(run);
  const dataset = report ? report.dataset.name : configuration.dataset;
  byId("title").textContent = report ? report.best.architecture || "No network found" : `${proxy} on ${dataset}`;
  document.title = `${proxy} on ${dataset} – ProxyNAS`;
  byId("lead").textContent = report ? foundSentence(report) : "";
  byId("summary").replaceChildren(...glossed(summary(run, proxy, dataset)));
  showNotes(run.notes);
  if (report) {
    showFound(report);
    showVerdict(report);
    showCost(run);
  }
  const pairs = candidates.filter(c => isTried(c) && c.full && isNumber(c.full.accuracy));
  show("evidence", pairs.length > 0);
  if (pairs.length > 0) showEvidence(run, pairs);
  const trained = candidates.filter(c => isNumber(c.accuracy));
  show("search", trained.length > 0);
  if (trained.length > 0) showSearch(candidates, trained, isTimed(run));
  showDecisions(run);
  showRanking(run, markFront(candidates, report));
  showPicture(run, proxy);
  showProvenance(run);
}

/** Whether candidates are trained on a proxy, and not only scored without training. */
const trains = run => proxyOf(run) !== "none";

const proxyOf = run => run.report ? run.report.proxy.name : run.configuration.proxy;

/** What candidates were trained on, or that they were not. */
const trainedOn = run => trains(run) ? proxyOf(run) : "scores without training";

function summary(run, proxy, dataset) {
  const failed = run.candidates.filter(c => c.failed !== undefined).length;
  const found = run.report ? `Found by ranking ${text.plural(run.candidates.length, "candidate")} of ${spaceOf(run)} `
    : `${text.plural(run.candidates.length, "candidate")} of ${spaceOf(run)} `;
  const on = !trains(run) ? `by scores without training on ${dataset}` : run.report
    ? `on ${proxy}, a proxy set of ${text.plural(run.report.proxy.images, "image")}, in place of ${text.count(run.report.dataset.train)} of ${dataset}`
    : `on ${proxy}`;
  return `${found}${on}${failed > 0 ? `; ${text.count(failed)} failed` : ""}.`;
}

/** Whether the run measures how long a network takes for one image. */
const isTimed = run => run.configuration.latency !== undefined;

/** Whether a candidate has scores on the proxy, and did not fail. */
const isTried = candidate => isNumber(candidate.rung);

/** Whether full trainings taught the ranking. */
const isCalibrated = run => run.report !== undefined && run.report.calibration.rounds > 0;

const spaceOf = run => run.report ? `the space ${run.report.search.space}` : run.configuration.space;

function showNotes(notes) {
  show("notes", notes.length > 0);
  byId("notes").replaceChildren(...notes.map(note => element("li", {}, `${note[0].toUpperCase()}${note.slice(1)}.`)));
}

const capital = words => `${words[0].toUpperCase()}${words.slice(1)}`;

const SIMPLER = "Would something simpler have done?";

/** Whether a score that costs less ranks as well: then that is said first. */
const isSimplerAsGood = report => report.answers.simpler.level === "yes";

function showVerdict(report) {
  const { discard, choose, simpler } = report.answers;
  show("verdict");
  byId("verdict").dataset.level = discard.level;
  show("simpler-first", isSimplerAsGood(report));
  showAnswer("simpler-first", SIMPLER, { ...simpler, level: "with caution" }, capital(simpler.level));
  showAnswer("discard", "May it discard?", discard);
  showAnswer("choose", "May it choose?", choose);
  show("answers");
  const short = [
    ...(isSimplerAsGood(report) ? [["something simpler ranks as well", "yes", "with caution"]] : []),
    ["to discard the worse half", discard.level, discard.level],
    ["to choose the best", choose.level, choose.level],
  ];
  byId("answers-list").replaceChildren(...short.map(([question, answer, level]) =>
    element("div", { "data-level": level },
      element("dt", {}, question), element("dd", { class: "advice" }, answer))));
}

/** A question, "May it discard?" say, with its answer; the level gives the colour. */
function showAnswer(id, question, { level, reason }, word = capital(level)) {
  const answer = byId(id);
  answer.dataset.level = level;
  answer.querySelector(".advice").textContent = `${question} ${word}`;
  answer.querySelector(".reason").replaceChildren(...glossed(reason ? `${capital(reason)}.` : ""));
}

/** What is said of the regret by the first few, in reports that know it. */
const shortlist = ({ shortlist: { k, regret } }) =>
  k > 0 ? `; ${text.points(regret)} by the best of its first ${k}` : "";

function showTiles(report) {
  const { validation } = report;
  show("tiles", validation.n > 0);
  const tiles = [
    ["Spearman ρ", text.two(validation.spearman.value), `${text.range(validation.spearman)}, n = ${validation.n}`],
    ["Kendall τ-b", text.two(validation.kendall.value), text.range(validation.kendall)],
    [`Top-${validation.topK.k} recall`, text.two(validation.topK.recall), "of the validated sample"],
    ["Regret", text.points(validation.regret), `by the ranking’s first choice${isCalibrated({ report }) ? " of those that did not teach it" : ""}${shortlist(validation)}`],
  ];
  if (validation.half.n > 0) {
    tiles.splice(1, 0, ["ρ in the better half", text.two(validation.half.spearman.value),
      `${text.range(validation.half.spearman)}, n = ${validation.half.n}`]);
  }
  if (isNumber(validation.noiseCeiling)) {
    tiles.splice(2, 0, ["Noise ceiling", text.two(validation.noiseCeiling), "no proxy can be expected to exceed it"]);
  }
  tile("tiles", tiles);
}

function showEvidence(run, pairs) {
  const ranked = withRanks(pairs);
  onChoice("scatter", what => drawScatter(run, ranked, what === "ranks"));
  drawCurves(pairs.filter(pair => pair.full.curve && pair.full.curve.length > 1), run.report?.best.architecture);
  show("tiles", run.report !== undefined);
  if (run.report) showTiles(run.report);
}

/** What a training gained in its last epoch, in words. */
function lastGain(curve) {
  const gain = curve[curve.length - 1] - curve[curve.length - 2];
  return gain >= 0.005
    ? ` Its last epoch still gained ${text.points(gain)}: trained for longer it may be better.`
    : " Its last epoch gained no more than half a point.";
}

function drawCurves(pairs, bestId) {
  byId("curves-caption").closest("figure").hidden = pairs.length === 0;
  if (pairs.length === 0) return;
  const best = pairs.find(pair => pair.architecture === bestId);
  byId("curves-caption").textContent =
    `Learning curves of the ${text.plural(pairs.length, "candidate")} trained on the full data`
    + (best ? `, in colour that of the network found.${lastGain(best.full.curve)}` : ".");
  const curve = pair => pair.full.curve.map((accuracy, i) => ({
    value: [i + 1, accuracy], tip: [pair.architecture, `${text.percent(accuracy)} after epoch ${i + 1}`],
  }));
  draw("curves", `Learning curves of ${text.plural(pairs.length, "candidate")}: accuracy after each epoch on the full data.`, () => ({
    xAxis: axis("epoch", { minInterval: 1, min: 1, max: Math.max(...pairs.map(pair => pair.full.curve.length)) }),
    yAxis: accuracyAxis("accuracy on the images that judge"),
    series: [...pairs.filter(pair => pair !== best), ...(best ? [best] : [])].map(pair =>
      line(pair.architecture, pair === best ? "first" : "quiet", curve(pair), {
        silent: false, symbol: "circle", symbolSize: pair === best ? 8 : 5,
        lineStyle: { color: colour(pair === best ? "first" : "quiet"), width: pair === best ? 3 : 1.2 },
      })),
  }));
}

function showRivals(run) {
  const { report } = run;
  const rows = report.validation.n > 0 ? correlations(run) : [];
  byId("forest-caption").closest("figure").hidden = rows.length === 0;
  show("correlations", rows.length > 0);
  if (rows.length > 0) showForest(report, rows);
}

function correlations(run) {
  const { report } = run;
  return [
    { name: trainedOn(run), interval: report.validation.spearman, seconds: report.speedup.proxySecondsPerCandidate, own: true },
    ...report.validation.rivals.map(rival => ({
      name: rival.needs === "truth" && rival.basis ? `${rival.name}: ${rival.basis}` : rival.name, interval: interval(rival),
      seconds: rival.needs === "truth" ? undefined : rival.seconds, own: false, difference: rival.difference,
    })),
  ];
}

/** What ranks by the trainings of rivals; reports of earlier versions do not tell. */
const rivalsTrainedBy = rivals => rivals.length === 0 ? ""
  : ` ${rivals.map(rival => rival.name).join(" and ")}: by the ${rivals[0].basis.replaceAll("-", " ")} of ${rivals.length > 1 ? "their trainings" : "its training"}.`;

function showForest(report, rows) {
  byId("forest-caption").textContent =
    `Spearman ρ with the full accuracy on the same ${text.plural(report.validation.n, "candidate")}: this ranking, and what it has to beat.`
    + rivalsTrainedBy(report.validation.rivals.filter(rival => rival.needs === "training" && rival.basis))
    + (rows.some(row => isNumber(row.interval.low)) ? "" : " They are too few for intervals.");
  const told = rows.map(row => `${row.name} ${text.two(row.interval.value)} ${text.range(row.interval)}`).join("; ");
  drawForest("forest", `Correlations with their intervals: ${told}.`, rows, report.validation.noiseCeiling);
  const compared = rows.some(row => row.difference);
  const bounded = rows.some(row => isNumber(row.interval.low));
  const columns = ["score", "ρ", ...(bounded ? ["interval"] : []), ...(compared ? ["better by"] : []), "a candidate"];
  byId("forest-table").replaceChildren(
    element("thead", {}, element("tr", {}, ...columns.map((name, i) =>
      element("th", { scope: "col", class: i ? "number" : "text" }, name)))),
    element("tbody", {}, ...rows.map(row => element("tr", { class: row.own ? "own" : "rival" },
      element("th", { scope: "row" }, element("span", {}, ...glossed(row.name))),
      ...[text.two(row.interval.value),
        ...(bounded ? [bounds(row.interval) || "–"] : []),
        ...(compared ? [row.difference ? `${text.two(row.difference.value)} ${bounds(row.difference)}` : "–"] : []),
        row.seconds === undefined ? "full trainings" : row.seconds === 0 ? "costs nothing" : text.seconds(row.seconds),
      ].map((cell, i) => element("td", { class: "number", "data-name": columns[i + 1] }, cell))))));
  byId("forest-table").classList.add("stacked");
}

/** The interval in a table, whose caption says where there are none. */
const bounds = interval => isNumber(interval.low) ? text.range(interval) : "";

/** Best accuracy after each candidate that has one: [[number of the candidate, accuracy]]. */
function bestSoFar(candidates) {
  let best = -1;
  return candidates.map((candidate, i) => [i + 1, candidate])
    .filter(([, candidate]) => isNumber(candidate.accuracy))
    .map(([number, candidate]) => [number, best = Math.max(best, candidate.accuracy)]);
}

/** Candidates that no other one beats in accuracy at the same size or a smaller one, smallest first. */
function paretoFront(trained, size) {
  let best = -1;
  return [...trained]
    .sort((a, b) => a[size] - b[size] || b.accuracy - a.accuracy)
    .filter(candidate => candidate.accuracy > best && ((best = candidate.accuracy), true));
}

const candidateTip = (candidate, ...more) => [candidate.architecture,
  ...(isNumber(candidate.accuracy) ? [`proxy ${text.percent(candidate.accuracy)}`] : []), ...more,
  `${text.count(candidate.parameters)} parameters, ${text.si(candidate.flops)} FLOPs`,
  ...(isNumber(candidate.latency) ? [`${text.milliseconds(candidate.latency)} for one image`] : [])];

function showSearch(candidates, trained, timed) {
  const best = trained.reduce((a, b) => b.accuracy > a.accuracy ? b : a);
  const inFull = candidates.some(c => isTried(c) && c.scoredBy === undefined && !isNumber(c.accuracy)) ? " that was trained in full" : "";
  byId("history-caption").textContent =
    `The accuracy of each candidate${inFull} on the proxy in the order of finishing, and the highest so far: ${text.percent(best.accuracy)} by ${best.architecture}.`;
  draw("history",
    `Search history of ${candidates.length} candidates; the highest accuracy so far ends at ${text.percent(best.accuracy)}.`,
    () => ({
      ...legendAndGrid("history", ["candidate", "highest so far"]),
      xAxis: axis("candidates finished", { minInterval: 1, min: 0, max: candidates.length }),
      yAxis: accuracyAxis("accuracy on the proxy"),
      series: [
        dots("candidate", "quiet", candidates.map((candidate, i) => [i + 1, candidate])
          .filter(([, candidate]) => isNumber(candidate.accuracy))
          .map(([number, candidate]) => ({
            value: [number, candidate.accuracy], tip: candidateTip(candidate, `candidate ${number}`),
          })), { symbolSize: 8 }),
        line("highest so far", "first", bestSoFar(candidates), { step: "end" }),
      ],
    }));
  show("pareto-latency", timed);
  onChoice("pareto", size => drawPareto(trained.filter(c => isNumber(c[size])), size));
}

const COSTS = {
  parameters: { unit: "parameters", few: "with as few parameters", format: text.si },
  flops: { unit: "FLOPs", few: "with as few FLOPs", format: text.si },
  latency: { unit: "time of one image", few: "in as short a time of one image", format: text.milliseconds },
};

function drawPareto(trained, size) {
  const { unit, few, format } = COSTS[size];
  const front = paretoFront(trained, size);
  const validated = trained.filter(c => c.full && isNumber(c.full.accuracy));
  byId("pareto-caption").textContent =
    `Accuracy against cost. No candidate beats the ${text.count(front.length)} on the front in accuracy ${few}.`;
  draw("pareto",
    `Accuracy against ${unit} of ${trained.length} candidates; ${front.length} are on the front.`,
    () => ({
      ...legendAndGrid("pareto", ["on the proxy", "front", ...(validated.length ? ["on the full data"] : [])]),
      xAxis: axis(unit, { type: "log", axisLabel: { color: colour("muted"), formatter: format, hideOverlap: true } }),
      yAxis: accuracyAxis("accuracy"),
      series: [
        dots("on the proxy", "quiet", trained.filter(c => !front.includes(c)).map(c => ({
          value: [c[size], c.accuracy], tip: candidateTip(c),
        })), { symbolSize: 8 }),
        line("front", "first", front.map(c => ({
          value: [c[size], c.accuracy], tip: candidateTip(c, "on the front"),
        })), { step: "end", symbol: "circle", symbolSize: 10, silent: false }),
        dots("on the full data", "second", validated.map(c => ({
          value: [c[size], c.full.accuracy], tip: candidateTip(c, `full data ${text.percent(c.full.accuracy)}`),
        })), { symbol: "diamond", symbolSize: 12 }),
      ],
    }));
}

const totalSeconds = outcomes => outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0);

/** What a figure is followed by that counts the seconds of a machine whose pace is not known. */
function atAnotherPace(report) {
  return isNumber(report.cost.condenseScale) ? "" : ", by another machine’s seconds";
}

/** Seconds of making the set, here if that is known, or undefined; some earlier versions have those where it was made alone. */
function condensed({ proxy, cost, speedup }) {
  if (isNumber(cost.condenseSeconds)) return cost.condenseSeconds;
  return isNumber(speedup.endToEnd) ? proxy.condenseSeconds : undefined;
}

/** Where and when the set was made; undefined of a set that this run made. */
function condensing(report) {
  const { proxy, cost } = report;
  if (!proxy.fromCache && !proxy.shipped) return undefined;
  if (!isNumber(condensed(report))) return "not known, since the saved set does not tell";
  const there = `${text.seconds(proxy.condenseSeconds)} when the ${proxy.shipped ? "shipped" : "cached"} set was made`;
  if (!isNumber(cost.condenseScale)) return `${there}, on another machine`;
  return cost.condenseScale === 1 ? there : `${text.seconds(cost.condenseSeconds)} at this machine’s pace; ${there}`;
}

/** Where the worker time of a run went: [[what, colour, row, seconds]]. */
function timeParts(run, here, instead) {
  const { report, candidates } = run;
  return [
    ["condensing", "second", here, condensed(report)],
    [trains(run) ? "candidates on the proxy" : "scores without training", "first", here, totalSeconds(candidates)],
    ["full trainings that teach", "text", here, report.calibration.seconds],
    ["validating this ranking", "quiet", here, report.cost.validationSeconds],
    ["scoring the rivals", "caution", here, report.cost.rivalSeconds],
    ["the same candidates, estimated", "muted", instead, tried(candidates) * report.speedup.fullSecondsPerCandidate],
  ].filter(([, , , seconds]) => isNumber(seconds) && seconds > 0);
}

const tried = candidates => candidates.filter(isTried).length;

function showCost(run) {
  const { report } = run;
  const here = "this search";
  const instead = "on the full data";
  const parts = timeParts(run, here, instead);
  show("cost", parts.length > 0);
  if (parts.length === 0) return;
  showCostSentences(run, parts, instead);
  drawCost(parts, [here, ...(parts.some(part => part[2] === instead) ? [instead] : [])]);
  showRivals(run);
  showCostFacts(run);
}

function showCostSentences(run, parts, instead) {
  const { report, candidates } = run;
  const sum = of => parts.filter(of).reduce((total, part) => total + part[3], 0);
  const found = sum(([name, , row]) => row !== instead && name !== "validating this ranking" && name !== "scoring the rivals");
  const proven = sum(([name]) => name === "validating this ranking" || name === "scoring the rivals");
  const without = sum(part => part[2] === instead);
  byId("cost-sentence").replaceChildren(...glossed(
    `In the time of one worker, ${trains(run) && isNumber(condensed(report)) ? "making the proxy set and " : ""}ranking took ${text.seconds(found)}`
    + (proven > 0 ? `, and checking the ranking another ${text.seconds(proven)}.` : ".")
    + (without > 0 ? ` Training the same ${text.plural(tried(candidates), "candidate")} on the full data instead would take about ${text.seconds(without)}.` : "")));
  const { simpler } = report.answers;
  byId("simpler-sentence").replaceChildren(...isSimplerAsGood(report)
    ? [element("strong", {}, "Something simpler ranks as well"), ", as is said above; the table below has each score."]
    : [element("strong", {}, `${SIMPLER} ${capital(simpler.level)}: `), ...glossed(`${simpler.reason}.`)]);
}

function drawCost(parts, rows) {
  byId("cost-caption").textContent = "Where the time of one worker went"
    + (rows.length > 1 ? ", and what the same candidates would take on the full data, by the mean of those that were trained there." : ".");
  byId("cost-chart").style.height = `${rows.length * 3.5 + (isNarrow("cost-chart") ? 9 : 7)}rem`;
  draw("cost-chart", `Worker time: ${parts.map(([name, , , s]) => `${name} ${text.seconds(s)}`).join(", ")}.`, () => ({
    ...legendAndGrid("cost-chart", parts.map(([name]) => name)),
    xAxis: axis(undefined, { scale: false, splitNumber: 4, axisLabel: { color: colour("muted"), formatter: text.seconds, hideOverlap: true } }),
    yAxis: axis(undefined, { type: "category", inverse: true, data: rows, axisLabel: { color: colour("text") }, splitLine: { show: false } }),
    series: parts.map(([name, colourName, row, seconds]) => ({
      name, type: "bar", stack: "time", barWidth: "55%",
      itemStyle: { color: colour(colourName), borderColor: colour("card"), borderWidth: 1 },
      data: rows.map(each => each === row
        ? { value: seconds, tip: [name, text.seconds(seconds)] } : { value: 0 }),
    })),
  }));
}

/** What is paid once, whatever the number of candidates; nothing where scores without training rank alone. */
const outlay = run => [
  ...(trains(run) ? ["the condensation"] : []),
  ...(isCalibrated(run) ? ["what taught the ranking"] : []),
].join(" and ");

function withOutlay(run) {
  const { report } = run;
  if (outlay(run) === "" || !isNumber(report.speedup.endToEnd)) return "";
  return `, ${text.times(report.speedup.endToEnd)} with ${outlay(run)}${trains(run) ? atAnotherPace(report) : ""}`;
}

function showCostFacts(run) {
  const { report } = run;
  const { speedup, validation } = report;
  const proven = validation.n > 0;
  describe("cost-facts", [
    ["A candidate", proven && `${text.seconds(speedup.proxySecondsPerCandidate)} ${trains(run) ? "on the proxy" : "without training"}, ${text.seconds(speedup.fullSecondsPerCandidate)} on the full data`],
    ["Speed-up", proven && `${text.times(speedup.search)} a candidate${withOutlay(run)}`],
    ["Break-even", proven && trains(run) && isNumber(condensed(report)) && (isNumber(speedup.breakEvenCandidates)
      ? `${outlay(run)} ${isCalibrated(run) ? "pay" : "pays"} from ${text.plural(Math.ceil(speedup.breakEvenCandidates), "candidate")} on${atAnotherPace(report)}`
      : "never: a candidate is no cheaper on the proxy, or its cost is not known")],
    ["Condensing", condensing(report)],
    ["By the clock", `the search took ${text.seconds(report.search.seconds)} on ${text.plural(report.search.workers, "worker")}`],
  ].map(([name, fact]) => [name, fact || undefined]));
}

function status(candidate) {
  if (candidate.failed !== undefined) return `failed: ${candidate.failed}`;
  const by = candidate.scoredBy?.includes(",") ? "" : ` by ${candidate.scoredBy}`;
  const only = candidate.scoredBy === undefined ? undefined : `scored${by}, not trained`;
  const words = [only ?? (candidate.trainedByDl4j === undefined ? "trained" : `trained by DL4J: ${candidate.trainedByDl4j}`)];
  if (candidate.front !== undefined) words.push(`on the front of ${candidate.front}`);
  if (candidate.full && candidate.full.failed !== undefined) words.push(`failed on the full data: ${candidate.full.failed}`);
  return words.join("; ");
}

/** Marks the candidates on the front of the objectives that the run was given. */
function markFront(candidates, report) {
  const front = new Set(report ? report.pareto.front.map(member => member.architecture) : []);
  return candidates.map(candidate => front.has(candidate.architecture)
    ? { ...candidate, front: report.pareto.objectives.join(", ") } : candidate);
}

let ranking;
let rankingShape; // which columns it has

/** Whether the score that ranks is none that the table has anyway. */
const isScoreApart = ({ rankedBy }) => ![...FRACTIONS, "parameters", "flops"].includes(rankedBy.score);

/** The columns of the ranking; a narrow screen has no room for those that are wide, which a row tells when it opens. */
function rankingColumns(run) {
  const column = (name, value, cell, first = 1) => ({ name, number: true, value, cell: row => cell(value(row)), first });
  const words = (name, value) => ({ name, number: false, value, cell: value });
  const wide = each => ({ ...each, wide: true });
  return [
    column("rank", c => c.rank, text.count),
    words("architecture", c => c.architecture),
    ...(trains(run) ? [column("proxy accuracy", c => c.accuracy, text.percent, -1)] : []),
    ...(run.rankedBy.score === "predicted accuracy" ? [wide(column("predicted", c => c.predicted, text.percent, -1))] : []),
    ...(isScoreApart(run) ? [wide({ ...column(run.rankedBy.score, c => scoreOf(run, c)), cell: c => hasScores(run, c) ? scoreText(run, c) : "–", first: run.rankedBy.lessIsBetter ? 1 : -1 })] : []),
    column("full accuracy", c => c.full && c.full.accuracy, text.percent, -1),
    wide(column("parameters", c => c.parameters, text.count)),
    wide(column("FLOPs", c => c.flops, text.si)),
    ...(isTimed(run) ? [wide(column("one image", c => c.latency, text.milliseconds))] : []),
    wide(column("seconds", c => c.seconds, value => value.toFixed(2))),
    wide(words("status", status)),
  ];
}

function rankingTable(columns) {
  return new SortedTable(byId("ranking-table"), columns, byId("ranking-more"), byId("ranking-count"), {
    key: candidate => candidate.architecture,
    content: candidate => candidateDetails(candidate, columns),
  });
}

/** All that is known of a candidate: its figures, what was chosen for it, and its layers. */
function candidateDetails(candidate, columns) {
  const facts = [
    ...columns.filter(column => column.wide).map(column => [column.name, column.cell(candidate)]),
    ...Object.entries(candidate.network?.choices ?? {}),
  ];
  const layers = candidate.network?.layers ?? [];
  return [
    element("dl", { class: "facts" }, ...facts.flatMap(([name, fact]) =>
      [element("dt", {}, name), element("dd", {}, String(fact))])),
    ...(layers.length > 0 ? [drawnNetwork(layers)] : []),
  ];
}

function showRanking(run, candidates) {
  show("ranking", candidates.length > 0);
  const columns = rankingColumns(run);
  const shape = JSON.stringify([columns.map(column => column.name), run.rankedBy]);
  if (shape !== rankingShape) { // at first, and where a live run ends by another score than it had
    const before = ranking;
    const focused = document.activeElement?.dataset.key;
    rankingShape = shape;
    ranking = rankingTable(columns);
    if (before) ranking.succeed(before, focused);
    const filter = () => {
      const wanted = byId("filter").value.trim().toLowerCase();
      const validated = byId("filter-validated").checked;
      ranking.filter(c => (!validated || c.full !== undefined)
        && `${c.architecture} ${status(c)}`.toLowerCase().includes(wanted));
    };
    byId("filter").oninput = filter;
    byId("filter-validated").onchange = filter;
    filter();
  }
  ranking.show(candidates);
}

function showPicture(run, proxy) {
  show("picture", run.picture !== undefined);
  if (run.picture === undefined) return;
  const caption = run.report
    ? `${text.plural(run.report.proxy.images, "image")} by class: all that the candidates were trained on.`
    : "What the candidates are trained on, by class.";
  byId("picture-caption").textContent = caption;
  showSheet(run.picture, run.sheet, `The images of the proxy set ${proxy}, one row a class`);
}

const MOST_PIECES = 6000; // more are slow to draw

let shownPicture;

/** The images one by one, so that they wrap; the picture whole where it does not say where they are. */
function showSheet(picture, sheet, alt) {
  if (picture === shownPicture) return;
  shownPicture = picture;
  const pieces = sheet ? sheet.rows.reduce((sum, row) => sum + row.images, 0) : 0;
  byId("picture-images").replaceChildren(...pieces > 0 && pieces <= MOST_PIECES
    ? sheetInPieces(picture, sheet) : [element("img", { src: picture, alt })]);
}

function sheetInPieces(picture, { left, top, width, height, gap, rows }) {
  const piece = (r, i) => element("span", { class: "piece",
    style: `background-position: -${left + i * (width + gap)}px -${top + r * (height + gap)}px` });
  return [
    element("style", {}, `.piece { width: ${width}px; height: ${height}px; background-image: url(${picture}) }`),
    element("ul", { class: "sheet" }, ...rows.map(({ name, images }, r) => element("li", {},
      element("span", { class: "name" }, name),
      element("span", { class: "pieces", role: "img", "aria-label": text.plural(images, "image") },
        ...Array.from({ length: images }, (_, i) => piece(r, i)))))),
  ];
}

/** What taught the ranking, and the scores that it listens to most. */
function learnt(calibration) {
  const most = [...calibration.listensTo].sort((a, b) => b.share - a.share).slice(0, 6);
  const from = calibration.truths >= calibration.leastTruths
    ? `learnt from ${text.plural(calibration.truths, "full training")}`
    : `fewer than ${calibration.leastTruths} truths, ${calibration.truths}: the prior alone`;
  return `${from}; it listens to `
    + most.map(weight => `${weight.score} ${text.percent(weight.share)}`).join(", ");
}

/** What the files of a run are for. */
const FILES = {
  "best/model.zip": "the network that was found, for nas-search predict and DL4J",
  "best/model.onnx": "the same, for nas-search predict and ONNX Runtime",
  "best/labels.txt": "the names of its classes",
  "best/architecture.json": "its architecture, for nas-search train",
  "best/configuration.json": "the same, for DL4J",
  "report.json": "all figures",
  "ranking.csv": "every candidate",
  "proxy.png": "the proxy set as a picture",
};

/** The files of a finished run: links from the page that lies beside them, names on one that is served. */
function showFiles(run) {
  const files = run.files.filter(file => file in FILES);
  show("files-part", run.report !== undefined && files.length > 0);
  byId("files-heading").textContent = data.live ? "Files of the run" : "Files beside this page";
  byId("files").replaceChildren(...files.map(file => element("li", {},
    data.live ? element("code", {}, file) : element("a", { href: file }, file), ` ${FILES[file]}`)));
}

function showProvenance(run) {
  const { report } = run;
  show("provenance");
  show("command-part", run.command !== undefined);
  byId("command").textContent = run.command ?? "";
  showFiles(run);
  describe("provenance-facts", report ? [
    ["Run", run.name],
    ["Data set", `${report.dataset.name}: ${text.count(report.dataset.train)} images to train, ${text.count(report.dataset.validation)} to rank and to judge, ${text.count(report.dataset.test)} to test the winner`],
    ["Proxy set", trains(run) ? `${report.proxy.name}, ${text.plural(report.proxy.images, "image")}, ${report.proxy.shipped ? "shipped with the program" : report.proxy.method === "saved" ? "read from a file" : report.proxy.fromCache ? "from the cache" : "made by this run"}` : undefined],
    ["Its hash", trains(run) ? report.proxy.hash : undefined],
    ["Search", `${report.search.strategy} in ${report.search.space} (${text.plural(report.search.spaceSize, "architecture")}), ${text.plural(report.search.workers, "worker")}`],
    ...(isCalibrated(run) ? [["Ranking", learnt(report.calibration)]] : []),
    ["Seed", report.seed],
    ["Machine", `${report.machine.cpu}, ${text.plural(report.machine.cores, "core")}, ${text.si(report.machine.memoryBytes)}B, ${report.machine.os}, ${report.machine.java}`],
    ...(report.machine.engine ? [["Computed on", report.machine.engine]] : []),
    ["Versions", Object.entries(report.versions).map(pair => pair.join(" ")).join(", ")],
  ] : [["Run", run.name], ["Data set", run.configuration.dataset], ["Proxy set", run.configuration.proxy], ["Seed", run.configuration.seed]]);
  byId("configuration").replaceChildren(element("tbody", {}, ...settingRows(run.settings)));
}

/** As in "data fingerprint" for "dataFingerprint". */
const spaced = name => name.replace(/([a-z])([A-Z])/g, (all, before, after) => `${before} ${after.toLowerCase()}`);

/** Rows of settings by name; those that belong to another one are indented below it. */
function settingRows(settings, depth = 0) {
  return Object.entries(settings).flatMap(([name, value]) => {
    const nested = value !== null && typeof value === "object" && !Array.isArray(value);
    const shown = nested ? "" : Array.isArray(value) ? value.map(each => isNested(each) ? inLine(each) : String(each)).join(", ") : String(value);
    return [
      element("tr", {}, element("th", { scope: "row", style: `padding-left: ${0.55 + 1.2 * depth}rem` }, spaced(name)), element("td", {}, shown)),
      ...(nested ? settingRows(value, depth + 1) : []),
    ];
  });
}

const isNested = value => value !== null && typeof value === "object";

/** Settings in one line, as in "crop (fraction 0.125)". */
function inLine(settings) {
  return Object.entries(settings).map(([name, value]) => isNested(value)
    ? `${spaced(name)} (${inLine(value)})` : `${spaced(name)} ${value}`).join(", ");
}

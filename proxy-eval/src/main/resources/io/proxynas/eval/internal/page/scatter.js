// The score that ranks, and the chart of candidates on the proxy and on the full data.

/** Scores that are read as fractions: both axes of the scatter chart are alike. */
const FRACTIONS = ["accuracy", "predicted accuracy"];

/** Scores of a training, which say more with the set that was trained on. */
const OF_A_TRAINING = ["accuracy", "training loss", "validation loss", "curve area"];

/** What ranks, as in "training loss on dm-ipc50". */
function rankingScore(run) {
  const { score } = run.rankedBy;
  return OF_A_TRAINING.includes(score) ? `${score} on ${proxyOf(run)}` : score;
}

/** The score that ranks, as it was measured or predicted: a merit is the larger the better. */
function scoreOf({ rankedBy }, candidate) {
  if (rankedBy.score === "predicted accuracy") return candidate.predicted;
  if (!isNumber(candidate.merit)) return undefined;
  return rankedBy.lessIsBetter ? -candidate.merit : candidate.merit;
}

function scoreText(run, candidate) {
  const value = scoreOf(run, candidate);
  if (FRACTIONS.includes(run.rankedBy.score)) return text.percent(value);
  if (run.rankedBy.score in COSTS) return COSTS[run.rankedBy.score].format(value);
  return isNumber(value) ? Number(value.toPrecision(4)).toString().replace("-", "−") : "–";
}

/** Whether what ranks was told of a candidate: on a rung of another score it was not. */
const hasScores = (run, candidate) => isTried(candidate) && candidate.scoredBy === undefined || !trains(run);

/** The score that ranks in words, where it is another than the accuracy: one text or none. */
const ownScore = (run, candidate) => run.rankedBy.score === "accuracy" || !hasScores(run, candidate)
  ? [] : [`${run.rankedBy.score} ${scoreText(run, candidate)}`];

/** Above 0 where the first is better than the second by the ranking, 0 where they are equal: a higher rung comes first. */
function inFavour(a, b) {
  const merit = candidate => isNumber(candidate.merit) ? candidate.merit : -Number.MAX_VALUE;
  return a.rung - b.rung || merit(a) - merit(b);
}

/** Ranks among the pairs, 1 the best; equal ones share the mean of their ranks. */
function withRanks(pairs) {
  const rank = (pair, inFavourOf) => 1 + pairs.filter(other => inFavourOf(other, pair) > 0).length
    + (pairs.filter(other => inFavourOf(other, pair) === 0).length - 1) / 2;
  return pairs.map(pair => ({
    ...pair,
    proxyRank: rank(pair, inFavour),
    fullRank: rank(pair, (a, b) => a.full.accuracy - b.full.accuracy),
  }));
}

/** What of a pair a mark tells. */
function pairTip(run, pair, ranked) {
  const rung = ranked.some(other => other.rung !== pair.rung) ? [`rung ${pair.rung}`] : [];
  return [pair.architecture,
    [...(isNumber(pair.accuracy) ? [`proxy ${text.percent(pair.accuracy)}`] : []), ...ownScore(run, pair), ...rung, `rank ${pair.proxyRank} of these ${ranked.length}`].join(", "),
    `full data ${text.percent(pair.full.accuracy)}, rank ${pair.fullRank} of these ${ranked.length}`];
}

/** The axes of ranks, the best at the top right. */
function rankAxes(run, pairs) {
  const both = {
    min: 0, max: pairs.length + 1, inverse: true, minInterval: 1, nameGap: 28,
    axisLabel: { color: colour("muted"), formatter: v => v > 0 && v <= pairs.length ? v : "" },
  };
  return {
    xAxis: axis(`rank by ${rankingScore(run)} (1 is best)`, both),
    yAxis: axis("rank on the full data", { ...both, nameGap: 32 }),
  };
}

const WIDE = 20; // one far from the others would leave these a dot on a linear axis

/** The axes of what was measured, the best at the top right; with the limits of both where they are alike. */
function valueAxes(run, pairs, limits) {
  const yAxis = accuracyAxis("accuracy on the full data", limits);
  if (limits) return { xAxis: accuracyAxis(rankingScore(run), { ...limits, nameGap: 28 }), yAxis };
  const values = pairs.map(pair => scoreOf(run, pair));
  const least = Math.min(...values);
  const type = least > 0 && Math.max(...values) > WIDE * least ? "log" : "value";
  const format = COSTS[run.rankedBy.score]?.format;
  const axisLabel = { color: colour("muted"), hideOverlap: true, ...(format ? { formatter: format } : {}) };
  return { xAxis: axis(rankingScore(run), { inverse: run.rankedBy.lessIsBetter, type, axisLabel }), yAxis };
}

/** @param isAlike whether both axes have the same values, so that there is a diagonal */
function captionScatter(run, pairs, isAlike) {
  byId("scatter-caption").replaceChildren(...glossed(
    `${text.plural(pairs.length, "candidate")} ${trains(run) ? "tried on the proxy" : "scored without training"} and trained on the full data; the ranking is by ${run.rankedBy.score}.`
    + (isAlike ? " On the dashed diagonal both agree." : "")
    + (run.report ? " The correlations rest on the filled points, drawn over the whole ranking;"
    + " hollow ones are the first of the ranking"
    + (isCalibrated(run) ? " and those that taught it." : " beside them.") : "")));
}

function drawScatter(run, ranked, isOfRanks) {
  const pairs = isOfRanks ? ranked : ranked.filter(pair => hasScores(run, pair) && isNumber(scoreOf(run, pair)));
  const isAlike = isOfRanks || FRACTIONS.includes(run.rankedBy.score);
  const at = pair => isOfRanks ? [pair.proxyRank, pair.fullRank] : [scoreOf(run, pair), pair.full.accuracy];
  const points = of => of.map(pair => ({ value: at(pair), tip: pairTip(run, pair, ranked) }));
  const label = `Scatter chart of ${text.plural(pairs.length, "candidate")}: `
    + (isOfRanks ? `ranks on the full data against ranks by ${rankingScore(run)}` : `accuracy on the full data against ${rankingScore(run)}`)
    + (run.report ? `, Spearman correlation ${text.two(run.report.validation.spearman.value)}.` : ".");
  captionScatter(run, pairs, isAlike);
  draw("scatter", label, () => {
    const values = pairs.flatMap(at);
    const low = isOfRanks ? 0 : Math.floor(Math.min(...values) * 20) / 20;
    const high = isOfRanks ? pairs.length + 1 : Math.ceil(Math.max(...values) * 20) / 20;
    const drawn = run.report ? pairs.filter(pair => pair.sampled) : pairs;
    const rest = pairs.filter(pair => !drawn.includes(pair));
    return {
      ...isOfRanks ? rankAxes(run, pairs) : valueAxes(run, pairs, isAlike ? { min: low, max: high } : undefined),
      series: [
        ...(isAlike ? [line("agreement", "quiet", [[low, low], [high, high]], {
          lineStyle: { color: colour("quiet"), type: "dashed", width: 1.5 },
        })] : []),
        dots("drawn", "first", points(drawn), { symbolSize: 13 }),
        dots("top", "card", points(rest), {
          symbolSize: 12, itemStyle: { color: colour("card"), borderColor: colour("second"), borderWidth: 2.5 },
        }),
      ],
    };
  });
}

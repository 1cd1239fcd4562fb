// The charts, drawn by ECharts as SVG in the colours of the page. Each data item carries its tip,
// a list of lines; the same tips are read out when the arrow keys go from point to point.

const charts = new Map();
const SVG_UP_TO = 3000; // elements; more are drawn on a canvas

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function tipElement(lines) {
  return element("div", { class: "tip" }, ...lines.map(line => element("div", {}, line)));
}

/**
 * Draws or redraws a chart.
 * @param id of its element
 * @param label what a reader who does not see it should know
 * @param option makes ECharts' option; called again when the colours change
 */
function draw(id, label, option) {
  const container = byId(id);
  container.setAttribute("role", "img");
  container.setAttribute("aria-label", label);
  container.setAttribute("aria-describedby", "chart-keys");
  container.tabIndex = 0;
  const entry = charts.get(id) ?? start(id, container, option());
  entry.option = option;
  redraw(entry);
}

function start(id, container, option) {
  const items = option.series.reduce((sum, series) => sum + series.data.length, 0);
  const chart = echarts.init(container, null, { renderer: items > SVG_UP_TO ? "canvas" : "svg" });
  const entry = { chart, points: [], at: -1 };
  charts.set(id, entry);
  new ResizeObserver(() => chart.resize()).observe(container);
  container.addEventListener("keydown", event => step(entry, event));
  container.addEventListener("blur", () => chart.dispatchAction({ type: "hideTip" }));
  return entry;
}

function redraw(entry) {
  const option = entry.option();
  entry.points = option.series.flatMap((series, seriesIndex) =>
    series.data.map((item, dataIndex) => ({ seriesIndex, dataIndex, tip: item.tip }))
      .filter(point => point.tip));
  entry.at = -1;
  entry.chart.setOption({ ...frame(), ...option }, { notMerge: true });
}

function frame() {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("text") },
    grid: { left: 8, right: 16, top: 16, bottom: 8 },
    tooltip: {
      trigger: "item",
      confine: true,
      backgroundColor: colour("card"),
      borderColor: colour("quiet"),
      textStyle: { color: colour("text"), fontSize: 13 },
      formatter: shown => shown.data && shown.data.tip ? tipElement(shown.data.tip) : "",
    },
  };
}

function step(entry, event) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key === "Escape") entry.chart.dispatchAction({ type: "hideTip" });
  if (!(event.key in steps) || entry.points.length === 0) return;
  event.preventDefault();
  const count = entry.points.length;
  entry.at = entry.at < 0 && steps[event.key] < 0
    ? count - 1 : (entry.at + steps[event.key] + count) % count;
  const { seriesIndex, dataIndex, tip } = entry.points[entry.at];
  entry.chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
  byId("chart-point").textContent = tip.join(", ");
}

matchMedia("(prefers-color-scheme: dark)")
  .addEventListener("change", () => charts.forEach(redraw));

function axis(name, more = {}) {
  return {
    type: "value",
    name,
    nameLocation: "middle",
    nameGap: 28,
    nameTextStyle: { color: colour("muted") },
    scale: true,
    axisLine: { show: true, onZero: false, lineStyle: { color: colour("quiet") } },
    axisLabel: { color: colour("muted"), hideOverlap: true },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colour("line") } },
    ...more,
  };
}

const percentLabel = { formatter: value => `${Number((100 * value).toFixed(1))} %`, hideOverlap: true };

function accuracyAxis(name, more = {}) {
  return axis(name, { nameGap: 48, axisLabel: { ...percentLabel, color: colour("muted") }, ...more });
}

const NARROW = 640; // pixels

function isNarrow(id) {
  return byId(id).clientWidth < NARROW;
}

/** The legend above a grid; of many names a column, where the screen is narrow. */
function legendAndGrid(id, names) {
  const column = isNarrow(id) && names.length > 3;
  return {
    legend: {
      data: names, top: 0, left: 0, itemWidth: 18, itemGap: column ? 4 : 16,
      orient: column ? "vertical" : "horizontal",
      textStyle: { color: colour("text") }, selectedMode: false,
    },
    grid: { left: 8, right: 20, top: column ? 18 * names.length + 16 : 36, bottom: 8 },
  };
}

function dots(name, colourName, data, more = {}) {
  return {
    name, type: "scatter", data, symbolSize: 10,
    itemStyle: { color: colour(colourName), borderColor: colour("card"), borderWidth: 1, opacity: 1 },
    emphasis: { scale: 1.5 },
    ...more,
  };
}

function line(name, colourName, data, more = {}) {
  return {
    name, type: "line", data, symbol: "none", silent: true,
    lineStyle: { color: colour(colourName), width: 2 },
    itemStyle: { color: colour(colourName) },
    ...more,
  };
}

/** Correlations with their intervals, one row each: [{ name, interval, own }]. */
function drawForest(id, label, rows, ceiling) {
  byId(id).style.height = `${rows.length * 2.4 + 4.5}rem`;
  draw(id, label, () => {
    const bars = rows.flatMap((row, y) =>
      isNumber(row.interval.low) ? [[row.interval.low, y], [row.interval.high, y], [NaN, y]] : []);
    const known = rows.map((row, y) => ({ ...row, y })).filter(row => isNumber(row.interval.value));
    const points = own => known.filter(row => row.own === own).map(row => ({
      value: [row.interval.value, row.y],
      tip: [row.name, `ρ = ${text.two(row.interval.value)}`, text.range(row.interval)],
    }));
    const low = Math.min(0, ...known.flatMap(row =>
      [row.interval.value, row.interval.low].filter(isNumber)));
    const verticals = [{ xAxis: 0, lineStyle: { color: colour("quiet"), type: "solid" }, label: { show: false } }];
    if (isNumber(ceiling)) {
      verticals.push({
        xAxis: ceiling, lineStyle: { color: colour("second"), type: "dashed" },
        label: { position: "start", align: "right", formatter: "noise ceiling", color: colour("second") },
      });
    }
    return {
      grid: { left: 8, right: 24, top: isNumber(ceiling) ? 28 : 8, bottom: 8 },
      xAxis: axis("Spearman ρ with the full accuracy", {
        min: Math.max(-1, Math.floor(low * 2) / 2), max: 1, interval: 0.5, scale: false,
        axisLabel: { color: colour("muted"), formatter: value => text.two(value).replace(/0$/, "") },
      }),
      yAxis: axis(undefined, {
        type: "category", inverse: true, data: rows.map(row => row.name),
        axisLabel: { color: colour("text"), width: 150, overflow: "truncate", interval: 0 },
        splitLine: { show: false },
      }),
      series: [
        line("interval", "quiet", bars, { lineStyle: { color: colour("quiet"), width: 3 } }),
        dots("this proxy", "first", points(true), {
          symbolSize: 14,
          markLine: { silent: true, symbol: "none", data: verticals },
        }),
        dots("rival", "muted", points(false), { symbol: "diamond", symbolSize: 12 }),
      ],
    };
  });
}

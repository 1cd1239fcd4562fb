// Elements and numbers. All text goes into text nodes, never into markup.

const byId = id => document.getElementById(id);

/** What the page was given: { runs, live }. */
const data = JSON.parse(byId("data")?.textContent ?? "{}");

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

function show(id, visible = true) {
  byId(id).hidden = !visible;
}

/** Fills a description list with [term, text] pairs; pairs without text are left out. */
function describe(id, pairs) {
  byId(id).replaceChildren(...pairs
    .filter(([, text]) => text !== undefined && text !== null && text !== "")
    .flatMap(([term, text]) => [element("dt", {}, ...glossed(term)), element("dd", {}, String(text))]));
}

/** Fills a list of tiles with [name, value, more]. */
function tile(id, tiles) {
  byId(id).replaceChildren(...tiles.map(([name, value, more]) => element("div", {},
    element("dt", {}, ...glossed(name)),
    element("dd", { class: "value" }, value),
    ...(more ? [element("dd", { class: "more" }, more)] : []))));
}

const isNumber = value => typeof value === "number" && Number.isFinite(value);
const numberFormat = new Intl.NumberFormat("en-GB");

const rounded = value => Number(value.toPrecision(3));

/** Rounds half away from zero like the terminal's report: 89.55 is 89.6, though the number is a little less. */
const tenths = value => (Math.sign(value) * Math.round(Number((10 * Math.abs(value)).toPrecision(12))) / 10).toFixed(1);

const text = {
  count: value => isNumber(value) ? numberFormat.format(value) : "–",
  plural: (value, noun) => `${text.count(value)} ${noun}${value === 1 ? "" : "s"}`,
  percent: value => isNumber(value) ? `${tenths(100 * value)}\u00a0%` : "–",
  points: value => isNumber(value) ? `${tenths(100 * value)}\u00a0points` : "undefined",
  two: value => isNumber(value) ? (value + 0).toFixed(2).replace("-", "−") : "undefined",
  times: value => isNumber(value) ? `${value.toFixed(1)}\u00a0×` : "undefined",
  range: interval => isNumber(interval.low)
    ? `[${text.two(interval.low)}, ${text.two(interval.high)}]` : "no interval",
  /** As in 1.31 s, 45 s, 16 min 40 s or 2 h 5 min, like the terminal's report. */
  seconds: value => {
    if (!isNumber(value)) return "–";
    if (value < 10) return `${rounded(value)}\u00a0s`;
    const whole = Math.round(value);
    if (whole < 60) return `${whole}\u00a0s`;
    if (whole < 3600) return `${Math.floor(whole / 60)}\u00a0min ${whole % 60}\u00a0s`;
    const minutes = Math.round(value / 60);
    return `${text.count(Math.floor(minutes / 60))}\u00a0h ${minutes % 60}\u00a0min`;
  },
  /** As in 7 s or 1 min 5 s: no more than a clock tells. */
  clock: value => text.seconds(value < 10 ? Math.round(value) : value),
  milliseconds: value => isNumber(value) ? `${rounded(1000 * value)}\u00a0ms` : "–",
  si: value => {
    if (!isNumber(value)) return "–";
    const step = [[1e9, " G"], [1e6, " M"], [1e3, " k"]].find(([size]) => value >= size);
    return step ? rounded(value / step[0]) + step[1] : String(value);
  },
};

/** Calls back with the value of a group of radio buttons, now and whenever it changes. */
function onChoice(group, chosen) {
  const buttons = [...document.querySelectorAll(`input[name=${group}]`)];
  const tell = () => chosen(buttons.find(button => button.checked).value);
  buttons.forEach(button => { button.onchange = tell; });
  tell();
}

/** The correlation of a rival as an interval; its bounds may be missing. */
function interval({ spearman, low = null, high = null }) {
  return { value: spearman, low, high };
}

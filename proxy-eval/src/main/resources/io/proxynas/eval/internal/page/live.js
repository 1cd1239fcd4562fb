// Starts the page; while a run goes on, hears of it from the server.

const REDRAW_MILLIS = 500;
const PHASES = {
  CONDENSE: ["Making the proxy set", "iteration"],
  SEARCH: ["Training candidates on the proxy", "candidate"],
  CALIBRATE: ["Training a few on the full data, to learn from", "training"],
  VALIDATE: ["Training a sample on the full data", "training"],
  RIVALS: ["Scoring the sample by rivals", "rival"],
  BEST: ["Training the best network on the full data", "network"],
};

/** The steps of a run, in their order, with what a reader calls them. */
const STEPS = {
  CONDENSE: "proxy set",
  SEARCH: "search",
  CALIBRATE: "full trainings that teach",
  VALIDATE: "check on the full data",
  RIVALS: "rivals",
  BEST: "best network",
};

/** Whether a step belongs to the run: not every run is calibrated, or validated. */
function isPlanned(step, run, state) {
  if (step === "CONDENSE") return trains(run);
  if (step === "CALIBRATE") return step in state.spent;
  return run.configuration.validate !== 0 || (step !== "VALIDATE" && step !== "RIVALS");
}

/** What goes on, and what is counted. */
const phase = (run, name) => name === "SEARCH" && !trains(run) ? ["Scoring candidates without training", "candidate"] : PHASES[name];

let told; // the last state, and when it came

function showProgress(run, state) {
  told = { state, at: performance.now() };
  const planned = isPlanned(state.phase, run, state);
  const [words, unit] = (planned ? phase(run, state.phase) : undefined)
    ?? (state.phase && state.phase !== "CONDENSE" ? ["Choosing the best network", ""] : ["Starting", ""]);
  const total = state.total > 0 ? state.total : state.phase === "SEARCH" ? run.configuration.candidates ?? 0 : 0;
  const of = `${text.count(state.done)} of ${text.count(total)}`;
  byId("live-phase").textContent = total > 0 && planned ? `${words}: ${of} ${total === 1 ? unit : `${unit}s`}` : words;
  document.title = `${total > 0 && planned ? `${of}: ` : ""}${byId("title").textContent} – ProxyNAS`;
  const bar = byId("live-progress");
  if (total > 0 && planned) {
    bar.max = total;
    bar.value = state.done;
  } else {
    bar.removeAttribute("value");
  }
  byId("live-announced").textContent = planned && state.announced
    ? `${state.announced[0].toUpperCase()}${state.announced.slice(1)}.` : "";
  show("live-running-part", state.running.length > 0);
  byId("live-running").replaceChildren(...state.running.map(id => element("li", {}, id)));
  showSteps(run, state);
  showTimes();
}

function showSteps(run, state) {
  byId("live-steps").replaceChildren(...Object.entries(STEPS)
    .filter(([step]) => isPlanned(step, run, state))
    .map(([step, name]) => {
      const now = step === state.phase;
      const stage = now ? "now" : step in state.spent ? "done" : "to come";
      return element("li", { "data-stage": stage, ...(now ? { "aria-current": "step" } : {}) },
        name, element("span", { class: "stage" }, stage === "done" ? text.clock(state.spent[step]) : stage));
    }));
}

/** Counts on from the last state, so that the times go on between the server's news. */
function showTimes() {
  if (!told) return;
  const since = (performance.now() - told.at) / 1000;
  const { elapsed, left } = told.state;
  byId("live-times").textContent = `${text.clock(elapsed + since)} since the start`
    + (isNumber(left) ? `, about ${text.clock(Math.max(0, left - since))} left of this step` : "") + ".";
}

function showBest(run) {
  const best = run.candidates.find(c => c.rank === 1);
  byId("live-best").textContent = best && best.scoredBy === undefined
    ? `Best so far: ${[best.architecture, ...ownScore(run, best), ...(isNumber(best.accuracy) ? [text.percent(best.accuracy)] : [])].join(", ")} on the proxy.` : "";
}

/** Ranks as the search does: by rung and merit, then accuracy, loss, size and name. */
function rank(candidates) {
  candidates.filter(isTried)
    .sort((a, b) => inFavour(b, a) || (b.accuracy ?? 0) - (a.accuracy ?? 0) || (a.loss ?? 0) - (b.loss ?? 0)
      || a.parameters - b.parameters || (a.architecture < b.architecture ? -1 : 1))
    .forEach((candidate, i) => { candidate.rank = i + 1; });
}

/** What a candidate keeps that is heard of again, from a higher rung. */
const KEPT = ["full", "sampled", "network"];

function take(run, { full, outcome }) {
  const place = run.candidates.findIndex(c => c.architecture === outcome.architecture);
  const known = run.candidates[place];
  if (full) {
    if (known) known.full = outcome;
    return;
  }
  if (known) {
    const kept = KEPT.filter(key => key in known).map(key => [key, known[key]]);
    run.candidates[place] = { ...outcome, ...Object.fromEntries(kept) };
  } else {
    run.candidates.push(outcome);
  }
  rank(run.candidates);
}

function follow(run) {
  show("live");
  byId("kind").textContent = "ProxyNAS, live";
  showBest(run);
  showProgress(run, data.state);
  let waiting = 0;
  const redrawSoon = () => {
    waiting = waiting || setTimeout(() => {
      waiting = 0;
      showBest(run);
      showRun(run);
    }, REDRAW_MILLIS);
  };
  const events = new EventSource("/events");
  const hear = (name, action) => events.addEventListener(name, event => action(JSON.parse(event.data)));
  hear("run", begun => {
    Object.assign(run, begun);
    redrawSoon();
  });
  hear("state", state => showProgress(run, state));
  const ticking = setInterval(showTimes, 1000);
  hear("outcome", outcome => {
    take(run, outcome);
    redrawSoon();
  });
  hear("end", ended => {
    events.close();
    clearTimeout(waiting);
    clearInterval(ticking);
    show("live", false);
    byId("kind").textContent = "ProxyNAS report";
    showRun(ended);
  });
  events.onerror = () => {
    byId("live-phase").textContent = "The run has stopped, or its server does not answer; trying again…";
  };
}

if (data.runs.length > 1) {
  showComparison(data.runs);
} else {
  showRun(data.runs[0]);
  if (data.live) follow(data.runs[0]);
}

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

function showProgress(state) {
  const [words, unit] = PHASES[state.phase] ?? ["Starting", ""];
  byId("live-phase").textContent = state.total > 0
    ? `${words}: ${text.count(state.done)} of ${text.plural(state.total, unit)}` : words;
  const bar = byId("live-progress");
  if (state.total > 0) {
    bar.max = state.total;
    bar.value = state.done;
  } else {
    bar.removeAttribute("value");
  }
  show("live-running-part", state.running.length > 0);
  byId("live-running").replaceChildren(...state.running.map(id => element("li", {}, id)));
}

function showBest(candidates) {
  const best = candidates.filter(c => c.rank === 1)[0];
  byId("live-best").textContent = best && isNumber(best.accuracy)
    ? `Best so far: ${best.architecture}, ${text.percent(best.accuracy)} on the proxy.` : "";
}

/** Ranks as the search does by default: by rung and accuracy, loss, size, and name. */
function rank(candidates) {
  candidates.filter(c => isNumber(c.height))
    .sort((a, b) => b.height - a.height || (a.loss ?? 0) - (b.loss ?? 0) || a.parameters - b.parameters
      || (a.architecture < b.architecture ? -1 : 1))
    .forEach((candidate, i) => { candidate.rank = i + 1; });
}

function take(run, { number, full, outcome }) {
  const known = run.candidates.find(c => c.architecture === outcome.architecture);
  if (full) {
    if (known) known.full = outcome;
    return;
  }
  if (known) {
    Object.assign(known, outcome); // it has reached a higher rung, perhaps that of its first training
  } else {
    run.candidates.push(outcome);
  }
  rank(run.candidates);
}

function follow(run) {
  show("live");
  byId("kind").textContent = "ProxyNAS, live";
  showBest(run.candidates);
  let waiting = 0;
  const redrawSoon = () => {
    waiting = waiting || setTimeout(() => {
      waiting = 0;
      showBest(run.candidates);
      showRun(run);
    }, REDRAW_MILLIS);
  };
  const events = new EventSource("/events");
  const hear = (name, action) => events.addEventListener(name, event => action(JSON.parse(event.data)));
  hear("run", begun => {
    Object.assign(run, begun);
    redrawSoon();
  });
  hear("state", showProgress);
  hear("outcome", outcome => {
    take(run, outcome);
    redrawSoon();
  });
  hear("end", ended => {
    events.close();
    clearTimeout(waiting);
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

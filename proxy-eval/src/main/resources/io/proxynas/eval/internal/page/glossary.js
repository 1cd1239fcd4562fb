// What the words of the page mean. A word that is explained is a button with a dotted line: its
// meaning shows while the mouse is on it, while it has the focus, or when it is tapped.

const GLOSSARY = {
  "proxy set": "A small training set that stands in for the real images.",
  "proxy": "Short for proxy set: a small training set that stands in for the real images.",
  "candidate": "A network that the search tries.",
  "candidates": "The networks that the search tries.",
  "full data": "All the real training images.",
  "test images": "Real images that nothing was trained on or chosen by. The network found is measured on them once.",
  "Spearman ρ": "How far two rankings agree: 1 is the same order, 0 is no relation, −1 is the opposite order.",
  "rho": "Spearman’s rank correlation ρ: how far two rankings agree. 1 is the same order, 0 is no relation, −1 is the opposite order.",
  "95 % interval": "Repeated with other candidates, 95 of 100 such intervals would hold the true value. The fewer candidates, the wider.",
  "interval": "Where the true value may well lie. Repeated with other candidates, 95 of 100 such intervals would hold it.",
  "better half": "The candidates that the ranking puts into its first half: those that are left after discarding.",
  "ρ in the better half": "Spearman ρ among the candidates that the ranking puts into its first half: whether it tells good ones from better ones.",
  "Kendall τ-b": "Another measure of how far two rankings agree, which counts the pairs that both put in the same order.",
  "noise ceiling": "What a perfect score could reach, since trainings on the full data differ by chance.",
  "Noise ceiling": "What a perfect score could reach, since trainings on the full data differ by chance.",
  "Regret": "How much accuracy the first choice of the ranking lacks of the best network that was trained on the full data.",
  "Speed-up": "How many times less time a candidate takes on the proxy than on the full data.",
  "Break-even": "From how many candidates on making the proxy set has paid.",
  "Condensing": "Making a few synthetic images that teach a network much of what the real ones do.",
  "condensed images": "A few synthetic images that teach a network much of what the real ones do.",
  "worker": "A thread that trains one candidate at a time.",
  "one worker": "A thread that trains one candidate at a time. All costs are told as if one worker had done everything alone.",
  "Parameters": "The numbers that training adjusts: the size of the network.",
  "FLOPs": "Floating-point operations for one image: how much the network computes.",
  "front": "The candidates that no other one beats: none is as accurate and cheaper.",
  "early-stopping": "Ranks by a short training on real images: as many updates as on the proxy set.",
  "predicted accuracy": "What the ranking expects of a candidate on the full data, learnt from a few trainings there.",
  "training loss": "How wrong a network still is on the images that it learns from, in the last epoch: the less, the better.",
  "parameters": "Ranks by size: more parameters first.",
  "flops": "Ranks by work: more floating-point operations first.",
  "naswot": "Ranks by how differently an untrained network responds to different images.",
  "synflow": "Ranks by how strongly an untrained network’s weights carry a signal through.",
  "jacobian-covariance": "Ranks by how differently an untrained network’s outputs depend on different images.",
  "decision:": "Ranks by a single choice of the search space, such as the activation, as the other full trainings tell it.",
  "random-ipc": "As many real images as the proxy set has, drawn at random instead of condensed.",
  "random real images": "As many real images as the proxy set has, drawn at random instead of condensed.",
};

const EXPLAINED = new RegExp(`(?<![\\w-])(random-ipc\\d+|${Object.keys(GLOSSARY)
  .sort((a, b) => b.length - a.length)
  .map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  .join("|")})(?![\\w-])`, "g");

/** A word with its meaning. */
function term(word, meaning) {
  const made = element("button", { type: "button", class: "term" }, word);
  explains(made, meaning);
  return made;
}

/** Shows a meaning beside an element. */
function explains(made, meaning) {
  const tell = () => showGloss(made, meaning);
  made.addEventListener("mouseenter", tell);
  made.addEventListener("focus", tell);
  made.addEventListener("click", tell);
  made.addEventListener("mouseleave", hideGloss);
  made.addEventListener("blur", hideGloss);
}

let explained; // the word whose meaning shows

function showGloss(beside, meaning) {
  hideGloss();
  explained = beside;
  beside.setAttribute("aria-describedby", "gloss");
  byId("gloss").textContent = meaning;
  byId("gloss").hidden = false;
  placeGloss();
}

/** Below the word, or above it where there is no room. */
function placeGloss() {
  if (!explained) return;
  const gloss = byId("gloss");
  const word = explained.getBoundingClientRect();
  const room = document.documentElement.clientWidth - gloss.offsetWidth - 8;
  gloss.style.left = `${Math.max(8, Math.min(word.left, room))}px`;
  const below = word.bottom + 6;
  gloss.style.top = below + gloss.offsetHeight < window.innerHeight
    ? `${below}px` : `${Math.max(8, word.top - gloss.offsetHeight - 6)}px`;
}

function hideGloss() {
  byId("gloss").hidden = true;
  explained?.removeAttribute("aria-describedby");
  explained = undefined;
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape") hideGloss();
});
document.addEventListener("scroll", placeGloss, { passive: true, capture: true });

/** A text as nodes, in which each word that has a meaning is explained once. */
function glossed(sentence) {
  const seen = new Set();
  const nodes = [];
  let from = 0;
  for (const { 0: word, index } of sentence.matchAll(EXPLAINED)) {
    const meaning = GLOSSARY[word] ?? GLOSSARY["random-ipc"];
    if (seen.has(meaning)) continue;
    seen.add(meaning);
    nodes.push(sentence.slice(from, index), term(word, meaning));
    from = index + word.length;
  }
  return [...nodes, sentence.slice(from)];
}

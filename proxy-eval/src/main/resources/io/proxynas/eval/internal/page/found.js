// The network that was found: how good, how large, and what it consists of.

const CLASSES_AT_FIRST = 12;
const MANY_BLOCKS = 14; // more are scrolled

/** Whether a candidate could be trained on the full data. */
const isFound = best => best.architecture !== "";

function foundSentence({ best, dataset }) {
  if (!isFound(best)) return "No candidate that was tried could be trained on the full data.";
  return `${text.percent(best.testAccuracy)} of ${text.count(dataset.test)} test images right`
    + `, with ${text.count(best.parameters)} parameters`
    + (isNumber(best.latencySeconds) ? `, ${text.milliseconds(best.latencySeconds)} an image` : "") + ".";
}

function showFound({ best, validation, calibration }) {
  show("found", isFound(best));
  if (!isFound(best)) return;
  tile("found-tiles", [
    ["Accuracy on test images", text.percent(best.testAccuracy), `${text.percent(best.validationAccuracy)} on those that ${validation.sample > 0 || calibration.truths > 0 ? "chose it" : "judge, none of which chose it"}`],
    ["Parameters", text.count(best.parameters), `${text.si(4 * best.parameters)}B as 32-bit numbers`],
    ["FLOPs", text.si(best.flops), "for one image"],
    ...(isNumber(best.latencySeconds)
      ? [["One image takes", text.milliseconds(best.latencySeconds), "on one thread of this machine"]] : []),
  ]);
  show("found-layers-part", best.layers.length > 0);
  if (best.layers.length > 0) byId("found-layers").replaceChildren(drawnNetwork(best.layers));
  showClasses(best.classes.filter(each => each.images > 0));
}

/** Bars of all classes, or of those that it tells worst and the others below. */
function showClasses(classes) {
  show("found-classes-part", classes.length > 0);
  if (classes.length === 0) return;
  const worst = [...classes].sort((a, b) => a.accuracy - b.accuracy);
  const first = worst.slice(0, CLASSES_AT_FIRST);
  byId("found-classes").replaceChildren(...first.map(classBar));
  const rest = worst.slice(CLASSES_AT_FIRST);
  show("found-classes-more", rest.length > 0);
  byId("found-classes-more").querySelector("summary").textContent = `The other ${text.count(rest.length)} classes`;
  byId("found-classes-rest").replaceChildren(...rest.map(classBar));
}

function classBar({ name, images, accuracy }) {
  return element("li", {},
    element("span", { class: "name" }, name),
    element("span", { class: "bar", "aria-hidden": "true" },
      element("span", { style: `width: ${100 * accuracy}%` })),
    element("span", { class: "figure" }, `${text.percent(accuracy)} of ${text.count(images)}`));
}

/** Layers that only change what the one before has made belong to it. */
const FOLLOWS = /norm|ReLU|sigmoid|tanh|pooling|unchanged|dropout/i;

/** The layers in blocks: [[layer, …]], each beginning with one that is not a follower of the last. */
function blocks(layers) {
  const made = [];
  layers.forEach((layer, i) => {
    const chained = i > 0 && layer.inputs.length === 1 && layer.inputs[0] === layers[i - 1].name;
    if (chained && FOLLOWS.test(layer.what) && made.length > 0) made[made.length - 1].push(layer);
    else made.push([layer]);
  });
  return made;
}

/** A network from its image to its classes; where it is long, its blocks are scrolled. */
function drawnNetwork(layers) {
  const parts = drawnLayers(layers);
  const long = parts.length > MANY_BLOCKS;
  return element("ol", { class: long ? "network long" : "network",
    ...(long ? { tabindex: "0", "aria-label": "Layers" } : {}) }, ...parts);
}

function drawnLayers(layers) {
  const drawn = blocks(layers);
  const image = layers[0].inputs[0];
  return [
    element("li", { class: "image" }, element("span", { class: "what" }, "image")),
    ...drawn.map((block, i) => drawnBlock(block, i === 0 ? image : lastOf(drawn[i - 1]).name)),
  ];
}

const lastOf = list => list[list.length - 1];

function drawnBlock(block, before) {
  const { inputs } = block[0];
  const output = lastOf(block).output;
  const parameters = block.reduce((sum, layer) => sum + layer.parameters, 0);
  return element("li", {},
    ...(inputs.length === 1 && inputs[0] === before ? [] : [element("span", { class: "from" }, `from ${inputs.join(" and ")}`)]),
    ...block.map((layer, i) => element("span", { class: i ? "then" : "what" }, layer.what)),
    volume(output),
    element("span", { class: "made" }, `${output}${parameters > 0 ? `; ${text.count(parameters)} parameters` : ""}`));
}

/** A picture of an output: as high as the image, and as wide as it has channels, both by roots. */
function volume(output) {
  const [channels, height] = output.replace(/,/g, "").split(" × ").map(Number);
  const high = height ? Math.min(5, 0.6 * Math.sqrt(height)) : 0.5;
  const wide = Math.max(0.5, Math.min(12, 0.9 * Math.sqrt(channels)));
  return element("span", { class: "volume", "aria-hidden": "true", style: `height: ${high.toFixed(2)}rem; width: ${wide.toFixed(2)}rem` });
}

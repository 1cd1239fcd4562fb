#!/usr/bin/python3
"""PyTorch's side of the row `candidates` of benchmarks/peers: what a search does, network by network.

    candidates.py FOLDER [--compile]

FOLDER is written by the engine's side: `candidates.json` with the recipe and the networks, and the images as float32.
Two processes of one thread each take the networks in their order, as the workers of a search do. At the start each
network's variants (memory layout, form of the norm, images scored at a time) are tried on a few batches, and the
fastest is kept; with --compile the same network by torch.compile is measured after them, its compilation apart.

Prints `ready`, the number of parameters of all networks and the variants; each line of its input is answered by a line
`part`, network, seconds of its process, accuracy for each network, and then by the seconds of the round by the clock.
"""

import itertools
import json
import math
import multiprocessing
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

PROCESSES = 2
TRIAL_STEPS = 8
TRIAL_IMAGES = 400
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
SCORED_AT_A_TIME = (50, 200)


class InstanceNorm(nn.InstanceNorm2d):
    def __init__(self, channels):
        super().__init__(channels, affine=True)


# By the word of the id: the forms that compute the same.
NORMS = {
    "none": {"no norm": lambda channels: nn.Identity()},
    "batch": {"BatchNorm2d": nn.BatchNorm2d},
    "layer": {"GroupNorm": lambda channels: nn.GroupNorm(1, channels)},
    "instance": {"InstanceNorm2d": InstanceNorm, "GroupNorm": lambda channels: nn.GroupNorm(channels, channels)},
    "group": {"GroupNorm": lambda channels: nn.GroupNorm(4, channels)},
}
ACTIVATIONS = {"sigmoid": nn.Sigmoid, "relu": lambda: nn.ReLU(inplace=True), "leakyrelu": lambda: nn.LeakyReLU(0.01, inplace=True)}
POOLINGS = {"none": nn.Identity, "max": lambda: nn.MaxPool2d(2), "average": lambda: nn.AvgPool2d(2)}


def convnet(match, form, channels, side, classes):
    """Blocks of convolution, norm, activation and pooling; images of 28x28 are padded to 32x32."""
    depth, width, activation, norm, pooling = match.groups()
    width, wide = int(width), 2 if side == 28 else 0
    layers = []
    for block in range(int(depth)):
        convolution = nn.Conv2d(width if block else channels, width, 3, padding=1 if block else 1 + wide)
        layers += [convolution, NORMS[norm][form](width), ACTIVATIONS[activation](), POOLINGS[pooling]()]
    side = (side + 2 * wide) // (1 if pooling == "none" else 2 ** int(depth))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(side * side * width, classes))


def relu_convolution(inputs, outputs, kernel, stride=1):
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(nn.ReLU(), convolution, nn.BatchNorm2d(outputs))


class Cell(nn.Module):
    """NAS-Bench-201's; an edge of "none" and what leads nowhere are left out."""

    OPERATIONS = {
        "skip_connect": lambda channels: nn.Identity(),
        "nor_conv_1x1": lambda channels: relu_convolution(channels, channels, 1),
        "nor_conv_3x3": lambda channels: relu_convolution(channels, channels, 3),
        "avg_pool_3x3": lambda channels: nn.AvgPool2d(3, 1, 1, count_include_pad=False),
    }

    def __init__(self, text, channels):
        super().__init__()
        self.edges = []
        operations = [
            (int(source), to, name)
            for to, node in enumerate(text.split("+"), 1)
            for name, source in re.findall(r"(\w+)~(\d)", node)
            if name != "none"
        ]
        useful = {3}
        for source, to, _ in reversed(operations):
            if to in useful:
                useful.add(source)
        modules = []
        for source, to, name in operations:
            if to in useful:
                self.edges.append((source, to, len(modules)))
                modules.append(self.OPERATIONS[name](channels))
        self.useful = useful
        self.modules_of_edges = nn.ModuleList(modules)

    def forward(self, x):
        nodes = [x]
        for node in (1, 2, 3):
            terms = [self.modules_of_edges[i](nodes[source]) for source, to, i in self.edges if to == node]
            if node not in self.useful:
                nodes.append(x)
            elif terms:
                nodes.append(sum(terms[1:], terms[0]))
            else:
                nodes.append(torch.zeros_like(x))
        return nodes[3]


class Reduction(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.long = nn.Sequential(
            relu_convolution(channels, 2 * channels, 3, 2), relu_convolution(2 * channels, 2 * channels, 3)
        )
        self.short = nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(channels, 2 * channels, 1, bias=False))

    def forward(self, x):
        return self.short(x) + self.long(x)


def nasbench201(match, form, channels, side, classes):
    text, cells, width = match.group(1), int(match.group(2) or 5), int(match.group(3) or 16)
    layers = [nn.Conv2d(channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)]
    for stage in range(3):
        if stage:
            layers.append(Reduction(width << stage - 1))
        layers += [Cell(text, width << stage) for _ in range(cells)]
    last = width << 2
    layers += [nn.BatchNorm2d(last), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    return nn.Sequential(*layers, nn.Linear(last, classes))


SPACES = {
    re.compile(r"convnet-d(\d+)-w(\d+)-(\w+)-(\w+)-(\w+)"): convnet,
    re.compile(r"(\|.*\|)(?:-c(\d+)-w(\d+))?"): nasbench201,
}


def matched(name):
    for pattern, make in SPACES.items():
        match = pattern.fullmatch(name)
        if match:
            return match, make
    sys.exit(f"a network must be of the spaces convnet or nasbench201, but was {name}")


def forms(name):
    match, make = matched(name)
    return list(NORMS[match.group(4)]) if make is convnet else ["BatchNorm2d"]


def uniform(low, high, count):
    return torch.empty(count, 1, 1, 1).uniform_(low, high)


def coloured(images):
    count = len(images)
    images = images + uniform(-0.5, 0.5, count)
    mean = images.mean(1, keepdim=True)
    images = (images - mean) * uniform(0, 2, count) + mean
    mean = images.mean((1, 2, 3), keepdim=True)
    return (images - mean) * uniform(0.5, 1.5, count) + mean


def cropped(images):
    count, _, side, _ = images.shape
    shift = int(side * 0.125 + 0.5)
    starts = torch.randint(0, 2 * shift + 1, (2, count, 1))
    rows, columns = (starts + torch.arange(side)).unbind()
    padded = F.pad(images, (shift, shift, shift, shift)).permute(0, 2, 3, 1)
    return padded[torch.arange(count)[:, None, None], rows[:, :, None], columns[:, None, :]].permute(0, 3, 1, 2)


def cut(images):
    count, _, side, _ = images.shape
    span = int(side * 0.5 + 0.5)
    starts = torch.randint(0, side + 1 - span % 2, (2, count, 1)) - span // 2
    inside = (torch.arange(side) >= starts) & (torch.arange(side) < starts + span)
    return images * ~(inside[0][:, None, :, None] & inside[1][:, None, None, :])


def flipped(images):
    return torch.where(torch.rand(len(images), 1, 1, 1) < 0.5, images.flip(3), images)


def resampled(images, scaled):
    """Scaled where so marked, else turned."""
    count = len(images)
    angles = torch.empty(count).uniform_(-15, 15) * (math.pi / 180)
    theta = torch.zeros(count, 2, 3)
    theta[:, 0, 0] = torch.where(scaled, torch.empty(count).uniform_(1 / 1.2, 1.2), angles.cos())
    theta[:, 1, 1] = torch.where(scaled, torch.empty(count).uniform_(1 / 1.2, 1.2), angles.cos())
    theta[:, 0, 1] = torch.where(scaled, torch.zeros(()), -angles.sin())
    theta[:, 1, 0] = torch.where(scaled, torch.zeros(()), angles.sin())
    grid = F.affine_grid(theta, images.shape, align_corners=True)
    return F.grid_sample(images, grid, align_corners=True)


def augmented(images):
    """Siamese augmentation at Zhao and Bilen's strengths: a kind for each image, the images of a kind at once."""
    kinds = torch.randint(0, 6, (len(images),))
    result = images.clone()
    for kind, change in enumerate((coloured, cropped, cut, flipped)):
        chosen = (kinds == kind).nonzero()[:, 0]
        if len(chosen):
            result[chosen] = change(images[chosen])
    chosen = (kinds >= 4).nonzero()[:, 0]
    if len(chosen):
        result[chosen] = resampled(images[chosen], kinds[chosen] == 4)
    return result


def images_of(folder, name, shape):
    pixels = torch.frombuffer(bytearray((folder / f"{name}.f32").read_bytes()), dtype=torch.float32)
    labels = torch.frombuffer(bytearray((folder / f"{name}.i32").read_bytes()), dtype=torch.int32)
    return pixels.reshape(-1, *shape), labels.long()


class Candidates:
    """What one process needs to train networks."""

    def __init__(self, folder):
        self.plan = json.loads((folder / "candidates.json").read_text())
        self.train = images_of(folder, "train", self.plan["shape"])
        self.validation = images_of(folder, "validation", self.plan["shape"])

    def network(self, name, form, layout):
        match, make = matched(name)
        channels, side, _ = self.plan["shape"]
        return make(match, form, channels, side, self.plan["classes"]).to(memory_format=LAYOUTS[layout])

    def optimizer(self, model):
        plan = self.plan
        return torch.optim.SGD(
            model.parameters(), plan["learningRate"], plan["momentum"], weight_decay=plan["weightDecay"], fused=True
        )

    def fit(self, model, layout, steps=None):
        """Trains by the recipe of the search, or so many steps of it."""
        plan, (images, labels) = self.plan, self.train
        model.train()
        optimizer = self.optimizer(model)
        batch, count = plan["batchSize"], len(images)
        step, all_steps = 0, plan["epochs"] * math.ceil(count / batch)
        for _ in range(plan["epochs"]):
            for chosen in torch.randperm(count).split(batch):
                optimizer.param_groups[0]["lr"] = plan["learningRate"] * 0.5 * (1 + math.cos(math.pi * step / all_steps))
                x = augmented(images[chosen]).contiguous(memory_format=LAYOUTS[layout])
                optimizer.zero_grad(set_to_none=True)
                F.cross_entropy(model(x), labels[chosen]).backward()
                optimizer.step()
                step += 1
                if step == steps:
                    return

    @torch.inference_mode()
    def score(self, model, layout, batch, count=None):
        """Accuracy and loss on the validation images, or on so many of them."""
        model.eval()
        images, labels = (each[:count] for each in self.validation)
        right, loss = 0, 0.0
        for x, y in zip(images.split(batch), labels.split(batch)):
            logits = model(x.contiguous(memory_format=LAYOUTS[layout]))
            right += (logits.argmax(1) == y).sum().item()
            loss += F.cross_entropy(logits, y, reduction="sum").item()
        return right / len(images), loss / len(images)

    def best(self, name):
        """The fastest variant by a few steps and a few images scored: (form, layout, images scored at a time)."""
        plan = self.plan
        steps = plan["epochs"] * math.ceil(len(self.train[0]) / plan["batchSize"])
        times = {}
        for form, layout in itertools.product(forms(name), LAYOUTS):
            model = self.network(name, form, layout)
            self.fit(model, layout, 2)
            training = process_seconds(lambda: self.fit(model, layout, TRIAL_STEPS)) / TRIAL_STEPS * steps
            for batch in SCORED_AT_A_TIME:
                self.score(model, layout, batch, batch)
                scoring = process_seconds(lambda: self.score(model, layout, batch, TRIAL_IMAGES)) / TRIAL_IMAGES
                times[form, layout, batch] = training + scoring * len(self.validation[0])
        parameters = sum(p.numel() for p in model.parameters())
        return name, min(times, key=times.get), parameters

    def candidate(self, job):
        """Trains and scores one network: (name, seconds of the process, accuracy)."""
        name, (form, layout, batch) = job
        start = time.process_time()
        model = self.network(name, form, layout)
        self.fit(model, layout)
        accuracy, loss = self.score(model, layout, batch)
        if not math.isfinite(loss):
            sys.exit(f"the loss of {name} must be finite, but was {loss}")
        return name, time.process_time() - start, accuracy

    def compiled(self, job):
        """The same by torch.compile: (name, seconds of the process once compiled, seconds of compiling by the clock)."""
        name, (form, layout, batch) = job
        torch._dynamo.reset()
        model = torch.compile(self.network(name, form, layout), dynamic=False)
        start = time.perf_counter()
        self.fit(model, layout, 1)
        self.score(model, layout, batch, batch)
        compiling = time.perf_counter() - start
        return name, process_seconds(lambda: (self.fit(model, layout), self.score(model, layout, batch))), compiling


def process_seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def begin(folder):
    global OWN
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(os.getpid())
    OWN = Candidates(Path(folder))


def best(name):
    return OWN.best(name)


def candidate(job):
    return OWN.candidate(job)


def compiled(job):
    return OWN.compiled(job)


def measure_compiled(pool, jobs):
    for name, seconds, compiling in pool.imap_unordered(compiled, jobs):
        print(f"compiled\t{name}\t{seconds:.4f}\t{compiling:.1f}", flush=True)


def main():
    folder = sys.argv[1]
    names = [network["id"] for network in json.loads((Path(folder) / "candidates.json").read_text())["networks"]]
    with multiprocessing.get_context("spawn").Pool(PROCESSES, begin, (folder,)) as pool:
        found = {name: (variant, parameters) for name, variant, parameters in pool.imap_unordered(best, names)}
        jobs = [(name, found[name][0]) for name in names]
        for count, variant in sorted(((c, v) for v, c in Counter(variant for _, variant in jobs).items()), reverse=True):
            print(f"PyTorch: {', '.join(map(str, variant))} scored at a time: {count} networks", file=sys.stderr)
        if "--compile" in sys.argv:
            measure_compiled(pool, jobs)
        layouts = Counter(layout for _, (_, layout, _) in jobs)
        about = ", ".join(f"{layout} in {count}" for layout, count in layouts.items())
        print(f"ready\t{sum(parameters for _, parameters in found.values())}\t{about}", flush=True)
        for _ in sys.stdin:
            start = time.perf_counter()
            for name, seconds, accuracy in pool.imap_unordered(candidate, jobs):
                print(f"part\t{name}\t{seconds}\t{accuracy}")
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()

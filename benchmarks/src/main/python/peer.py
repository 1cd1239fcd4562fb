#!/usr/bin/python3
"""PyTorch's side of benchmarks/peers: does one row's work as often as asked.

    peer.py ROW [--compile]

At the start it measures the row's variants (memory layout, form of instance norm, processes) and keeps the
fastest; with --compile it also takes the fastest by torch.compile, and keeps that if it is faster. Then it prints `ready`, the number of parameters and the variant; each line of its input is answered by the
seconds of one round. Two threads unless the variant says one.
"""

import itertools
import math
import random
import subprocess
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

CLASSES = 10
NORMS = {
    "BatchNorm2d": nn.BatchNorm2d,
    "InstanceNorm2d": lambda channels: nn.InstanceNorm2d(channels, affine=True),
    "GroupNorm": lambda channels: nn.GroupNorm(channels, channels),
}
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
compiles = False  # whether the work that is made now is compiled


def runnable(module):
    """The module, or what torch.compile makes of it; both have the same parameters."""
    return torch.compile(module) if compiles else module


def convnet(width, norm):
    """Three blocks on grey images of 28x28, padded to 32x32 by the first convolution."""
    layers = []
    for block in range(3):
        convolution = nn.Conv2d(width if block else 1, width, 3, padding=1 if block else 3)
        layers += [convolution, NORMS[norm](width), nn.ReLU(inplace=True), nn.AvgPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(16 * width, CLASSES))


def normalized(convolution, activated=True):
    layers = [convolution, nn.BatchNorm2d(convolution.out_channels)]
    return nn.Sequential(*layers, *([nn.ReLU6(inplace=True)] if activated else []))


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, stride, expansion=3):
        super().__init__()
        middle = expansion * inputs
        self.residual = inputs == outputs and stride == 1
        self.layers = nn.Sequential(
            normalized(nn.Conv2d(inputs, middle, 1, bias=False)),
            normalized(nn.Conv2d(middle, middle, 3, stride, 1, groups=middle, bias=False)),
            normalized(nn.Conv2d(middle, outputs, 1, bias=False), activated=False),
        )

    def forward(self, x):
        return x + self.layers(x) if self.residual else self.layers(x)


def inverted_residual_net(_):
    return nn.Sequential(
        normalized(nn.Conv2d(3, 32, 3, padding=1, bias=False)),
        InvertedResidual(32, 64, 2),
        InvertedResidual(64, 64, 1),
        InvertedResidual(64, 128, 2),
        InvertedResidual(128, 128, 1),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(128, CLASSES),
    )


class Training:
    """An epoch over 512 images; `candidates` networks one after the other."""

    def __init__(self, network, shape, batch, norm, layout, candidates=1):
        layout = LAYOUTS[layout]
        self.models = [network(norm).to(memory_format=layout) for _ in range(candidates)]
        self.runs = [runnable(model) for model in self.models]
        self.optimizers = [torch.optim.SGD(m.parameters(), lr=0.01, momentum=0.9, fused=True) for m in self.models]
        labels = torch.arange(512) % CLASSES
        self.batches = [
            (torch.randn(batch, *shape).to(memory_format=layout), labels[i : i + batch]) for i in range(0, 512, batch)
        ]

    def round(self, _=None):
        for run, optimizer in zip(self.runs, self.optimizers):
            for images, labels in self.batches:
                optimizer.zero_grad(set_to_none=True)
                loss = F.cross_entropy(run(images), labels)
                loss.backward()
                optimizer.step()
        return loss.item()


class Processes:
    """Two processes of one thread, one candidate each."""

    def __init__(self, row, variant):
        command = [sys.executable, __file__, row, *variant, "--one-thread", *(["--compile"] if compiles else [])]
        self.children = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
        ]
        for child in self.children:
            self.parameters = int(child.stdout.readline().split("\t")[1])

    def round(self, _=None):
        for child in self.children:
            print("round", file=child.stdin, flush=True)
        return sum(float(child.stdout.readline()) for child in self.children)

    def close(self):
        for child in self.children:
            child.stdin.close()
            child.wait()


class Inference:
    def __init__(self, norm, layout, batch):
        self.models = [convnet(128, norm).to(memory_format=LAYOUTS[layout]).eval()]
        self.run = runnable(self.models[0])
        self.images = torch.randn(10_000, 1, 28, 28).to(memory_format=LAYOUTS[layout])
        self.batch = int(batch)

    @torch.inference_mode()
    def round(self, part=1.0):
        total = 0.0
        for images in self.images[: int(part * 10_000)].split(self.batch):
            total += F.softmax(self.run(images), 1)[0].sum().item()
        return total


def augment(kind, seed, images):
    """One of the six kinds of Siamese augmentation at Zhao and Bilen's strengths, the same for the whole batch."""
    draw = random.Random(seed)
    side = images.shape[-1]
    if kind == "colour":
        images = images + draw.uniform(-0.5, 0.5)
        mean = images.mean(1, keepdim=True)
        images = (images - mean) * draw.uniform(0, 2) + mean
        mean = images.mean((1, 2, 3), keepdim=True)
        return (images - mean) * draw.uniform(0.5, 1.5) + mean
    if kind == "crop":
        shift = int(side * 0.125 + 0.5)
        down, right = draw.randint(-shift, shift), draw.randint(-shift, shift)
        return F.pad(images, (right, -right, down, -down))
    if kind == "cutout":
        span = int(side * 0.5 + 0.5)
        top, left = (draw.randrange(side + 1 - span % 2) - span // 2 for _ in range(2))
        mask = torch.ones(side, side)
        mask[max(top, 0) : top + span, max(left, 0) : left + span] = 0
        return images * mask
    if kind == "flip":
        return images.flip(3) if draw.random() < 0.5 else images
    if kind == "scale":
        matrix = [[draw.uniform(1 / 1.2, 1.2), 0, 0], [0, draw.uniform(1 / 1.2, 1.2), 0]]
    else:
        angle = math.radians(draw.uniform(-15, 15))
        matrix = [[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0]]
    theta = torch.tensor(matrix).expand(len(images), 2, 3)
    grid = F.affine_grid(theta, images.shape, align_corners=True)
    return F.grid_sample(images, grid, align_corners=True)


def decode(images):
    """Four half-size images of each, enlarged."""
    half = images.shape[-1] // 2
    quarters = [images[:, :, top : top + half, left : left + half] for top in (0, half) for left in (0, half)]
    return F.interpolate(torch.cat(quarters), size=2 * half, mode="bilinear", align_corners=False)


def mean_distance(real, synthetic):
    return (synthetic.mean(0) - real.mean(0)).square().sum()


def characteristic_distance(real, synthetic, frequencies=1024, amplitude=0.5):
    """Wang et al., arXiv 2502.20653, equations 4 to 6, at normal frequencies."""
    t = torch.randn(real.shape[1], frequencies)
    parts = []
    for features in (real, synthetic):
        angles = F.normalize(features) @ t
        re, im = angles.cos().mean(0), angles.sin().mean(0)
        parts.append((re, im, (re.square() + im.square()).clamp_min(1e-24).sqrt()))
    (re, im, norm), (re2, im2, norm2) = parts
    phase = 2 * (norm * norm2 - re * re2 - im * im2).clamp_min(1e-12)
    return (amplitude * (norm2 - norm).square() + (1 - amplitude) * phase).sqrt().mean()


class Condensation:
    """An iteration: a fresh network, all classes, one step on the pixels."""

    KINDS = ["colour", "crop", "cutout", "flip", "scale", "rotate"]

    def __init__(self, norm, layout, images_per_class, augmented=True):
        self.layout = LAYOUTS[layout]
        self.models = [convnet(128, norm).to(memory_format=self.layout)]
        self.real = [torch.randn(512, 1, 28, 28) for _ in range(CLASSES)]
        self.synthetic = [torch.randn(images_per_class, 1, 28, 28).requires_grad_() for _ in range(CLASSES)]
        self.optimizer = torch.optim.SGD(self.synthetic, lr=1, momentum=0.5, fused=True)
        self.augmented = augmented
        self.iteration = 0

    def fresh(self):
        for layer in self.models[0]:
            if hasattr(layer, "reset_parameters"):
                layer.reset_parameters()
        return self.models[0]

    def pair(self, label, images):
        """A batch of real images, and synthetic ones under the same augmentation."""
        seed = CLASSES * self.iteration + label
        kind = random.Random(seed).choice(self.KINDS)
        both = [self.real[label][torch.randperm(512)[:256]], images]
        if self.augmented:
            both = [augment(kind, seed, each) for each in both]
        return [each.to(memory_format=self.layout) for each in both]

    def round(self, part=1.0):
        self.iteration += part == 1.0
        network = self.fresh()
        total = 0.0
        self.optimizer.zero_grad(set_to_none=True)
        for label in range(int(part * CLASSES)):
            loss = self.loss(network, label)
            loss.backward(inputs=[self.synthetic[label]])
            total += loss.item()
        self.optimizer.step()
        return total


class Matching(Condensation):
    """Of distributions, whose distance is `distance`."""

    def __init__(self, norm, layout, images_per_class, distance=mean_distance, mosaic=False):
        super().__init__(norm, layout, images_per_class)
        for model in self.models:
            model.requires_grad_(False)
        self.embed = runnable(self.models[0][:-1])
        self.distance, self.mosaic = distance, mosaic

    def loss(self, network, label):
        images = self.synthetic[label]
        real, images = self.pair(label, decode(images) if self.mosaic else images)
        with torch.no_grad():
            target = self.embed(real)
        return self.distance(target, self.embed(images))


class QueuedMatching(Matching):
    """By one network of a queue; then two of them are trained for ten steps on real images."""

    def __init__(self, norm, layout):
        super().__init__(norm, layout, 10, mosaic=True)
        queue = [convnet(128, norm).to(memory_format=self.layout) for _ in range(4)]
        self.queue = [(m, torch.optim.SGD(m.parameters(), 0.01, 0.9, weight_decay=5e-4, fused=True)) for m in queue]
        self.runs = {m: runnable(m) for m in queue}
        self.embeds = {m: runnable(m[:-1]) for m in queue}
        self.batch = torch.cat([r[:26] for r in self.real])[:256].to(memory_format=self.layout)
        self.labels = torch.arange(CLASSES).repeat_interleave(26)[:256]

    def fresh(self):
        return self.queue[self.iteration % 4][0]

    def loss(self, network, label):
        real, images = self.pair(label, decode(self.synthetic[label]))
        with torch.no_grad():
            target = self.embeds[network](real)
        features = self.embeds[network](images)
        labels = torch.full((len(images),), label)
        return self.distance(target, features) + 0.5 * F.cross_entropy(network[-1](features), labels)

    def round(self, part=1.0):
        total = super().round(part)
        for model, optimizer in random.sample(self.queue, 2):
            for _ in range(int(part * 10)):
                optimizer.zero_grad(set_to_none=True)
                F.cross_entropy(self.runs[model](self.batch), self.labels).backward()
                optimizer.step()
        return total


class GradientMatching(Condensation):
    """Of the gradients of one network, as second derivatives; the distance is that of arXiv 2006.05929, equation 9."""

    def loss(self, network, label):
        parameters = list(network.parameters())
        gradients = []
        for images in self.pair(label, self.synthetic[label]):
            labels = torch.full((len(images),), label)
            loss = F.cross_entropy(network(images), labels)
            gradients.append(torch.autograd.grad(loss, parameters, create_graph=images.requires_grad))
        return sum(
            (1 - F.cosine_similarity(real.flatten(1), synthetic.flatten(1), eps=1e-6)).sum()
            for real, synthetic in zip(*gradients)
            if real.dim() > 1
        )


W128 = lambda *variant: Training(lambda norm: convnet(128, norm), (1, 28, 28), 256, *variant)
W32 = lambda *variant: Training(lambda norm: convnet(32, norm), (1, 28, 28), 256, *variant)
INSTANCE = ("InstanceNorm2d", "GroupNorm")


def side_by_side(norm, layout, processes):
    return Processes("train-w32-bn-x2", (norm, layout)) if processes == "2 processes" else W32(norm, layout, 2)


# Each row: how to make the work, the choices of its variants, the part of a round that compares them.
ROWS = {
    "train-w128-bn": (W128, [["BatchNorm2d"], LAYOUTS], 1),
    "train-w128-in": (W128, [INSTANCE, LAYOUTS], 1),
    "train-w32-bn-x2": (side_by_side, [["BatchNorm2d"], LAYOUTS, ["1 process", "2 processes"]], 1),
    "infer-w128-in": (Inference, [INSTANCE, LAYOUTS, ["25", "50", "100"]], 0.03),
    "dm-iteration": (lambda *v: Matching(*v, 50), [INSTANCE, LAYOUTS], 0.3),
    "dmf-iteration": (lambda *v: Matching(*v, 10, mosaic=True), [INSTANCE, LAYOUTS], 0.3),
    "ncfm-iteration": (lambda *v: Matching(*v, 10, characteristic_distance), [INSTANCE, LAYOUTS], 0.3),
    "idm-iteration": (QueuedMatching, [INSTANCE, LAYOUTS], 0.2),
    "dc-iteration": (lambda *v: GradientMatching(*v, 10, augmented=False), [INSTANCE, LAYOUTS], 0.2),
    "dsa-iteration": (lambda *v: GradientMatching(*v, 10), [INSTANCE, LAYOUTS], 0.2),
    "train-mbconv": (lambda *v: Training(inverted_residual_net, (3, 32, 32), 128, *v), [["BatchNorm2d"], LAYOUTS], 1),
}

# torch.compile has no second derivatives.
TWICE_DIFFERENTIATED = ("dc-iteration", "dsa-iteration")


def seconds(work, part=1.0):
    start = time.perf_counter()
    result = work.round(part)
    elapsed = time.perf_counter() - start
    if not math.isfinite(result):
        sys.exit(f"the result of a round must be finite, but was {result}")
    return elapsed


def close(work):
    if hasattr(work, "close"):
        work.close()


def best_variant(make, choices, part):
    times = {}
    for variant in itertools.product(*choices):
        work = make(*variant)
        seconds(work, part)
        times[variant] = seconds(work, part)
        if times[variant] < 2 * min(times.values()):
            times[variant] = min(times[variant], seconds(work, part), seconds(work, part))
        print(f"PyTorch, {', '.join(variant)}: {times[variant] / part:.3f} s", file=sys.stderr, flush=True)
        close(work)
    return min(times, key=times.get)


def compiled_if_faster(make, variant, part):
    """The variant's work, and its name; compiled where a round then takes less, after the compiling."""
    global compiles
    eager = make(*variant)
    seconds(eager)  # whole, as below: the optimiser needs all of its gradients the first time
    once = min(seconds(eager, part) for _ in range(3))
    compiles = True
    start = time.perf_counter()
    compiled = make(*variant)
    seconds(compiled)  # whole: all shapes are compiled
    compiling = time.perf_counter() - start
    again = min(seconds(compiled, part) for _ in range(3))
    print(
        f"PyTorch, torch.compile: {again / part:.3f} s after {compiling:.0f} s of compiling, eager {once / part:.3f} s",
        file=sys.stderr,
        flush=True,
    )
    close(eager if again < once else compiled)
    return (compiled, (*variant, "compiled")) if again < once else (eager, variant)


def main():
    global compiles
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    row, *words = [word for word in sys.argv[1:] if not word.startswith("--")]
    if "--one-thread" in sys.argv:
        torch.set_num_threads(1)
        compiles = "--compile" in sys.argv
        work, variant = W32(*words), ()
    else:
        torch.set_num_threads(2)
        make, choices, part = ROWS[row]
        variant = best_variant(make, choices, part)
        if "--compile" in sys.argv and row not in TWICE_DIFFERENTIATED:
            work, variant = compiled_if_faster(make, variant, part)
        else:
            work = make(*variant)
    seconds(work)
    seconds(work, 0.3)
    models = getattr(work, "models", None)
    parameters = sum(p.numel() for p in models[0].parameters()) if models else work.parameters
    print(f"ready\t{parameters}\t{', '.join(variant)}", flush=True)
    for _ in sys.stdin:
        print(seconds(work), flush=True)
    close(work)


main()

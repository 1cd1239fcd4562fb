"""Golden values of the training-free scores, in PyTorch and float64, printed as JSON.

Run with Debian's python3-torch (2.6 was used), from the top folder:

    /usr/bin/python3 nas/src/test/python/scores_golden.py > nas/src/test/resources/io/proxynas/nas/score/scores.json

The scores follow the definitions of the published programs: Mellor et al.'s hooks on ReLUs and slogdet (naswot), Abdelfattah et
al.'s zero-cost-nas (synflow without batch normalisation, jacob_cov, grad_norm), Lopes et al.'s EPE-NAS. Weights and images come
from a formula of their place, so that the test has the same ones; see `numbers`.
"""

import json
import math

import numpy
import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
COUNT = 16


def numbers(tensor, count):
    """Of the tensor with this number: the fractions of a fast sine, in [-1, 1), as float32."""
    places = numpy.arange(1, count + 1)
    values = numpy.sin(places * 12.9898 + tensor * 78.233) * 43758.5453
    return torch.tensor((2 * (values - numpy.floor(values)) - 1).astype(numpy.float32)).double()


class Stack:
    """Numbers the layers as the Java class does."""

    def __init__(self):
        self.layers = 0
        self.modules = nn.ModuleList()

    def add(self, module):
        self.layers += 1
        return self.own(module, self.layers)

    def own(self, module, number):
        weight = getattr(module, "weight", None)
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            fan_in = weight[0].numel()
            with torch.no_grad():
                weight.copy_(((numbers(number, weight.numel()).float()) * numpy.float32(fan_in**-0.5)).double().view_as(weight))
                if module.bias is not None:
                    module.bias.zero_()
        self.modules.append(module)
        return module


class Sum(nn.Module):
    """A layer that only takes a number."""


def convolution(before, after, kernel, stride=1, groups=1, bias=False):
    return nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=bias, groups=groups)


class ConvNet(nn.Module):
    def __init__(self, shape, classes, depth, width, activation, normalization, pooling):
        super().__init__()
        stack, self.blocks = Stack(), nn.ModuleList()
        channels, side = shape[0], shape[1]
        for block in range(1, depth + 1):
            layers = [stack.own(convolution(channels, width, 3, bias=True), block), normalization(width), activation(), pooling()]
            self.blocks.append(nn.Sequential(*layers))
            channels, side = width, side if isinstance(layers[-1], nn.Identity) else side // 2
        self.output = stack.own(nn.Linear(width * side * side, classes), 0)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.output(x.flatten(1))


class NasBench201(nn.Module):
    """One cell a stage; every operation of the cells used here leads to the output."""

    def __init__(self, words, width, classes):
        super().__init__()
        stack = Stack()
        self.stem = nn.Sequential(stack.add(convolution(3, width, 3)), stack.add(nn.BatchNorm2d(width)))
        self.cells, self.reductions, self.shortcuts = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for stage in range(3):
            if stage:
                first = self.relu_conv_bn(stack, width, 2 * width, 3, 2)
                second = self.relu_conv_bn(stack, 2 * width, 2 * width, 3)
                self.reductions.append(nn.Sequential(first, second))
                self.shortcuts.append(nn.Sequential(stack.add(nn.AvgPool2d(2)), stack.add(convolution(width, 2 * width, 1))))
                stack.add(Sum())
                width *= 2
            self.cells.append(self.cell(stack, words, width))
        self.norm = stack.add(nn.BatchNorm2d(width))
        self.relu = stack.add(nn.ReLU())
        self.output = stack.own(nn.Linear(width, classes), 0)

    @staticmethod
    def relu_conv_bn(stack, before, after, kernel, stride=1):
        layers = [nn.ReLU(), convolution(before, after, kernel, stride), nn.BatchNorm2d(after)]
        return nn.Sequential(*[stack.add(layer) for layer in layers])

    def cell(self, stack, words, width):
        edges, words = nn.ModuleDict(), iter(words)
        for b in (1, 2, 3):
            terms = 0
            for a in range(b):
                word = next(words)
                terms += word != "none"
                if word == "skip_connect":
                    edges[f"{a}{b}"] = stack.add(nn.Identity())
                elif word == "avg_pool_3x3":
                    edges[f"{a}{b}"] = stack.add(nn.AvgPool2d(3, 1, 1, count_include_pad=False))
                elif word != "none":
                    edges[f"{a}{b}"] = self.relu_conv_bn(stack, width, width, int(word[-1]))
            if terms > 1:
                stack.add(Sum())
        return edges

    def forward(self, x):
        x = self.stem(x)
        for stage, edges in enumerate(self.cells):
            if stage:
                x = self.reductions[stage - 1](x) + self.shortcuts[stage - 1](x)
            nodes = [x]
            for b in (1, 2, 3):
                nodes.append(sum(edges[f"{a}{b}"](nodes[a]) for a in range(b) if f"{a}{b}" in edges))
            x = nodes[3]
        return self.output(self.relu(self.norm(x)).mean((2, 3)))


class Macro(nn.Module):
    def __init__(self, digits, classes):
        super().__init__()
        stack = Stack()
        add = lambda *layers: nn.Sequential(*[stack.add(layer) for layer in layers])
        self.stem = add(convolution(3, 32, 3), nn.BatchNorm2d(32), nn.ReLU())
        self.blocks, self.residual = nn.ModuleList(), []
        channels = 32
        for i, digit in enumerate(digits):
            after, stride = (2 * channels, 2) if i in (0, 2, 5) else (channels, 1)
            keeps = after == channels
            self.residual.append(digit != "0" and keeps)
            if digit == "0":
                block = nn.Identity() if keeps else add(convolution(channels, after, 1, stride), nn.BatchNorm2d(after))
            else:
                inside, kernel = (3 * channels, 3) if digit == "1" else (6 * channels, 5)
                block = add(
                    *(convolution(channels, inside, 1), nn.BatchNorm2d(inside), nn.ReLU()),
                    *(convolution(inside, inside, kernel, stride, inside), nn.BatchNorm2d(inside), nn.ReLU()),
                    *(convolution(inside, after, 1), nn.BatchNorm2d(after)),
                )
                if keeps:
                    stack.add(Sum())
            self.blocks.append(block)
            channels = after
        self.head = add(convolution(channels, 1280, 1), nn.BatchNorm2d(1280), nn.ReLU())
        self.output = stack.own(nn.Linear(1280, classes), 0)

    def forward(self, x):
        x = self.stem(x)
        for block, residual in zip(self.blocks, self.residual):
            x = block(x) + x if residual else block(x)
        return self.output(self.head(x).mean((2, 3)))


def naswot(net, x):
    kernel = numpy.zeros((len(x), len(x)))

    def hook(module, inputs, output):
        nonlocal kernel
        bits = (inputs[0].flatten(1) > 0).double()
        kernel = kernel + (bits @ bits.t() + (1 - bits) @ (1 - bits).t()).numpy()

    hooks = [m.register_forward_hook(hook) for m in net.modules() if "ReLU" in str(type(m))]
    with torch.no_grad():
        net(x)
    for h in hooks:
        h.remove()
    return numpy.linalg.slogdet(kernel)[1]


def layers(net):
    return [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]


def grad_norm(net, x, y):
    net.zero_grad()
    F.cross_entropy(net(x), y).backward()
    return sum(layer.weight.grad.norm().item() for layer in layers(net))


def jacobian(net, x):
    net.zero_grad()
    x = x.clone().requires_grad_(True)
    output = net(x)
    output.backward(torch.ones_like(output))
    return x.grad.flatten(1).numpy()


def jacob_cov(jacob):
    values = numpy.linalg.eigvalsh(numpy.corrcoef(jacob))
    return -numpy.sum(numpy.log(values + 1e-5) + 1.0 / (values + 1e-5))


def epe_nas(jacob, labels, classes):
    scores = []
    for label in sorted(set(labels)):
        correlations = numpy.atleast_2d(numpy.corrcoef(jacob[[i for i, y in enumerate(labels) if y == label]]))
        score = numpy.sum(numpy.log(abs(correlations) + 1e-5))
        scores.append(score / len(correlations) if classes > 100 else score)
    if classes <= 100:
        return sum(abs(s) for s in scores)
    return sum(abs(a - b) for a in scores for b in scores) / len(scores)


def synflow(net, shape):
    """Last of all: it takes the normalisation away and the signs of the weights."""
    for module in net.modules():
        if isinstance(module, (nn.BatchNorm2d, nn.InstanceNorm2d, nn.GroupNorm)):
            module.forward = lambda x: x
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.abs_()
    net.zero_grad()
    net(torch.ones(1, *shape)).sum().backward()
    return sum((layer.weight * layer.weight.grad).abs().sum().item() for layer in layers(net))


def case(architecture, net, shape, classes, label_count):
    x = numbers(1000, COUNT * math.prod(shape)).view(COUNT, *shape)
    labels = [i % label_count for i in range(COUNT)]
    net.train()
    jacob = jacobian(net, x)
    result = {
        "architecture": architecture,
        "shape": shape,
        "classes": classes,
        "labels": labels,
        "naswot": naswot(net, x),
        "jacobianCovariance": jacob_cov(jacob),
        "epeNas": epe_nas(jacob, labels, classes),
        "gradientNorm": grad_norm(net, x, torch.tensor(labels)),
    }
    result["synflow"] = synflow(net, shape)
    return result


def convnets():
    norms = {"none": lambda w: nn.Identity(), "batch": nn.BatchNorm2d, "layer": lambda w: nn.GroupNorm(1, w)}
    norms["instance"] = lambda w: nn.InstanceNorm2d(w, affine=True)
    activations = {"relu": nn.ReLU, "leakyrelu": lambda: nn.LeakyReLU(0.01), "sigmoid": nn.Sigmoid}
    pools = {"average": lambda: nn.AvgPool2d(2), "max": lambda: nn.MaxPool2d(2), "none": nn.Identity}
    shape = [1, 12, 12]
    for depth, width, activation, norm, pool, classes in [
        (2, 8, "relu", "batch", "average", 3),
        (2, 16, "relu", "none", "max", 3),
        (1, 8, "leakyrelu", "instance", "none", 3),
        (2, 8, "sigmoid", "layer", "average", 3),
        (2, 8, "relu", "instance", "average", 101),
    ]:
        net = ConvNet(shape, classes, depth, width, activations[activation], norms[norm], pools[pool])
        name = f"convnet-d{depth}-w{width}-{activation}-{norm}-{pool}"
        yield case(name, net, shape, classes, 5 if classes > 100 else 3)


def main():
    cases = list(convnets())
    shape = [3, 8, 8]
    for words in (
        ["nor_conv_3x3", "skip_connect", "nor_conv_1x1", "avg_pool_3x3", "nor_conv_3x3", "nor_conv_3x3"],
        ["nor_conv_1x1", "none", "avg_pool_3x3", "skip_connect", "none", "nor_conv_3x3"],
    ):
        ends = iter(words)
        text = "+".join("|" + "".join(f"{next(ends)}~{a}|" for a in range(b)) for b in (1, 2, 3))
        cases.append(case(text + "-c1-w8", NasBench201(words, 8, 4), shape, 4, 4))
    for digits in ("02012100",):
        cases.append(case(digits, Macro(digits, 4), shape, 4, 4))
    print(json.dumps(cases, indent=1))


main()

"""Writes the numbers of trained parameters of NAS-Bench-201 networks on 32x32 colour images and 10 classes to stdout.

The networks are written in PyTorch (Debian: python3-torch) from the paper's description (arXiv 2001.00326, section 2.1) and count
every operation of a cell, as the benchmark does. Lines: cells, channels, parameters, the string.
"""

import random

import torch
from torch import nn

WORDS = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]


def relu_conv_bn(before, after, kernel, stride):
    return nn.Sequential(nn.ReLU(), nn.Conv2d(before, after, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(after))


class Zero(nn.Module):
    def forward(self, x):
        return x * 0


def operation(word, width):
    return {
        "none": Zero,
        "skip_connect": nn.Identity,
        "nor_conv_1x1": lambda: relu_conv_bn(width, width, 1, 1),
        "nor_conv_3x3": lambda: relu_conv_bn(width, width, 3, 1),
        "avg_pool_3x3": lambda: nn.AvgPool2d(3, 1, 1, count_include_pad=False),
    }[word]()


class Cell(nn.Module):
    def __init__(self, words, width):
        super().__init__()
        edges = [(a, b) for b in (1, 2, 3) for a in range(b)]
        self.edges = nn.ModuleDict({f"{a}{b}": operation(word, width) for (a, b), word in zip(edges, words)})

    def forward(self, x):
        nodes = [x]
        for b in (1, 2, 3):
            nodes.append(sum(self.edges[f"{a}{b}"](nodes[a]) for a in range(b)))
        return nodes[3]


class Reduction(nn.Module):
    def __init__(self, before):
        super().__init__()
        self.body = nn.Sequential(relu_conv_bn(before, 2 * before, 3, 2), relu_conv_bn(2 * before, 2 * before, 3, 1))
        self.shortcut = nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(before, 2 * before, 1, bias=False))

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def network(words, cells, width):
    layers = [nn.Conv2d(3, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)]
    for stage in range(3):
        if stage:
            layers.append(Reduction(width))
            width *= 2
        layers += [Cell(words, width) for _ in range(cells)]
    return nn.Sequential(*layers, nn.BatchNorm2d(width), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 10))


def text(words):
    words = iter(words)
    return "+".join("|" + "".join(f"{next(words)}~{a}|" for a in range(b)) for b in (1, 2, 3))


draw = random.Random(201)
some = [["nor_conv_3x3"] * 6, ["skip_connect"] * 6, ["none"] * 6]
some += [[draw.choice(WORDS) for _ in range(6)] for _ in range(17)]
for cells, channels in ((5, 16), (1, 8)):
    for words in some:
        net = network(words, cells, channels)
        net(torch.zeros(2, 3, 32, 32))
        print(cells, channels, sum(p.numel() for p in net.parameters()), text(words))

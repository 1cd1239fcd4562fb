"""Writes the numbers of trained parameters of the dataset-condensation papers' networks to stdout.

The networks are written from the papers' descriptions in PyTorch (Debian: python3-torch). Lines: id, channels, side, classes, parameters.
"""

import torch
from torch import nn


def norm(kind, width):
    return nn.GroupNorm(width, width) if kind == "instance" else nn.BatchNorm2d(width)


def pad28(side):
    return 2 if side == 28 else 0


def mlp(c, side, classes, *_):
    return nn.Sequential(
        nn.Flatten(), nn.Linear(c * side * side, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, classes)
    )


def lenet(c, side, classes, *_):
    return nn.Sequential(
        nn.Conv2d(c, 6, 5, padding=pad28(side)), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.LazyLinear(120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes),
    )


def alexnet(c, side, classes, *_):
    return nn.Sequential(
        nn.Conv2d(c, 128, 5, padding=2 + pad28(side)), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(128, 192, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(192, 256, 3, padding=1), nn.ReLU(),
        nn.Conv2d(256, 192, 3, padding=1), nn.ReLU(),
        nn.Conv2d(192, 192, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.LazyLinear(classes),
    )


def vgg11(c, side, classes, kind):
    layers, width = [], c
    for filters in [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"]:
        if filters == "M":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(width, filters, 3, padding=1 + (pad28(side) if width == c else 0)), norm(kind, filters), nn.ReLU()]
            width = filters
    return nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(classes))


class Block(nn.Module):
    def __init__(self, before, after, halves, kind, pools):
        super().__init__()
        stride = 2 if halves and not pools else 1
        pool = nn.AvgPool2d(2) if halves and pools else nn.Identity()
        self.body = nn.Sequential(
            nn.Conv2d(before, after, 3, stride, 1, bias=False), norm(kind, after), nn.ReLU(), pool,
            nn.Conv2d(after, after, 3, 1, 1, bias=False), norm(kind, after),
        )
        self.shortcut = (
            nn.Sequential(nn.Conv2d(before, after, 1, stride, bias=False), pool, norm(kind, after)) if halves else nn.Identity()
        )

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def resnet18(c, side, classes, kind, halving="stride"):
    layers, before = [nn.Conv2d(c, 64, 3, 1, 1, bias=False), norm(kind, 64), nn.ReLU()], 64
    for after in (64, 128, 256, 512):
        layers += [Block(before, after, after != before, kind, halving == "average"), Block(after, after, False, kind, False)]
        before = after
    layers += [nn.AdaptiveAvgPool2d(1)] if halving == "stride" else []
    return nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(classes))


BUILDERS = {
    "mlp-w128": (mlp,), "lenet": (lenet,), "alexnet": (alexnet,),
    "vgg11-instance": (vgg11, "instance"), "vgg11-batch": (vgg11, "batch"),
    "resnet18-instance-stride": (resnet18, "instance"), "resnet18-batch-stride": (resnet18, "batch"),
    "resnet18-instance-average": (resnet18, "instance", "average"), "resnet18-batch-average": (resnet18, "batch", "average"),
}

for name, (build, *arguments) in BUILDERS.items():
    for channels, side, classes in ((1, 28, 10), (3, 32, 10), (3, 64, 200)):
        network = build(channels, side, classes, *(arguments or [None]))
        network(torch.zeros(2, channels, side, side))
        print(name, channels, side, classes, sum(p.numel() for p in network.parameters()))

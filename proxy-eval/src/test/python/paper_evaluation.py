"""Evaluates a proxy set in PyTorch as --protocol paper does: is it the evaluation or the set, where a figure falls short?

Run with Debian's python3-torch (2.6 was used), about twenty minutes of a core for each network of 100 images:

    /usr/bin/python3 paper_evaluation.py mnist DIR proxy.npz [NETWORKS]

DIR is the folder of images that nas-search has as --data-dir, proxy.npz what `nas-search condense --preset paper` writes. Written
from the description in docs/results/paper-settings.md, beside our classes and not by them: a ConvNet of width 128, 1,000
epochs in batches of 256, one kind of augmentation a batch, a tenth of the learning rate after epoch 501 by a fresh
optimiser.
"""

import gzip
import math
import statistics
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, EPOCHS, BATCH = 128, 1000, 256
SCALES = {
    "mnist": ([0.1307], [0.3081]),
    "cifar10": ([0.4914, 0.4822, 0.4465], [0.2023, 0.1994, 0.2010]),
}


def tested(name, folder):
    """The test images, standardised as the authors do, and their classes."""
    if name == "mnist":
        images = gzip.open(folder / "t10k-images-idx3-ubyte.gz").read()[16:]
        labels = gzip.open(folder / "t10k-labels-idx1-ubyte.gz").read()[8:]
        pixels = np.frombuffer(images, np.uint8).reshape(-1, 1, 28, 28)
        classes = np.frombuffer(labels, np.uint8)
    else:
        rows = np.fromfile(folder / "test_batch.bin", np.uint8).reshape(-1, 3073)
        pixels, classes = rows[:, 1:].reshape(-1, 3, 32, 32), rows[:, 0]
    mean, deviation = (np.reshape(numbers, (1, -1, 1, 1)) for numbers in SCALES[name])
    return torch.tensor((pixels / 255 - mean) / deviation).float(), torch.tensor(classes.astype(np.int64))


def network(channels, side):
    layers, inputs = [], channels
    for block in range(3):
        padding = 3 if channels == 1 and block == 0 else 1
        layers += [nn.Conv2d(inputs, WIDTH, 3, padding=padding), nn.GroupNorm(WIDTH, WIDTH), nn.ReLU(), nn.AvgPool2d(2)]
        inputs = WIDTH
    last = (32 if channels == 1 else side) // 8
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(WIDTH * last * last, 10))


def uniform(images, low, high):
    return torch.rand(len(images), 1, 1, 1) * (high - low) + low


def colour(images):
    images = images + uniform(images, -0.5, 0.5)
    mean = images.mean(1, keepdim=True)
    images = (images - mean) * uniform(images, 0, 2) + mean
    mean = images.mean((1, 2, 3), keepdim=True)
    return (images - mean) * uniform(images, 0.5, 1.5) + mean


def crop(images):
    side = images.shape[2]
    most = math.floor(side * 0.125 + 0.5)
    padded = F.pad(images, [most] * 4)
    places = torch.randint(0, 2 * most + 1, (len(images), 2)).tolist()
    return torch.stack([image[:, y : y + side, x : x + side] for image, (y, x) in zip(padded, places)])


def cutout(images):
    side = images.shape[2]
    hole = math.floor(side * 0.5 + 0.5)
    mask = torch.ones(len(images), 1, side, side)
    for image, centre in enumerate(torch.randint(0, side + (1 - hole % 2), (len(images), 2)).tolist()):
        rows, columns = (
            slice(min(max(place - hole // 2, 0), side - 1), min(max(place + hole - hole // 2 - 1, 0), side - 1) + 1)
            for place in centre
        )
        mask[image, :, rows, columns] = 0
    return images * mask


def flip(images):
    return torch.where(uniform(images, 0, 1) < 0.5, images.flip(3), images)


def moved(images, matrices):
    return F.grid_sample(images, F.affine_grid(matrices, images.shape, align_corners=False), align_corners=False)


def scale(images):
    factors = torch.rand(len(images), 2) * (1.2 - 1 / 1.2) + 1 / 1.2
    matrices = torch.zeros(len(images), 2, 3)
    matrices[:, 0, 0], matrices[:, 1, 1] = factors[:, 0], factors[:, 1]
    return moved(images, matrices)


def rotate(images):
    angles = (torch.rand(len(images)) * 2 - 1) * math.radians(15)
    matrices = torch.zeros(len(images), 2, 3)
    matrices[:, 0, 0], matrices[:, 0, 1] = angles.cos(), -angles.sin()
    matrices[:, 1, 0], matrices[:, 1, 1] = angles.sin(), angles.cos()
    return moved(images, matrices)


def accuracy(images, classes, test, truth, kinds):
    net, loss = network(images.shape[1], images.shape[2]), nn.CrossEntropyLoss()
    rate, optimiser = 0.01, None
    for epoch in range(EPOCHS):
        if epoch in (0, EPOCHS // 2 + 2):
            rate = rate if epoch == 0 else rate / 10
            optimiser = torch.optim.SGD(net.parameters(), rate, momentum=0.9, weight_decay=5e-4)
        for batch in torch.randperm(len(images)).split(BATCH):
            kind = kinds[torch.randint(0, len(kinds), (1,)).item()]
            optimiser.zero_grad()
            loss(net(kind(images[batch])), classes[batch]).backward()
            optimiser.step()
    with torch.no_grad():
        said = torch.cat([net(part).argmax(1) for part in test.split(250)])
    return 100 * (said == truth).float().mean().item()


def main():
    name, folder, proxy, *networks = sys.argv[1:]
    arrays = np.load(proxy)
    images, classes = torch.tensor(arrays["images"]), torch.tensor(arrays["labels"])
    test, truth = tested(name, Path(folder))
    kinds = [colour, crop, cutout, scale, rotate] + ([flip] if name == "cifar10" else [])
    reached = []
    for seed in range(int(networks[0]) if networks else 1):
        torch.manual_seed(seed)
        reached.append(accuracy(images, classes, test, truth, kinds))
        print(f"network {seed}: {reached[-1]:.1f} % of {len(truth):,}", flush=True)
    spread = f" ± {statistics.stdev(reached):.1f}" if len(reached) > 1 else ""
    print(f"{statistics.mean(reached):.1f}{spread} %")


if __name__ == "__main__":
    main()

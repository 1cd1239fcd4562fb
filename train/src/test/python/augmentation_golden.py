"""Golden values of the six augmentations and their adjoints, from PyTorch.

Run with Debian's python3-torch (2.6 was used), from the module folder:

    /usr/bin/python3 src/test/python/augmentation_golden.py \
        > src/test/resources/io/proxynas/train/augment/golden.json

Each case has images and a gradient with respect to the results (N, C, H, W), the results, and the
gradient that PyTorch's autograd gives with respect to the images. The definitions follow Zhao and
Bilen (ICML 2021), with their parameters fixed. "parameters" are what the Java test hands to the
transform of the same name.
"""

import json
import math

import torch
import torch.nn.functional as F

torch.manual_seed(7)


def colour(x, shift, saturation, contrast):
    x = x + shift
    mean = x.mean(dim=1, keepdim=True)
    x = (x - mean) * saturation + mean
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    return (x - mean) * contrast + mean


def crop(x, rows, columns):
    height, width = x.shape[2:]
    pad = 10
    padded = F.pad(x, (pad, pad, pad, pad))
    return padded[:, :, pad + rows : pad + rows + height, pad + columns : pad + columns + width]


def cutout(x, top, bottom, left, right):
    mask = torch.ones_like(x)
    mask[:, :, max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = 0
    return x * mask


def flip(x):
    return x.flip(3)


def resample(x, theta):
    theta = torch.tensor([theta], dtype=x.dtype).repeat(x.shape[0], 1, 1)
    grid = F.affine_grid(theta, list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, padding_mode="zeros", align_corners=False)


def scale(x, sx, sy):
    return resample(x, [[sx, 0, 0], [0, sy, 0]])


def rotate(x, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return resample(x, [[c, -s, 0], [s, c, 0]])


def case(function, shape, *parameters):
    images = torch.randn(shape, dtype=torch.float64).round(decimals=3).requires_grad_()
    result = function(images, *parameters)
    gradient = torch.randn(result.shape, dtype=torch.float64).round(decimals=3)
    result.backward(gradient)
    flat = lambda t: [round(v, 6) for v in t.detach().reshape(-1).tolist()]
    return {
        "name": function.__name__,
        "shape": list(shape),
        "parameters": list(parameters),
        "images": flat(images),
        "result": flat(result),
        "gradient": flat(gradient),
        "adjoint": flat(images.grad),
    }


CASES = [
    case(colour, (2, 3, 4, 4), 0.3, 1.7, 0.6),
    case(colour, (2, 1, 4, 5), -0.4, 0.2, 1.4),
    case(crop, (1, 2, 5, 4), 1, -2),
    case(crop, (1, 1, 4, 5), -2, 1),
    case(cutout, (2, 1, 5, 4), -1, 2, 1, 3),
    case(cutout, (1, 2, 4, 5), 2, 6, 3, 6),
    case(flip, (1, 2, 3, 4)),
    case(flip, (1, 1, 3, 5)),
    case(scale, (2, 1, 6, 6), 1.15, 0.87),
    case(scale, (1, 2, 5, 7), 0.84, 1.2),
    case(rotate, (2, 1, 6, 6), 13.0),
    case(rotate, (1, 2, 5, 5), -15.0),
    case(rotate, (1, 1, 5, 5), 75.0),
]

lines = ",\n".join("  " + json.dumps(c) for c in CASES)
print("[\n" + lines + "\n]")

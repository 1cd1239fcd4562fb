"""Golden values of layers that DL4J lacks or differentiates wrongly, from PyTorch.

Run with Debian's python3-torch (2.6 was used), from the module folder:

    /usr/bin/python3 src/test/python/engine_golden.py \
        > src/test/resources/io/proxynas/engine/golden.json

Each case is a network of one layer with parameters gamma and beta, perhaps a ReLU, then a linear
layer and cross-entropy with soft targets. Inputs are not stored: "wave" gives the same numbers in
Java. Stored are the values before the linear layer, the gradient of their product with a given
direction with respect to the images, and, of the mean cross-entropy, the gradients with respect to
gamma and beta. All is computed in double precision and rounded to 7 digits.
"""

import json

import torch
import torch.nn.functional as F

BATCH = 2
CLASSES = 3


def wave(length, start):
    """Integers in [-50, 50] over 25, without order; exact in float32 and double up to rounding."""
    return torch.tensor(
        [((i * 37 + (i * i) % 29 * 11 + start * 17) % 101 - 50) / 25 for i in range(length)],
        dtype=torch.float64,
    )


def rounded(tensor):
    return [float(f"{value:.7g}") for value in tensor.flatten().tolist()]


def inputs(channels, height, width):
    shape = (BATCH, channels, height, width)
    size = channels * height * width
    x = wave(BATCH * size, 1).reshape(shape).requires_grad_()
    direction = wave(BATCH * size, 2).reshape(shape)
    targets = torch.softmax(wave(BATCH * CLASSES, 3).reshape(BATCH, CLASSES), 1)
    linear = wave(CLASSES * size, 4).reshape(CLASSES, size) / 8
    return x, direction, targets, linear


def gradients_of_loss(y, targets, linear, parameters):
    logits = y.flatten(1) @ linear.T
    loss = -(targets * torch.log_softmax(logits, 1)).sum(1).mean()
    return torch.autograd.grad(loss, parameters)


def normalization(channels, height, width, groups, relu):
    x, direction, targets, linear = inputs(channels, height, width)
    gamma = (1 + wave(channels, 5) / 4).requires_grad_()
    beta = (wave(channels, 6) / 4).requires_grad_()
    y = F.group_norm(x, groups, gamma, beta, eps=1e-5)
    y = F.relu(y) if relu else y
    (dx,) = torch.autograd.grad((y * direction).sum(), x, retain_graph=True)
    dgamma, dbeta = gradients_of_loss(y, targets, linear, (gamma, beta))
    return {
        "shape": [channels, height, width],
        "groups": groups,
        "relu": relu,
        "y": rounded(y),
        "dx": rounded(dx),
        "dgamma": rounded(dgamma),
        "dbeta": rounded(dbeta),
    }


def activation(name, function):
    channels, height, width = 3, 5, 3
    x, direction, _, _ = inputs(channels, height, width)
    y = function(x)
    (dx,) = torch.autograd.grad((y * direction).sum(), x)
    return {
        "name": name,
        "shape": [channels, height, width],
        "y": rounded(y),
        "dx": rounded(dx),
    }


def normalizations():
    for channels, height, width in [(3, 5, 3), (8, 3, 5), (16, 3, 3), (20, 3, 3), (32, 3, 1)]:
        for groups in sorted({1, 4 if channels % 4 == 0 else 1, channels}):
            for relu in (False, True):
                yield normalization(channels, height, width, groups, relu)


golden = {
    "normalizations": list(normalizations()),
    "activations": [
        activation("ELU 0.7", lambda x: F.elu(x, alpha=0.7)),
        activation("ELU 1.5", lambda x: F.elu(x, alpha=1.5)),
        activation("GELU by tanh", lambda x: F.gelu(x, approximate="tanh")),
        activation("GELU by sigmoid", lambda x: x * torch.sigmoid(1.702 * x)),
        activation("Swish", F.silu),
    ],
}

print("{")
print('"normalizations": [')
print(",\n".join(json.dumps(case) for case in golden["normalizations"]))
print('],\n"activations": [')
print(",\n".join(json.dumps(case) for case in golden["activations"]))
print("]\n}")

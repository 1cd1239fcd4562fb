"""Golden values of gradient matching, from PyTorch's double backward in float64.

Run with Debian's python3-torch (2.6 was used), from the module folder:

    /usr/bin/python3 src/test/python/gradient_matching_golden.py \
        > src/test/resources/io/proxynas/condense/method/gradient-matching-golden.json

Each case is a ConvNet of two blocks (3x3 convolution, instance normalisation, activation, 2x2
average pooling) and a dense layer, with its weights as one flat vector in the order of its
parameters; real and synthetic images of one class; the distance of Zhao, Mopuri and Bilen (ICLR
2021, equations 9 and 10, summed as in their program) between the gradients that both give the
weights; and its gradient with respect to the synthetic pixels.
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)

WIDTH, SIDE, CLASSES, LABEL = 8, 12, 3, 1
REAL, SYNTHETIC = 5, 3


def weights():
    shapes = []
    for channels in (1, WIDTH):
        shapes += [(WIDTH, channels, 3, 3), (WIDTH,), (WIDTH,), (WIDTH,)]
    shapes += [(CLASSES, WIDTH * (SIDE // 4) ** 2), (CLASSES,)]
    result = []
    for i, shape in enumerate(shapes):
        scale = i in (2, 6)
        fan_in = torch.Size(shape[1:]).numel()
        values = torch.randn(shape) * (0.1 if len(shape) == 1 else fan_in**-0.5) + (1 if scale else 0)
        result.append(values.float().double().requires_grad_())
    return result


def logits(x, w, activation):
    for block in (0, 4):
        x = F.conv2d(x, w[block], w[block + 1], padding=1)
        x = F.instance_norm(x, weight=w[block + 2], bias=w[block + 3], eps=1e-5)
        x = F.avg_pool2d(activation(x), 2)
    return F.linear(x.flatten(1), w[8], w[9])


def gradient(x, w, activation, create_graph):
    loss = F.cross_entropy(logits(x, w, activation), torch.full((len(x),), LABEL))
    return torch.autograd.grad(loss, w, create_graph=create_graph)


def distance(synthetic, real):
    total = 0
    for s, r in zip(synthetic, real):
        if s.dim() > 1:
            s, r = s.flatten(1), r.flatten(1)
            total = total + (1 - (s * r).sum(1) / (s.norm(dim=1) * r.norm(dim=1) + 1e-6)).sum()
    return total


def case(name, activation):
    w = weights()
    real = torch.randn(REAL, 1, SIDE, SIDE).float().double()
    synthetic = torch.randn(SYNTHETIC, 1, SIDE, SIDE).float().double().requires_grad_()
    target = [g.detach() for g in gradient(real, w, activation, False)]
    value = distance(gradient(synthetic, w, activation, True), target)
    (pixels,) = torch.autograd.grad(value, synthetic)
    flat = lambda t: [float(f"{v:.9g}") for v in t.detach().flatten().tolist()]
    return {
        "activation": name,
        "weights": [v for t in w for v in flat(t)],
        "real": flat(real),
        "synthetic": flat(synthetic),
        "distance": value.item(),
        "gradient": flat(pixels),
    }


print(json.dumps([case("SIGMOID", torch.sigmoid), case("RELU", F.relu), case("LEAKY_RELU", F.leaky_relu)]))

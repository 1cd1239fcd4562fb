"""Golden values of the mosaic decoder and of characteristic functions, from PyTorch in float64.

Run with Debian's python3-torch (2.6 was used), from the module folder:

    /usr/bin/python3 src/test/python/beyond_golden.py \
        > src/test/resources/io/proxynas/condense/match/beyond-golden.json

Decoder: two stored images of 2x6x8, the four tiles of each enlarged by torch's bilinear
interpolation, and the gradient of a weighted sum of the result by autograd. Characteristic
functions: the loss of Wang et al. (CVPR 2025) on normalised embeddings, and its gradient with
respect to the synthetic embeddings by autograd.
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def rounded(shape):
    return torch.randn(shape).float().double()


def flat(tensor):
    return [float("%.9g" % value) for value in tensor.detach().flatten().tolist()]


def decoder():
    stored = rounded((2, 2, 6, 8)).requires_grad_()
    tiles = [stored[:, :, y : y + 3, x : x + 4] for y in (0, 3) for x in (0, 4)]
    decoded = torch.stack(
        [F.interpolate(t, size=(6, 8), mode="bilinear", align_corners=False) for t in tiles], dim=1
    )
    weights = rounded(decoded.shape)
    (decoded * weights).sum().backward()
    return {
        "stored": flat(stored),
        "decoded": flat(decoded),
        "weights": flat(weights),
        "gradient": flat(stored.grad),
    }


def characteristic(alpha):
    size, frequencies = 6, 5
    t = rounded((size, frequencies))
    real = rounded((7, size))
    synthetic = rounded((3, size)).requires_grad_()

    def function(rows):
        angles = F.normalize(rows, dim=1) @ t
        return angles.cos().mean(0), angles.sin().mean(0)

    re, im = function(real)
    re2, im2 = function(synthetic)
    norm, norm2 = (re**2 + im**2).sqrt(), (re2**2 + im2**2).sqrt()
    phase = 2 * (norm * norm2 - re * re2 - im * im2)
    loss = (alpha * (norm - norm2) ** 2 + (1 - alpha) * phase).sqrt().mean()
    loss.backward()
    return {
        "alpha": alpha,
        "frequencies": flat(t),
        "real": flat(real),
        "synthetic": flat(synthetic),
        "loss": float(loss),
        "gradient": flat(synthetic.grad),
    }


print(
    json.dumps(
        {"decoder": decoder(), "characteristic": [characteristic(a) for a in (0.5, 0.2, 1.0)]}
    )
)

#!/usr/bin/python3
"""How much less time do oneDNN's convolutions take in bfloat16 than in float32?

    bfloat16.py [ROUNDS]

Through PyTorch, on one thread: for the shapes of this project's networks the forward pass of a convolution, and that
with both gradients, in the faster of the memory layouts of each type. Standard output has one line a shape, separated
by tabs: images x channels x side, filter, microseconds in float32 and in bfloat16 and their ratio, forward; the same
of all three passes. Times are the best processor time of ROUNDS (200), type by type in turn.
"""

import sys
import time

import torch

SHAPES = [
    (25, 128, 14, 3),
    (25, 64, 16, 3),
    (25, 64, 7, 3),
    (25, 32, 28, 3),
    (25, 32, 16, 3),
    (25, 16, 28, 3),
    (25, 16, 14, 3),
    (25, 64, 7, 1),
    (25, 32, 14, 1),
    (25, 16, 28, 1),
]
TYPES = [torch.float32, torch.bfloat16]
LAYOUTS = [torch.contiguous_format, torch.channels_last]


class Case:
    """A convolution of one type in one layout."""

    def __init__(self, shape, kind, layout):
        images, channels, side, filters = shape
        self.convolution = torch.nn.Conv2d(channels, channels, filters, padding=filters // 2, bias=False)
        self.convolution = self.convolution.to(kind).to(memory_format=layout)
        self.images = torch.randn(images, channels, side, side).to(kind).contiguous(memory_format=layout)
        self.gradient = torch.randn(images, channels, side, side).to(kind).contiguous(memory_format=layout)
        self.images.requires_grad_()
        self.best = {self.forward: float("inf"), self.step: float("inf")}

    def forward(self):
        with torch.no_grad():
            self.convolution(self.images)

    def step(self):
        self.convolution.weight.grad = None
        self.images.grad = None
        self.convolution(self.images).backward(self.gradient)

    def measure(self):
        for work in self.best:
            start = time.process_time()
            work()
            self.best[work] = min(self.best[work], time.process_time() - start)


def best(cases, name):
    return 1e6 * min(seconds for case in cases for work, seconds in case.best.items() if work.__name__ == name)


def main():
    torch.set_num_threads(1)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for shape in SHAPES:
        cases = {kind: [Case(shape, kind, layout) for layout in LAYOUTS] for kind in TYPES}
        for _ in range(rounds):
            for of_type in cases.values():
                for case in of_type:
                    case.measure()
        figures = []
        for name in ["forward", "step"]:
            single, half = (best(cases[kind], name) for kind in TYPES)
            figures += ["%.0f" % single, "%.0f" % half, "%.2f" % (single / half)]
        print("%dx%dx%d\t%dx%d\t" % (shape[:3] + shape[3:] * 2) + "\t".join(figures), flush=True)


if __name__ == "__main__":
    main()

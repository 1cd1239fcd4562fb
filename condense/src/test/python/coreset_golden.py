#!/usr/bin/python3
"""Golden choices of herding and greedy k-center, straight from their definitions.

Herding: of all rows not yet chosen, the one that minimises ||mean(chosen + row) - mean(all)||.
K-center: first the row nearest to the mean, then the one that maximises the distance to its nearest
chosen row. Needs Debian's python3-scipy. Usage:

    /usr/bin/python3 coreset_golden.py > ../resources/io/proxynas/condense/coreset/coresets.json
"""

import json

import numpy as np
from scipy.spatial.distance import cdist


def herding(points, count):
    chosen = []
    for _ in range(count):
        rest = [i for i in range(len(points)) if i not in chosen]
        off = [np.linalg.norm(points[chosen + [i]].mean(0) - points.mean(0)) for i in rest]
        chosen.append(rest[int(np.argmin(off))])
    return chosen


def k_center(points, count):
    between = cdist(points, points)
    chosen = [int(np.argmin(cdist(points, points.mean(0, keepdims=True))))]
    while len(chosen) < count:
        chosen.append(int(np.argmax(between[:, chosen].min(1))))
    return chosen


def case(rows, size, count, seed):
    points = np.random.default_rng(seed).normal(size=(rows, size)).astype(np.float32)
    wide = points.astype(np.float64)
    return {
        "size": size,
        "points": [float(v) for v in points.ravel()],
        "herding": herding(wide, count),
        "kcenter": k_center(wide, count),
    }


print(json.dumps([case(12, 2, 12, 1), case(60, 3, 20, 2), case(90, 7, 45, 3)]))

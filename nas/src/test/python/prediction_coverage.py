"""How often does the truth lie within the deviation that io.proxynas.nas.calibrate tells?

    /usr/bin/python3 nas/src/test/python/prediction_coverage.py zc_nasbench301.json nas-bench-macro_cifar10.json

The tables of truth_scale.py; parts of the candidates that were not fitted whose truth lies within
one and two deviations of what is predicted (68 and 95 % of a normal distribution), of all and of
the tenth that is predicted best, means of 50 draws. Prints a Markdown table; ten seconds on one core.
"""

import sys

import numpy as np

import calibrate_replay as replay
from truth_scale import COUNTS, DRAWS, tables


def covered(model, truth, count, draw):
    at = np.random.default_rng([count, draw]).choice(len(truth), count, replace=False)
    mean, deviation = replay.unscaled(truth[at], *model.predict(at, truth[at]))
    rest = np.setdiff1d(np.arange(len(truth)), at)
    best = rest[np.argsort(-mean[rest])[: len(rest) // 10]]
    errors = np.abs(truth - mean) / deviation
    return [np.mean(errors[some] < reach) for some in (rest, best) for reach in (1, 2)]


def main(darts, macro):
    print("| table, truths | all: within 1 | 2 | the tenth predicted best: within 1 | 2 |\n|:--|--:|--:|--:|--:|")
    for name, model, truth in tables(replay.darts(darts), replay.macro(macro)):
        for count in COUNTS:
            parts = np.mean([covered(model, truth, count, draw) for draw in range(DRAWS)], 0)
            print("| %s, %d | %s |" % (name, count, " | ".join("%.0f %%" % (100 * p) for p in parts)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

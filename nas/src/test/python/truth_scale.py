"""On what scale should the truths of io.proxynas.nas.calibrate be fitted?

    /usr/bin/python3 nas/src/test/python/truth_scale.py zc_nasbench301.json nas-bench-macro_cifar10.json

Spearman's rho over all and within the better half of what was not fitted, means of 50 draws of 12
and 30 truths, with all scores on dm-ipc50 where the table has them. ConvNets and cells are the
tables of experiments, the files those of calibrate_replay.py. Prints a Markdown table; ten seconds
on one core.
"""

import sys

import numpy as np

import calibrate_replay as replay
from calibrate_replay import distance, within
from table_errors import Table, feature

DRAWS, COUNTS = 50, (12, 30)


def error(truths):
    """The logarithm of the error of an accuracy as a part or in percent."""
    return -np.log(1.005 - truths / (100 if truths.max() > 1 else 1))


SCALES = {
    "as they are, within 3": lambda t: within(3, t),
    "as they are, within 1": lambda t: within(1, t),
    "normal scores": feature,
    "logarithm of the error, within 3": lambda t: within(3, error(t)),
    "logarithm of the distance from the best": distance,
    "the same, within 3": lambda t: within(3, distance(t)),
    "**the same, within 2**": lambda t: within(2, distance(t)),
    "the same, within 1": lambda t: within(1, distance(t)),
}


def tables(darts, macro):
    some = np.random.default_rng(1).choice(len(macro[2]), 500, replace=False)
    for name in ("convnet", "nasbench201"):
        table = Table(name + ".csv")
        yield name, table.model("dm-ipc50"), table.truth
    for name, (columns, kinds, truth) in (("macro", replay.part(macro, some)), ("darts", darts)):
        yield name, replay.Calibrated(columns, kinds), truth


def cell(model, truth, count):
    def predict(at, known):
        return model.predict(at, known)[0]

    return np.mean([replay.one_draw(predict, truth, count, draw) for draw in range(DRAWS)], 0)


def main(darts, macro):
    all_tables = list(tables(replay.darts(darts), replay.macro(macro)))
    heads = ["%s, %d" % (name, count) for name, _, _ in all_tables for count in COUNTS]
    print("| scale | " + " | ".join(heads) + " |\n|:--" + "|--:" * len(heads) + "|")
    for name, scale in SCALES.items():
        replay.scaled = scale
        cells = ["%.2f / %.2f" % tuple(cell(m, t, count)) for _, m, t in all_tables for count in COUNTS]
        print("| %s | %s |" % (name, " | ".join(cells)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

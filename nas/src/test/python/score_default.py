"""Training loss or accuracy on a proxy: what orders networks as their full trainings do?

Spearman's rho of both with the truth, over all and within the better half, from the tables that come with the program,
and the difference with its bootstrap interval over the networks (2,000 draws, 95 %). Needs NumPy and SciPy. With the
public table of NAS-Bench-Macro, which does not come with the program, its networks too:

    python3 nas/src/test/python/score_default.py [nas-bench-macro_cifar10.json]
"""

import csv
import json
import pathlib
import sys

import numpy as np
from scipy.stats import spearmanr

TABLES = pathlib.Path(__file__).parents[4] / "experiments/src/main/resources/io/proxynas/experiments/replay"


def table(name):
    with open(TABLES / name, newline="") as file:
        return {row["architecture"]: row for row in csv.DictReader(file) if row["status"] == "measured"}


def rho(score, truth):
    return spearmanr(score, truth)[0]


def both(score, truth):
    half = truth >= np.median(truth)
    return np.array([rho(score, truth), rho(score[half], truth[half])])


def column(rows, networks, name, sign=1.0):
    return sign * np.array([float(rows[n][name]) for n in networks])


def compare(title, rows, networks, truth, proxy, epoch):
    accuracy = column(rows, networks, "%s:accuracy@%d" % (proxy, epoch))
    loss = column(rows, networks, "%s:training-loss@%d" % (proxy, epoch), -1.0)
    generator = np.random.default_rng(1)
    draws = []
    while len(draws) < 2000:
        i = generator.integers(0, len(truth), len(truth))
        draws.append(both(loss[i], truth[i]) - both(accuracy[i], truth[i]))
    low, high = np.nanpercentile(draws, [2.5, 97.5], axis=0)
    a, l = both(accuracy, truth), both(loss, truth)
    print("%-28s %-16s %3d epochs, n = %3d: accuracy %.2f / %.2f, training loss %.2f / %.2f, difference"
          " %.2f [%.2f, %.2f] / %.2f [%.2f, %.2f]" % (
              title, proxy, epoch, len(truth), a[0], a[1], l[0], l[1],
              l[0] - a[0], low[0], high[0], l[1] - a[1], low[1], high[1]))


def truths(rows, networks):
    columns = [c for c in next(iter(rows.values())) if c.startswith("full-") and c.endswith(":truth@5")]
    return np.mean([[float(rows[n][c]) for c in columns] for n in networks], axis=1)


def without_training(title, rows, networks, truth):
    for score in ["parameters", "flops", "synflow", "naswot"]:
        values = np.array([float(rows[n][score]) if rows[n][score] else np.nan for n in networks])
        known = np.isfinite(values)
        print("%-28s %-16s %.2f / %.2f" % ((title, score) + tuple(both(values[known], truth[known]))))


def longer_trainings(title, name, rows, networks, truth):
    for training, epochs in LONGER[name]:
        for epoch in epochs:
            compare(title, rows, networks, truth, training, epoch)


# Of the tables whose proxy trainings are longer: the trainings, and the epochs at which they are looked at.
LONGER = {
    "convnet-epochs.csv": [("dm-ipc50-e30", [10, 20, 30]), ("dm-ipc50-e100", [30, 100])],
    "nasbench201-epochs.csv": [("dm-ipc50-e30", [10, 20, 30]), ("random-ipc50-e30", [10, 20, 30])],
    "nasbench-macro-epochs.csv": [("dm-ipc50-e30", [10, 20, 30])],
}

for title, name, later in [
    ("ConvNets", "convnet.csv", "convnet-epochs.csv"),
    ("cells of NAS-Bench-201", "nasbench201.csv", "nasbench201-epochs.csv"),
]:
    rows = table(name)
    networks = list(rows)
    truth = truths(rows, networks)
    for proxy in ["dm-ipc50", "random-ipc50"]:
        compare(title, rows, networks, truth, proxy, 5)
    without_training(title, rows, networks, truth)
    longer = table(later)
    some = [n for n in networks if n in longer]
    truth = truths(rows, some)
    for proxy in sorted({training.rsplit("-", 1)[0] for training, _ in LONGER[later]}):
        compare(title, rows, some, truth, proxy, 5)
    longer_trainings(title, later, longer, some, truth)

if len(sys.argv) > 1:
    with open(sys.argv[1]) as file:
        public = json.load(file)
    title, name = "NAS-Bench-Macro", "nasbench-macro-epochs.csv"
    rows = table(name)
    networks = list(rows)
    truth = np.array([np.mean(public[n]["test_acc"]) for n in networks])
    compare(title, rows, networks, truth, "dm-ipc50", 5)
    longer_trainings(title, name, rows, networks, truth)
    without_training(title, rows, networks, truth)

"""How exact are the figures of a table that is a random sample of its space?

Spearman's rho with the truth, over all and within the better half, of scores and of the calibrated
ranking with 12 and 30 truths (means of 50 draws), each with its standard error: the deviation over
1,000 bootstrap samples of the networks, times sqrt(1 - n / N), since a sample of n of N networks
without repetition lacks only the others. Fits are held while the networks that judge are drawn.
Prints a Markdown table; needs NumPy, SciPy and scikit-learn, a minute on one core:

    /usr/bin/python3 nas/src/test/python/table_errors.py convnet.csv 720
"""

import csv
import pathlib
import sys

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata, spearmanr

from calibrate_replay import Calibrated, standardised

TABLES = pathlib.Path(__file__).parents[4] / "experiments/src/main/resources/io/proxynas/experiments/replay"
SIZES = ("parameters", "flops")
FREE = ("naswot", "synflow", "jacobian-covariance", "epe-nas", "gradient-norm")
PROXIES = ("dm-ipc50", "random-ipc50")
BOOTSTRAP, DRAWS = 1000, 50


class Table:
    """The scores as io.proxynas.experiments.replay.MeasuredCsv has them, more is better."""

    def __init__(self, name):
        with open(TABLES / name, newline="") as file:
            self.rows = [row for row in csv.DictReader(file) if row["status"] == "measured"]
        self.names = list(self.rows[0])
        full = [c for c in self.names if c.startswith("full-") and ":truth@" in c]
        last = max(int(c.split("@")[1]) for c in full)
        self.truth = np.mean([self.column(c) for c in full if c.endswith("@%d" % last)], axis=0)

    def column(self, name):
        return np.array([float(row[name]) if row[name] else np.nan for row in self.rows])

    def epochs(self, proxy):
        return max(int(c.split("@")[1]) for c in self.names if c.startswith(proxy + ":accuracy@"))

    def trained(self, proxy):
        epochs = range(1, self.epochs(proxy) + 1)
        losses = [-self.column("%s:training-loss@%d" % (proxy, e)) for e in epochs]
        return {
            "accuracy": self.column("%s:accuracy@%d" % (proxy, epochs[-1])),
            "validation loss": -self.column("%s:validation-loss@%d" % (proxy, epochs[-1])),
            "training loss": losses[-1],
            "sum of training losses": sum(losses),
        }

    def model(self, proxy):
        scores = [("TRAINED", s) for s in self.trained(proxy).values()]
        scores += [("SIZE", self.column(c)) for c in SIZES]
        scores += [("UNTRAINED", self.column(c)) for c in FREE if c in self.names]
        for decision in (c for c in self.names if c.startswith("decision:")):
            options = sorted({row[decision] for row in self.rows})
            for option in options if len(options) > 1 else []:
                scores.append(("DECISION", np.array([float(r[decision] == option) for r in self.rows])))
        return Calibrated(np.array([feature(s) for _, s in scores]), [kind for kind, _ in scores])


def feature(values):
    """Normal scores, as those of calibrate_replay; what is missing is the middle."""
    known = np.isfinite(values)
    scores = np.zeros(len(values))
    scores[known] = ndtri((rankdata(values[known]) - 0.5) / known.sum())
    return standardised(scores)


def both(score, truth):
    half = truth >= np.median(truth)
    return np.array([spearmanr(score, truth)[0], spearmanr(score[half], truth[half])[0]])


def mean_of(judged, truth, networks):
    """Means over predictions, each on those of some networks that it was not told."""
    return np.nanmean([both(p[networks[rest[networks]]], truth[networks[rest[networks]]]) for p, rest in judged], axis=0)


def line(name, judged, truth, size):
    n = len(truth)
    generator = np.random.default_rng(1)
    figures = mean_of(judged, truth, np.arange(n))
    drawn = [mean_of(judged, truth, generator.integers(0, n, n)) for _ in range(BOOTSTRAP)]
    errors = np.std(drawn, axis=0, ddof=1) * np.sqrt(1 - n / size)
    print("| %s | %.2f ± %.2f | %.2f ± %.2f |" % (name, figures[0], errors[0], figures[1], errors[1]), flush=True)


def calibrated(table, proxy, count):
    model = table.model(proxy)
    judged = []
    for draw in range(DRAWS):
        at = np.random.default_rng([count, draw]).choice(len(table.truth), count, replace=False)
        rest = np.ones(len(table.truth), bool)
        rest[at] = False
        judged.append((model.predict(at, table.truth[at])[0], rest))
    return judged


def main(name, size):
    table = Table(name)
    print("| %d of %d networks, by | over all | better half |\n|:--|--:|--:|" % (len(table.truth), size))
    scores = {p + ", " + s: table.trained(p)[s] for p in PROXIES for s in ("accuracy", "training loss")}
    scores.update({s: table.column(s) for s in ("naswot", "synflow", "parameters") if s in table.names})
    for title, score in scores.items():
        known = np.isfinite(score)
        line(title, [(score[known], np.ones(known.sum(), bool))], table.truth[known], size)
    for proxy in PROXIES:
        for count in (12, 30):
            line("calibrated by %d, with %s" % (count, proxy), calibrated(table, proxy, count), table.truth, size)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

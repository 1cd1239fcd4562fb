"""Successive halving: do promoted candidates go on from their weights, or are they trained anew? And what does scoring
them on validation images cost, where the training loss promotes?

Going on needs one schedule for all rungs, that of the last: a rung then sees an unfinished training ("cut"). Training
anew lets the learning rate fall to zero within each rung ("own"), and costs more. Both score on every rung; where the
training loss promotes, scoring on the last rung is enough ("unscored": as "cut", for less work). "Full" is without
halving. From tables (docs/table.md) that have a training of each rung's epochs beside that of the last rung, on the same networks:

1. how each orders the networks: Spearman's rho of a rung's score with the accuracy at the end of the last rung and with
   the truth, over all and within the better half; the difference cut - own with its bootstrap interval over the networks
   (2,000 draws, 95 %);
2. asynchronous successive halving by each, replayed in random orders of the networks: its work as a fraction of all
   trainings in full, rho of its ranking with that of the last rung, and what its first choice lacks of the best truth;
   of all candidates, and of as many as the same work is enough for. Intervals are over 200 bootstrap draws of networks.

The truth, the mean accuracy of trainings on the full data, is from the tables that come with the program. Needs NumPy
and SciPy:

    python3 nas/src/test/python/halving_schedule.py TABLE TRUTH PROXY 1,2,5 ...

TABLE is a folder of `nas-search table`, or - for the program's own table, whose networks have no training of their own
of a lower rung; TRUTH is convnet or nasbench201, PROXY the set as in dm-ipc50; four arguments for each comparison. A
training of the last rung that TABLE lacks is taken from the program's tables. With TRUTH none the accuracy at the end
of the last rung stands for the truth.
"""

import bisect
import csv
import pathlib
import sys

import numpy as np
from scipy.stats import rankdata, spearmanr

TABLES = pathlib.Path(__file__).parents[4] / "experiments/src/main/resources/io/proxynas/experiments/replay"
SCORES = {"accuracy": ("accuracy", 1), "training loss": ("training-loss", -1)}
VALIDATION = 1000  # half of the split ranks
IMAGES = 500
FACTOR = 3


def table(file):
    with open(file, newline="") as lines:
        return {row["architecture"]: row for row in csv.DictReader(lines) if row["status"] == "measured"}


class Rungs:
    """Scores on every rung by one way, as arrays over the networks; more is better."""

    def __init__(self, values, work):
        self.values = values
        self.work = work  # of a candidate on each rung, in forward passes of an image


def training(rows, proxy, epochs):
    """The name of the training of so many epochs; the plain recipe's has none in its name."""
    name = "%s-e%d" % (proxy, epochs)
    columns = next(iter(rows.values()))
    return name if any(c.startswith(name + ":") for c in columns) else proxy


def column(rows, networks, name):
    return np.array([float(rows[n][name]) for n in networks])


def ways(rows, networks, proxy, rungs, score):
    word, sign = SCORES[score]
    last = training(rows, proxy, rungs[-1])
    cut = [sign * column(rows, networks, "%s:%s@%d" % (last, word, e)) for e in rungs]
    anew = [3 * IMAGES * e + VALIDATION for e in rungs]
    before = [0] + rungs[:-1]
    going = [3 * IMAGES * (e - b) + VALIDATION for e, b in zip(rungs, before)]
    every = {"full": Rungs(cut[-1:], anew[-1:])}
    if all(training(rows, proxy, e) != proxy for e in rungs[:-1]):
        own = [sign * column(rows, networks, "%s:%s@%d" % (training(rows, proxy, e), word, e)) for e in rungs]
        every["own"] = Rungs(own, anew)
    every["cut"] = Rungs(cut, going)
    alone = [w - VALIDATION for w in going[:-1]] + going[-1:]
    if word == "training-loss":
        every["unscored"] = Rungs(cut, alone)
    return every


def rho(score, target):
    return spearmanr(score, target)[0]


def both(score, target):
    half = target >= np.median(target)
    return np.array([rho(score, target), rho(score[half], target[half])])


def agreement(own, cut, target):
    generator = np.random.default_rng(1)
    draws = []
    while len(draws) < 2000:
        i = generator.integers(0, len(target), len(target))
        draws.append(both(cut[i], target[i]) - both(own[i], target[i]))
    low, high = np.nanpercentile(draws, [2.5, 97.5], axis=0)
    o, c = both(own, target), both(cut, target)
    return "own %.2f / %.2f, cut %.2f / %.2f, difference %+.2f [%+.2f, %+.2f] / %+.2f [%+.2f, %+.2f]" % (
        o[0], o[1], c[0], c[1], c[0] - o[0], low[0], high[0], c[1] - o[1], low[1], high[1])


def halve(way, order, budget):
    """Replays halving, promoting before beginning anew, until the budget is spent; who is on which rung, the best
    first, and the work."""
    rungs = len(way.values)
    on = [[] for _ in range(rungs)]
    promoted = [set() for _ in range(rungs)]
    begun = 0
    spent = 0
    while True:
        chosen = None
        for k in range(rungs - 2, -1, -1):
            first = on[k][: len(on[k]) // FACTOR]
            waiting = [n for n in first if n not in promoted[k]]
            if waiting:
                chosen = (waiting[0], k)
                break
        if chosen:
            network, rung = chosen[0], chosen[1] + 1
        elif begun < len(order):
            network, rung = order[begun], 0
        else:
            return on, spent
        if spent + way.work[rung] > budget:
            return on, spent
        if chosen:
            promoted[rung - 1].add(network)
        else:
            begun += 1
        spent += way.work[rung]
        bisect.insort(on[rung], network, key=lambda n: -way.values[rung][n])


def places(way, on):
    """The ranking, the best first: any on a higher rung before those on a lower."""
    ranking, seen = [], set()
    for k in range(len(on) - 1, -1, -1):
        here = [n for n in on[k] if n not in seen]
        ranking += here
        seen.update(here)
    return ranking


def replay(way, order, last, truth, budget):
    """One order: work in forward passes, candidates, those in full, rho with the last rung, and what the first choice
    lacks of the best network's truth, in points."""
    on, spent = halve(way, order, budget)
    ranking = places(way, on)
    agrees = rho(-np.arange(len(ranking)), last[ranking]) if len(set(ranking)) > 2 else np.nan
    return [spent, len(on[0]), len(on[-1]), agrees, 100 * (truth.max() - truth[ranking[0]])]


def restricted(way, some):
    return Rungs([values[some] for values in way.values], way.work)


def race(way, truth, budget, draws):
    """The ways on the same draws of networks and orders; means, and the interval of what each differs from the one
    before it over the draws."""
    generator = np.random.default_rng(2)
    n = len(truth)
    means, differences = [], []
    for draw in range(draws + 1):
        some = np.arange(n) if draw == 0 else generator.integers(0, n, n)
        orders = [list(generator.permutation(n)) for _ in range(100 if draw == 0 else 5)]
        each = []
        for rungs in way.values():
            drawn = restricted(rungs, some)
            rows = [replay(drawn, order, drawn.values[-1], truth[some], budget) for order in orders]
            each.append(np.nanmean(rows, axis=0))
        if draw == 0:
            means = np.array(each)
        else:
            differences.append(np.diff(each, axis=0))
    return means, np.nanpercentile(differences, [2.5, 97.5], axis=0)


def tell(score, way, truth, share, draws=200):
    full = len(truth) * way["full"].work[-1]
    means, (low, high) = race(way, truth, share * full, draws)
    title = "all candidates" if share >= 1 else "work <= %.2f" % share
    for name, mean in zip(way, means):
        print("%-13s halving, %s, %s: work %.2f, candidates %.1f, in full %.1f, rho with the last rung %.3f, first choice"
              " lacks %.2f points" % (score, title, name, mean[0] / full, mean[1], mean[2], mean[3], mean[4]))
    names = list(way)
    for k, difference in enumerate(np.diff(means, axis=0)):
        print("%-13s halving, %s, %s - %s: rho %+.3f [%+.3f, %+.3f], lacks %+.2f [%+.2f, %+.2f] points" % (
            score, title, names[k + 1], names[k], difference[3], low[k][3], high[k][3], difference[4], low[k][4], high[k][4]))


def joined(rows, name, last):
    """With the columns of the program's tables of the space that have the truth or the last rung's training."""
    shipped = [table(file) for file in sorted(TABLES.glob(name + "*.csv"))]
    wanted = [t for t in shipped if any(c.startswith(("full-", last)) for c in next(iter(t.values())))]
    networks = [n for n in rows if all(n in t for t in wanted)]
    return {n: {c: v for t in wanted + [rows] for c, v in t[n].items()} for n in networks}


def own_table(name, proxy, epochs):
    """The program's table of a space that has a training of so many epochs."""
    for file in sorted(TABLES.glob(name + "*.csv"), reverse=True):
        rows = table(file)
        if "%s:accuracy@%d" % (training(rows, proxy, epochs), epochs) in next(iter(rows.values())):
            return rows
    raise SystemExit("no table of %s has %d epochs on %s" % (name, epochs, proxy))


def compare(folder, truth_name, proxy, rungs):
    rows = own_table(truth_name, proxy, rungs[-1]) if folder == "-" else table(pathlib.Path(folder) / "table.csv")
    if truth_name != "none":
        rows = joined(rows, truth_name, "%s-e%d:" % (proxy, rungs[-1]))
    networks = list(rows)
    truths = [c for c in next(iter(rows.values())) if c.startswith("full-") and c.endswith(":truth@5")]
    if not truths:
        truths = ["%s:accuracy@%d" % (training(rows, proxy, rungs[-1]), rungs[-1])]
    truth = np.mean([column(rows, networks, c) for c in truths], axis=0)
    print("## %s, %s, rungs of %s epochs, %d networks" % (truth_name, proxy, rungs, len(networks)))
    for score in SCORES:
        way = ways(rows, networks, proxy, rungs, score)
        last = way["full"].values[-1]
        for k, epochs in enumerate(rungs[:-1]):
            for name, target in [("last rung's", last), ("truth", truth)]:
                at = score, epochs, name
                if "own" in way:
                    told = agreement(way["own"].values[k], way["cut"].values[k], target)
                    print("%-13s epoch %2d, with %-11s: %s" % (at + (told,)))
                else:
                    print("%-13s epoch %2d, with %-11s: cut %.2f / %.2f" % (at + tuple(both(way["cut"].values[k], target))))
        print("%-13s last rung, with truth: %.2f / %.2f" % ((score,) + tuple(both(last, truth))))
        for share in [1, 0.3]:
            tell(score, way, truth, share)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    for i in range(0, len(arguments), 4):
        folder, truth_name, proxy, rungs = arguments[i : i + 4]
        compare(folder, truth_name, proxy, [int(e) for e in rungs.split(",")])

"""Replays the choices of io.proxynas.nas.calibrate on public tables; prints two Markdown tables.

    /usr/bin/python3 nas/src/test/python/calibrate_replay.py zc_nasbench301.json nas-bench-macro_cifar10.json

The first: Spearman's rho over all and within the better half of what was not fitted, by regressions
on the same features, means of 50 draws. The second: regret in points after 12 and 20 trainings by
policies that choose what to train, pools of 200, means of 40 repeats. The files are those of NASLib
(branch benchmarks) and of xiusu/NAS-Bench-Macro. Of the latter 500 networks are drawn for the first
table; its scores are parameters, FLOPs and the decisions. About four minutes on one core.
"""

import json
import sys

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata, spearmanr
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import Ridge

NOISES, SLOPE, SLOPE_VARIANCE, LENGTH = (0.1, 0.3, 1.0), 1.0, 0.25, 2.0


def standardised(x):
    return (x - x.mean()) / (x.std() or 1)


def unit(truths):
    """How far the median is from the best."""
    return truths.max() - np.median(truths) or np.ptp(truths) or 1


def distance(truths):
    """The logarithm of the distance from the best, and that of the median as 1."""
    return -np.log1p((truths.max() - truths) / unit(truths))


def within(deviations, values):
    """At most so many deviations, by the median absolute one, from the median."""
    median = np.median(values)
    reach = deviations * 1.4826 * np.median(np.abs(values - median)) or np.inf
    return np.clip(values, median - reach, median + reach)


def scaled(truths):
    """On the scale of TruthScale, before it is standardised."""
    return within(2, distance(truths))


def unscaled(truths, mean, deviation):
    """Medians and deviations in units of the truths, from those on the standardised scale."""
    values = scaled(truths)
    far = np.exp(-(values.mean() + values.std() * mean))
    return truths.max() - unit(truths) * (far - 1), unit(truths) * values.std() * far * deviation


def feature(values):
    return standardised(ndtri((rankdata(values) - 0.5) / len(values)))


def darts(path):
    table = json.load(open(path))["nasbench301"]["cifar10"]
    rows = list(table.values())
    names = [n for n in rows[0] if n != "val_accuracy"]
    kinds = ["SIZE" if n in ("flops", "params") else "UNTRAINED" for n in names]
    columns = [feature([r[n] for r in rows]) for n in names]
    return np.array(columns), kinds, np.array([r["val_accuracy"] for r in rows])


def macro(path):
    table = json.load(open(path))
    ids = sorted(table)
    columns = [feature([table[i][n] for i in ids]) for n in ("params", "flops")]
    for layer in range(8):
        columns += [feature([float(i[layer] == o) for i in ids]) for o in "012"]
    truth = np.array([table[i]["mean_acc"] for i in ids])
    return np.array(columns), ["SIZE"] * 2 + ["DECISION"] * 24, truth


def part(table, places):
    return table[0][:, places], table[1], table[2][places]


class Calibrated:
    """CalibratedRanking, by inverses."""

    def __init__(self, columns, kinds):
        kinds = np.array(kinds)
        present = list(dict.fromkeys(kinds))
        self.kernel = 1.0
        for kind in present:
            x = columns[kinds == kind].T
            square = (x**2).sum(1)
            distance = np.maximum(square[:, None] + square - 2 * x @ x.T, 0) / x.shape[1]
            self.kernel = self.kernel + np.exp(-distance / (2 * LENGTH**2))
        opinions = [columns[kinds == k] for k in present if k != "DECISION"]
        self.belief = standardised(sum(o.mean(0) for o in opinions))
        self.priors = [(np.zeros(columns.shape[1]), 1.0), (self.belief, 1.0)]
        for scores in opinions:
            self.priors.append((standardised(scores.mean(0)), 1.0))
            self.priors += [(s, 1 / len(scores)) for s in scores]

    def predict(self, at, truths):
        """Means and deviations in units of the standardised truths."""
        t = standardised(scaled(truths))
        k = self.kernel[:, at]
        means, variances, masses = [], [], []
        for noise in NOISES:
            c = self.kernel[np.ix_(at, at)] + noise * np.eye(len(at))
            inverse = np.linalg.inv(c)
            left = np.diag(self.kernel) - np.einsum("ij,jk,ik->i", k, inverse, k)
            for p, mass in self.priors:
                s = SLOPE_VARIANCE if p.any() else 0
                mu = SLOPE if p.any() else 0
                r = t - mu * p[at]
                o = inverse @ p[at]
                stretch = 1 + s * p[at] @ o
                w = inverse @ r - s * o * (o @ r) / stretch
                means.append((mu + s * p[at] @ w) * p + k @ w)
                variances.append(left + s / stretch * (p - k @ o) ** 2)
                log_det = np.linalg.slogdet(c)[1] + np.log(stretch)
                masses.append(np.log(mass) - (r @ w + log_det) / 2)
        weights = np.exp(np.array(masses) - max(masses))
        weights /= weights.sum()
        mean = weights @ np.array(means)
        variance = weights @ (np.array(variances) + np.array(means) ** 2) - mean**2
        return mean, np.sqrt(np.maximum(variance, 0))


def regressions(table):
    columns, kinds, _ = table
    model = Calibrated(columns, kinds)

    def by(regressor):
        return lambda at, t: regressor.fit(columns.T[at], standardised(t)).predict(columns.T)

    def best(at, t):
        rho = [spearmanr(c[at], t)[0] if k != "DECISION" else 0 for c, k in zip(columns, kinds)]
        i = int(np.nanargmax(np.abs(rho)))
        return np.sign(rho[i]) * columns[i]

    yield "calibrated", lambda at, t: model.predict(at, t)[0]
    yield "prior alone", lambda at, t: model.belief
    yield "best score by the same truths", best
    yield "ridge, λ 10", by(Ridge(10))
    yield "random forest", by(RandomForestRegressor(100, min_samples_leaf=2, random_state=0))
    yield "gradient-boosted trees", by(GradientBoostingRegressor(max_depth=3, random_state=0))


def rho_table(tables, counts=(8, 12, 20, 30, 50), draws=50):
    print("| regression | " + " | ".join(f"{n} {m}" for n in tables for m in counts) + " |")
    print("|---" * (1 + len(tables) * len(counts)) + "|")
    lines = {}
    for table in tables.values():
        for name, predict in regressions(table):
            for m in counts:
                cell = np.mean([one_draw(predict, table[2], m, d) for d in range(draws)], 0)
                lines.setdefault(name, []).append("%.2f/%.2f" % tuple(cell))
    for name, cells in lines.items():
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def one_draw(predict, truths, m, draw):
    at = np.random.default_rng([m, draw]).choice(len(truths), m, replace=False)
    predicted = predict(at, truths[at])
    rest = np.setdiff1d(np.arange(len(truths)), at)
    half = rest[np.argsort(-truths[rest])[: len(rest) // 2]]
    return [spearmanr(predicted[r], truths[r])[0] for r in (rest, half)]


def chosen(policy, table, count, rng):
    """The places that a policy trains. It is a pair of openings (prior, spread) and a cycle of rules."""
    (prior, spread), cycle = policy
    model = Calibrated(table[0], table[1])
    known = []
    for turn in range(count):
        free = np.setdiff1d(np.arange(len(table[2])), known)
        rule = "prior" if turn < prior else "spread" if turn < prior + spread else None
        rule = rule or cycle[(turn - prior - spread) % len(cycle)]
        if rule in ("model", "ucb", "unsure", "thompson"):
            mean, deviation = model.predict(np.array(known), table[2][known])
            mean, deviation = mean[free], deviation[free]
            value = {"model": mean, "ucb": mean + 2 * deviation, "unsure": deviation,
                     "thompson": mean + deviation * rng.normal(size=len(free))}[rule]
        elif rule == "spread" and known:
            value = -model.kernel[np.ix_(free, known)].max(1)
        else:
            value = rng.random(len(free)) if rule == "random" else model.belief[free]
        known.append(int(free[np.argmax(value)]))
    return known


POLICIES = {
    "random": ((0, 0), ["random"]),
    "top of the prior": ((0, 0), ["prior"]),
    "8 spread, then UCB (mean + 2 deviations)": ((0, 8), ["ucb"]),
    "8 spread, then Thompson": ((0, 8), ["thompson"]),
    "3 prior, 4 spread, then the model's best": ((3, 4), ["model"]),
    "3, 4, then by turns the model's best and the most uncertain": ((3, 4), ["model", "unsure"]),
    "3, 4, then by turns the model's best and UCB": ((3, 4), ["model", "ucb"]),
    "**3, 4, then by turns the model's best and the next of the prior**": ((3, 4), ["model", "prior"]),
    "the same with 5 and 3": ((5, 3), ["model", "prior"]),
    "the same with 2 and 6": ((2, 6), ["model", "prior"]),
}


def regret_table(tables, pool=200, repeats=40):
    print("\n| policy | " + " | ".join(f"{n} {m}" for n in tables for m in (12, 20)) + " |")
    print("|---" * (1 + 2 * len(tables)) + "|")
    for name, policy in POLICIES.items():
        cells = []
        for table in tables.values():
            regrets = []
            for repeat in range(repeats):
                rng = np.random.default_rng([7, repeat])
                some = part(table, rng.choice(len(table[2]), pool, replace=False))
                found = some[2][chosen(policy, some, 20, rng)]
                regrets.append([some[2].max() - found[:m].max() for m in (12, 20)])
            cells += ["%.3f" % r for r in np.mean(regrets, 0)]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    DARTS, MACRO = darts(sys.argv[1]), macro(sys.argv[2])
    SOME = part(MACRO, np.random.default_rng(1).choice(len(MACRO[2]), 500, replace=False))
    rho_table({"DARTS": DARTS, "Macro": SOME})
    regret_table({"DARTS": DARTS, "Macro": MACRO})

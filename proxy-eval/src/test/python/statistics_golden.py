"""Writes golden values of SciPy for the tests of io.proxynas.eval.stat.

    /usr/bin/python3 proxy-eval/src/test/python/statistics_golden.py

Made with SciPy 1.15.3. Each line of correlations.csv: name;x;y;pearson;spearman;kendall, vectors
with commas. Each line of bootstrap.csv: name;x;y;spearman low;high;kendall low;high, percentile
intervals at 95 % of paired resamples. Each line of fisher.csv: name;x;y;spearman low;high, by Fisher's transformation at 95 %. The lines of difference.csv come in twos, the first
score and the second on the same candidates: name;score;truth;low;high of the difference of their
Spearman correlations. Each line of ceiling.csv: name;first seed;second seed;reliability;ceiling.
Each line of normal.csv: p;quantile.
"""

from pathlib import Path

import numpy as np
from scipy import stats

OUT = Path(__file__).parent.parent / "resources/io/proxynas/eval/stat"


def text(vector):
    return ",".join(repr(float(v)) for v in vector)


def correlation_cases():
    rng = np.random.default_rng(1)
    yield "three", [1, 2, 3], [1, 3, 2]
    yield "ties in x", [1, 1, 2, 3], [4, 3, 2, 1]
    yield "ties in both", [1, 1, 2, 2, 3], [1, 2, 2, 2, 5]
    yield "one apart", [0, 0, 0, 0, 1], [0, 0, 0, 1, 0]
    yield "negative zero", [-0.0, 0.0, 1, 2], [3, 1, 2, 5]
    yield "falling", [5, 4, 3, 2, 1], [1, 2, 3, 4, 5]
    for n in (4, 12, 40):
        x = rng.normal(size=n).round(3)
        yield f"normal {n}", x, (0.6 * x + rng.normal(size=n)).round(3)
        yield f"tied {n}", rng.integers(0, 4, n), rng.integers(0, 5, n)
    accuracy = np.round(rng.uniform(0.5, 0.9, 30), 2)
    yield "accuracies", accuracy, np.round(accuracy + rng.normal(0, 0.05, 30), 2)


def rowwise_spearman(x, y, axis=-1):
    a, b = stats.rankdata(x, axis=axis), stats.rankdata(y, axis=axis)
    a = a - a.mean(axis=axis, keepdims=True)
    b = b - b.mean(axis=axis, keepdims=True)
    return (a * b).sum(axis) / np.sqrt((a * a).sum(axis) * (b * b).sum(axis))


def rowwise_kendall(x, y, axis=-1):
    a = np.sign(x[..., :, None] - x[..., None, :])
    b = np.sign(y[..., :, None] - y[..., None, :])
    both = (-2, -1)
    return (a * b).sum(both) / np.sqrt((a * a).sum(both) * (b * b).sum(both))


def bounds(x, y, statistic):
    result = stats.bootstrap(
        (x, y), statistic, paired=True, vectorized=True, method="percentile",
        n_resamples=200_000, batch=20_000, random_state=2)
    return f"{float(result.confidence_interval.low)!r};{float(result.confidence_interval.high)!r}"


def fisher_spearman(x, y):
    """Bonett and Wright 2000, which SciPy does not have."""
    rho = stats.spearmanr(x, y)[0]
    half = stats.norm.ppf(0.975) * np.sqrt((1 + rho**2 / 2) / (len(x) - 3))
    return np.tanh(np.arctanh(rho) - half), np.tanh(np.arctanh(rho) + half)


def difference_bounds(first, second, truth):
    def difference(a, b, y, axis=-1):
        return rowwise_spearman(a, y, axis) - rowwise_spearman(b, y, axis)

    result = stats.bootstrap(
        (first, second, truth), difference, paired=True, vectorized=True, method="percentile",
        n_resamples=200_000, batch=20_000, random_state=4)
    return result.confidence_interval


def fields(*values):
    return ";".join(repr(float(v)) for v in values)


def write_fisher():
    with open(OUT / "fisher.csv", "w") as out:
        for name, x, y in correlation_cases():
            x, y = np.asarray(x, float), np.asarray(y, float)
            if len(x) > 3 and abs(stats.spearmanr(x, y)[0]) < 1 - 1e-9:
                out.write(f"{name};{text(x)};{text(y)};{fields(*fisher_spearman(x, y))}\n")


def write_differences():
    rng = np.random.default_rng(5)
    with open(OUT / "difference.csv", "w") as out:
        for n, noise in ((12, (0.4, 2.0)), (36, (0.5, 0.8)), (36, (0.5, 3.0))):
            truth = rng.normal(size=n).round(3)
            scores = [(truth + s * rng.normal(size=n)).round(3) for s in noise]
            bounds_ = difference_bounds(*scores, truth)
            for score in scores:
                out.write(f"n {n} noise {noise};{text(score)};{text(truth)};{fields(*bounds_)}\n")


def write_ceilings():
    rng = np.random.default_rng(6)
    with open(OUT / "ceiling.csv", "w") as out:
        for n, noise in ((12, 0.1), (30, 0.5), (60, 1.5)):
            true = rng.normal(size=n)
            seeds = [(true + noise * rng.normal(size=n)).round(3) for _ in range(2)]
            r = stats.spearmanr(*seeds)[0]
            out.write(f"n {n};{text(seeds[0])};{text(seeds[1])};{fields(r, np.sqrt(2 * r / (1 + r)))}\n")


def write_quantiles():
    with open(OUT / "normal.csv", "w") as out:
        for p in (1e-14, 1e-6, 0.001, 0.025, 0.07, 0.08, 0.3, 0.5, 0.6, 0.9, 0.95, 0.975, 0.995, 1 - 1e-9):
            out.write(f"{fields(p, stats.norm.ppf(p))}\n")


def main():
    write_fisher()
    write_differences()
    write_ceilings()
    write_quantiles()
    with open(OUT / "correlations.csv", "w") as out:
        for name, x, y in correlation_cases():
            x, y = np.asarray(x, float), np.asarray(y, float)
            values = (stats.pearsonr(x, y)[0], stats.spearmanr(x, y)[0], stats.kendalltau(x, y)[0])
            out.write(";".join([name, text(x), text(y), *(repr(float(v)) for v in values)]) + "\n")
    rng = np.random.default_rng(3)
    with open(OUT / "bootstrap.csv", "w") as out:
        for n, slope in ((12, 1.5), (12, 0), (36, 1)):
            x = rng.normal(size=n).round(3)
            y = (slope * x + rng.normal(size=n)).round(3)
            out.write(";".join([f"n {n} slope {slope}", text(x), text(y),
                                bounds(x, y, rowwise_spearman), bounds(x, y, rowwise_kendall)]) + "\n")


main()

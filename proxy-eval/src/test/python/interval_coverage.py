"""Measures how the percentile bootstrap interval and the verdict's rule behave at small n: the
figures of docs/results/intervals.md. A search of 200 candidates with normal scores, of which k are
drawn, one from each of k strata of the proxy's ranking, or all at random from the whole ("simple",
for comparison); the truth is Spearman's rho of all 200.

    /usr/bin/python3 proxy-eval/src/test/python/interval_coverage.py
"""

import numpy as np
from scipy.stats import rankdata

CANDIDATES, TRIALS, RESAMPLES = 200, 2000, 500


def spearman(x, y):
    a, b = rankdata(x, axis=-1), rankdata(y, axis=-1)
    a = a - a.mean(axis=-1, keepdims=True)
    b = b - b.mean(axis=-1, keepdims=True)
    return (a * b).sum(-1) / np.sqrt((a * a).sum(-1) * (b * b).sum(-1))


def stratified(rng, x, k):
    order = np.argsort(-x)
    edges = np.arange(k + 1) * CANDIDATES // k
    return order[[rng.integers(a, b) for a, b in zip(edges, edges[1:])]]


def simple(rng, x, k):
    return rng.choice(CANDIDATES, k, replace=False)


def trial(rng, design, k, correlation):
    x = rng.normal(size=CANDIDATES)
    y = correlation * x + np.sqrt(1 - correlation**2) * rng.normal(size=CANDIDATES)
    drawn = design(rng, x, k)
    resample = drawn[rng.integers(0, k, (RESAMPLES, k))]
    low, high = np.nanpercentile(spearman(x[resample], y[resample]), (2.5, 97.5))
    return spearman(x, y), spearman(x[drawn], y[drawn]), low, high


def main():
    print("design     k   mean rho  mean estimate  coverage  low > 0  low >= 0.5  mean width")
    for design, k in ((stratified, 12), (stratified, 24), (simple, 12)):
        for correlation in (0, 0.3, 0.6, 0.8, 0.95):
            rng = np.random.default_rng(1)
            truth, value, low, high = np.array(
                [trial(rng, design, k, correlation) for _ in range(TRIALS)]).T
            covered = ((low <= truth) & (truth <= high)).mean()
            print(f"{design.__name__:<10} {k:<3} {truth.mean():8.2f} {value.mean():14.2f} {covered:9.1%} "
                  f"{(low > 0).mean():8.1%} {(low >= 0.5).mean():11.1%} {(high - low).mean():11.2f}")


main()

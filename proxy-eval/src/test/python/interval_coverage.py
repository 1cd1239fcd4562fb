"""Measures how the percentile bootstrap interval and the verdict's rule behave at small n: the
figures of docs/results/intervals.md. A search of 200 candidates with normal scores, of which k are
drawn, one from each of k strata of the proxy's ranking, or all at random from the whole ("simple",
for comparison); the truth is Spearman's rho of all 200. The better half of a stratified sample is
its first (k + 1) / 2 candidates, and the truth there Spearman's rho of the first 100.

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


def better_half(rng, x, k):
    return stratified(rng, x, k)[:(k + 1) // 2]


def trial(rng, design, k, correlation):
    x = rng.normal(size=CANDIDATES)
    y = correlation * x + np.sqrt(1 - correlation**2) * rng.normal(size=CANDIDATES)
    drawn = design(rng, x, k)
    n = len(drawn)
    resample = drawn[rng.integers(0, n, (RESAMPLES, n))]
    with np.errstate(invalid="ignore"):  # a resample of one candidate alone has none
        low, high = np.nanpercentile(spearman(x[resample], y[resample]), (2.5, 97.5))
    judged = np.argsort(-x)[:CANDIDATES // 2] if design is better_half else slice(None)
    return spearman(x[judged], y[judged]), spearman(x[drawn], y[drawn]), low, high


def main():
    print("design      k   mean rho  mean estimate  coverage  low > 0  low >= 0.5  mean width")
    samples = [(stratified, 12), (stratified, 24), (simple, 12)]
    for design, k in samples + [(better_half, k) for k in (7, 9, 11, 13, 15, 23, 47)]:
        for correlation in (0, 0.6, 0.8, 0.88, 0.95) if design is better_half else (0, 0.3, 0.6, 0.8, 0.95):
            rng = np.random.default_rng(1)
            truth, value, low, high = np.array(
                [trial(rng, design, k, correlation) for _ in range(TRIALS)]).T
            covered = ((low <= truth) & (truth <= high)).mean()
            print(f"{design.__name__:<11} {k:<3} {truth.mean():8.2f} {value.mean():14.2f} {covered:9.1%} "
                  f"{(low > 0).mean():8.1%} {(low >= 0.5).mean():11.1%} {(high - low).mean():11.2f}")


main()

"""Writes golden values of scikit-learn's GaussianProcessRegressor for io.proxynas.nas.calibrate.

    /usr/bin/python3 nas/src/test/python/calibrate_golden.py > nas/src/test/resources/io/proxynas/nas/calibrate/golden.json

Made with scikit-learn 1.4.2. Each case has the scores of all
candidates by kind, the places and truths of those observed, and of each process its prior, noise
and log marginal likelihood, then the means and deviations of the average of all processes. Kernels
are fixed: nothing is optimised. The slope of a prior is a linear kernel.
"""

import json

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, Kernel

from calibrate_replay import scaled, standardised, unscaled

LENGTH, NOISES, SLOPE, SLOPE_VARIANCE = 2.0, (0.1, 0.3, 1.0), 1.0, 0.25


class Columns(Kernel):
    """A kernel that sees some of the columns alone."""

    def __init__(self, kernel, columns):
        self.kernel = kernel
        self.columns = columns

    def __call__(self, x, y=None, eval_gradient=False):
        return self.kernel(x[:, self.columns], None if y is None else y[:, self.columns])

    def diag(self, x):
        return self.kernel.diag(x[:, self.columns])

    def is_stationary(self):
        return False


def priors(columns, kinds):
    """Pairs of values and mass."""
    opinions = [k for k in ("TRAINED", "UNTRAINED", "SIZE") if k in kinds]
    of = {k: [c for c, kind in zip(columns, kinds) if kind == k] for k in opinions}
    yield np.zeros(len(columns[0])), 1.0
    if opinions:
        yield standardised(sum(np.mean(of[k], axis=0) for k in opinions)), 1.0
    for kind in opinions:
        yield standardised(np.mean(of[kind], axis=0)), 1.0
        if len(of[kind]) > 1:
            for column in of[kind]:
                yield column, 1 / len(of[kind])


def case(name, rng, n, kinds, m):
    scores = [rng.normal(size=n).round(2) for _ in kinds]
    scores = [(s > 0).astype(float) if k == "DECISION" else s for s, k in zip(scores, kinds)]
    truth = 0.7 + 0.05 * sum(scores) + 0.02 * rng.normal(size=n)
    at = rng.choice(n, m, replace=False)
    y = truth[at].round(4)
    columns = [standardised(ndtri((rankdata(s) - 0.5) / n)) for s in scores]
    t = standardised(scaled(y))
    processes, means, variances, masses = [], [], [], []
    for noise in NOISES:
        for p, mass in priors(columns, kinds):
            empty = not p.any()
            x = np.column_stack(columns + [p])
            kernel = ConstantKernel(1.0)
            for kind in dict.fromkeys(kinds):
                some = [i for i, k in enumerate(kinds) if k == kind]
                kernel += Columns(RBF(LENGTH * np.sqrt(len(some))), some)
            if not empty:
                kernel += Columns(ConstantKernel(SLOPE_VARIANCE) * DotProduct(0.0), [len(columns)])
            slope = 0 if empty else SLOPE
            process = GaussianProcessRegressor(kernel, alpha=noise, optimizer=None)
            process.fit(x[at], t - slope * p[at])
            mean, deviation = process.predict(x, return_std=True)
            evidence = process.log_marginal_likelihood_value_
            means.append(mean + slope * p)
            variances.append(deviation**2)
            masses.append(np.log(mass) + evidence)
            processes.append({"prior": p.tolist(), "noise": noise, "evidence": evidence,
                              "means": (mean + slope * p).tolist()})
    w = np.exp(np.array(masses) - max(masses))
    w /= w.sum()
    mean = w @ np.array(means)
    variance = w @ (np.array(variances) + np.array(means) ** 2) - mean**2
    means, deviations = unscaled(y, mean, np.sqrt(variance))
    return {
        "name": name,
        "kinds": kinds,
        "scores": [s.tolist() for s in scores],
        "observed": at.tolist(),
        "truths": y.tolist(),
        "processes": processes,
        "means": means.tolist(),
        "deviations": deviations.tolist(),
    }


rng = np.random.default_rng(18)
cases = [
    case("one score", rng, 9, ["UNTRAINED"], 6),
    case("two kinds", rng, 14, ["TRAINED", "TRAINED", "SIZE"], 8),
    case("all kinds", rng, 20, ["TRAINED", "UNTRAINED", "UNTRAINED", "SIZE", "DECISION", "DECISION"], 12),
    case("decisions alone", rng, 12, ["DECISION", "DECISION", "DECISION"], 7),
]
print("[")
print(",\n".join(json.dumps(c) for c in cases))
print("]")

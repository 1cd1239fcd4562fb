"""Writes golden values of scikit-learn's t-SNE for io.proxynas.experiments.feature.

    /usr/bin/python3 experiments/src/test/python/tsne_golden.py

Made with scikit-learn 1.4.2. tsne-data.csv: 150 points of ten values, a line each, in three groups of
50 that overlap a little. tsne-map.csv: one map of them, a line a point. tsne-golden.csv: name;value,
the divergence of that map as scikit-learn tells it, and the least and the greatest divergence of
maps from ten seeds, all by the exact method at perplexity 20.
"""

from pathlib import Path

import numpy as np
from sklearn.manifold import TSNE

OUT = Path(__file__).parent.parent / "resources/io/proxynas/experiments/feature"
PERPLEXITY = 20


def exact(data, seed):
    tsne = TSNE(
        perplexity=PERPLEXITY,
        method="exact",
        init="random",
        learning_rate=200,
        n_iter=1000,
        random_state=seed,
    )
    return tsne.fit_transform(data), tsne.kl_divergence_


def main():
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(3, 10)) * 1.5
    data = np.round(np.repeat(centres, 50, axis=0) + rng.normal(size=(150, 10)), 4)
    maps = [exact(data, seed) for seed in range(10)]
    divergences = [divergence for _, divergence in maps]
    np.savetxt(OUT / "tsne-data.csv", data, fmt="%.4f", delimiter=",")
    np.savetxt(OUT / "tsne-map.csv", maps[0][0], fmt="%.7g", delimiter=",")
    (OUT / "tsne-golden.csv").write_text(
        f"map;{float(divergences[0])!r}\nleast;{float(min(divergences))!r}\ngreatest;{float(max(divergences))!r}\n"
    )


main()

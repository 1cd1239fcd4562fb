"""Writes the CSV files of docs/results/regressions.md, for nas-search calibrate, into the working folder.

    /usr/bin/python3 nas/src/test/python/calibrate_tables.py zc_nasbench301.json nas-bench-macro_cifar10.json docs/measured/nasbench-macro/dm-ipc50.csv

darts.csv has the truth val_accuracy; macro.csv has the truth mean_acc beside the scores of the
third file, of which the area under the loss curve is called lossArea.
"""

import csv
import json
import sys


def write(name, rows):
    with open(name, "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


darts = json.load(open(sys.argv[1]))["nasbench301"]["cifar10"]
write("darts.csv", [{"architecture": name, **scores} for name, scores in darts.items()])

macro = json.load(open(sys.argv[2]))
SCORES = ("validationAccuracy", "validationLoss", "trainingLoss", "learningCurveArea", "parameters",
          "flops", "naswot", "synflow", "jacobianCovariance", "epeNas", "gradientNorm")
rows = []
for row in csv.DictReader(open(sys.argv[3])):
    name = row["architecture"]
    scores = {"lossArea" if s == "learningCurveArea" else s: row[s] for s in SCORES}
    decisions = {f"decision:layer{i}": operation for i, operation in enumerate(name)}
    rows.append({"architecture": name, **scores, **decisions, "mean_acc": macro[name]["mean_acc"]})
write("macro.csv", rows)

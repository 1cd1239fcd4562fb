"""What benchmarks/peers prints of given times; PeersScriptTest runs it."""

import contextlib
import importlib.machinery
import importlib.util
import io
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True  # beside the script
SCRIPT = Path(__file__).resolve().parents[3] / "peers"
LOADER = importlib.machinery.SourceFileLoader("peers", str(SCRIPT))
peers = importlib.util.module_from_spec(importlib.util.spec_from_loader("peers", LOADER))
LOADER.exec_module(peers)


class Times(peers.Side):
    """A side without a process."""

    def __init__(self, times, about="", primitives=()):
        self.times = list(times)
        self.about = about
        self.primitives = []
        self.logged = [line.split(",") for line in primitives]

    def round(self):
        self.primitives.extend(self.logged)

    def close(self):
        pass


def printed(action):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        action()
    return out.getvalue(), err.getvalue()


class PeersTest(unittest.TestCase):
    def test_report_isOfTheMedians(self):
        ours = Times([0.5, 0.4, 2.0], about="3000000000")
        torch = Times([1.0, 1.2, 1.4, 9.0], about="contiguous")  # the mean of the middle two
        out, err = printed(lambda: peers.report("row", ours, torch, Times([5.0])))
        self.assertEqual(out, "row\t0.5000\t1.3000\t5.0000\t2.60\t10.00\n")
        self.assertIn("row: 6 GFLOP/s ours", err)

    def test_report_withoutDl4j_hasDashes(self):
        out, _ = printed(lambda: peers.report("row", Times([2.0], about="1"), Times([3.0]), None))
        self.assertEqual(out, "row\t2.0000\t3.0000\t-\t1.50\t-\n")

    def test_profile_addsUpByKindAndLeavesTheRest(self):
        line = "onednn_verbose,v1,primitive,exec,cpu,{},jit,{},,,,{}"
        side = Times(
            [0.010],
            primitives=[
                line.format("convolution", "forward_training", 3.0),
                line.format("pooling", "forward_training", 1.0),
                line.format("convolution", "forward_training", 5.0),
            ],
        )
        peers.engine = lambda row, **variables: side
        for row, whole, shares in (
            ("train-w128-bn", 10, (0.8, 0.1, 0.1)),
            ("train-w32-bn-x2", 20, (0.4, 0.05, 0.55)),  # of two threads' time
        ):
            out, _ = printed(lambda: peers.profile(row))
            lines = [
                f"convolution forward_training\t0.0080\t{shares[0]:.3f}\t2",
                f"pooling forward_training\t0.0010\t{shares[1]:.3f}\t1",
                f"all else\t{(whole - 9) / 1000:.4f}\t{shares[2]:.3f}\t-",
            ]
            self.assertCountEqual(out.splitlines(), lines)


if __name__ == "__main__":
    unittest.main()

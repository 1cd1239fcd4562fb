"""What benchmarks/peers and benchmarks/profile print of given times; PeersScriptTest runs it."""

import contextlib
import importlib.machinery
import importlib.util
import io
import sys
import types
import unittest
from pathlib import Path

sys.dont_write_bytecode = True  # beside the script


def script(name):
    loader = importlib.machinery.SourceFileLoader(name, str(Path(__file__).resolve().parents[3] / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


peers = script("peers")
profile = script("profile")


class Times(peers.Side):
    """A side without a process."""

    def __init__(self, times, about="", primitives=(), parts=None):
        self.name = about
        self.parts = parts or {}
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

    def test_networks_areTheirMediansTheWorstFirstBelowTheirSum(self):
        ours = Times([], "ours", parts={("part", "a"): [[1.0, 0.5], [3.0, 0.5]], ("part", "b"): [[4.0, 0.7], [4.0, 0.7]]})
        torch = Times([], "torch", parts={("part", "b"): [[6.0, 0.6], [8.0, 0.6]], ("part", "a"): [[5.0, 0.4], [5.0, 0.4]]})
        torch.parts["compiled", "a"] = [[4.0, 60.0]]
        out, err = printed(lambda: peers.report_networks("row", ours, torch))
        lines = ["processor\t6.0000\t12.0000\t-\t2.00", "b\t4.0000\t7.0000\t-\t1.75", "a\t2.0000\t5.0000\t-\t2.50"]
        self.assertEqual(out.splitlines(), [f"row/{line}\t-" for line in lines])
        self.assertIn("mean accuracy: ours 0.600, torch 0.500", err)
        self.assertIn("row/a: torch.compile 4.0000 s after 60.0 s of compiling, eager 5.0000 s", err)

    def test_line_keepsPartsAndTheLogOfPrimitives(self):
        side = Times([])
        side.process = types.SimpleNamespace(stdout=io.StringIO("onednn_verbose,x\npart\ta b\t1.5\t0.5\n2.5\n"))
        self.assertEqual(side.line(), "2.5")
        self.assertEqual(side.parts, {("part", "a b"): [[1.5, 0.5]]})
        self.assertEqual(side.primitives, [["onednn_verbose", "x"]])

    def test_profileOfACandidate_addsUpToAllOfIt(self):
        call = "onednn_verbose,v1,primitive,exec,cpu,{},jit,{},,,,{shapes},{}\n"
        logged = [
            call.format("convolution", "forward_training", 9.0, shapes=""),  # of what warms up
            "group\t8\t2\n",
            *[call.format("convolution", "backward_weights", time, shapes="") for time in [3.0, 2.0] + 9 * [50.0]],
            call.format("batch_normalization", "forward_inference", 1.0, shapes=""),
            call.format("reorder", "undef", 0.5, shapes=""),
            call.format("matmul", "undef", 3.0, shapes="36x80x32:36x32x32"),
            call.format("matmul", "undef", 0.5, shapes="25x10:10x512"),
            "phase\tforward\t9.0\n",
        ]
        timed = ["group\t8\t2\n", "phase\tforward\t0.010\n", "phase\tbackward\t0.04\n", "phase\tloss\t0.05\n"]
        primitives = profile.primitives_by_group(logged)["8"]
        count, phases = profile.phases_by_group(timed)["8"]
        table = {line[0]: line[1:] for line in profile.table({"8": (count, profile.parts(phases, primitives))})}
        self.assertEqual(table["training: convolution, gradient of the weights"], ["16.5", "33.0 %"])
        self.assertEqual(table["scoring: normalisation"], ["0.5", "1.0 %"])
        self.assertEqual(table["reorders, sums and the like: reorder"], ["0.2", "0.5 %"])
        self.assertEqual(table["minimal filtering: products"], ["1.5", "3.0 %"])
        self.assertEqual(table["dense layers"], ["0.2", "0.5 %"])
        self.assertEqual(table[profile.BETWEEN], ["6.0", "12.0 %"])
        self.assertEqual(table["training: loss"], ["25.0", "50.0 %"])
        self.assertEqual(table["all"], ["50", "100.0 %"])


if __name__ == "__main__":
    unittest.main()

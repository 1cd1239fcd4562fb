package io.proxynas.benchmarks.kill;

import java.util.List;

/** All command lines that are killed. Each takes seconds. */
final class Jobs {

  private static final String PHOTOS = " --dataset photos --size 12 --workers 2";
  private static final String SMALL = PHOTOS + " --preset smoke --depths 1,2 --widths 4,8";

  private static final String CLUSTER = " --spark local-cluster[2,1,1024]";

  /** Its cluster is told last, where the command of a run has it that goes on. */
  private static final String ON_SPARK =
      "--proxy random-ipc2 --epochs 3 --candidates 10 --validate 3 --rivals none" + SMALL + CLUSTER;

  private Jobs() {}

  static List<Job> all() {
    return List.of(
        search(
            "search",
            "--proxy dm-ipc2 --iterations 300 --epochs 6 --candidates 10 --validate 4"
                + " --rivals random,early-stopping"),
        Job.repeated("condense", "condense --preset smoke --proxy dm-ipc1 --iterations 60"),
        search(
            "calibrated",
            "--proxy dm-ipc2 --iterations 30 --rank-by calibrated --rounds 2 --epochs 3"
                + " --candidates 12 --validate 14 --rivals none"),
        search(
            "halving",
            "--proxy random-ipc2 --epochs 9 --halving 3 --candidates 12 --validate 3"
                + " --rivals none"),
        search(
            "front",
            "--proxy random-ipc2 --epochs 3 --strategy nsga2 --halving 2 --rungs naswot,random-ipc1"
                + " --seeds 2 --candidates 10 --validate 3 --rivals none --export 2"),
        Job.repeated(
            "gradients", "condense --preset smoke --proxy dsa-ipc1 --iterations 6" + PHOTOS),
        Job.resumed(
            "study",
            "study --proxy random-ipc2,random-ipc4 --sample 5 --truth-seeds 2 --epochs 4"
                + " --rivals random"
                + SMALL,
            "study --resume"),
        Job.resumed(
            "rank",
            "rank --proxy random-ipc2 --sample 8 --epochs 6 --seeds 2" + SMALL,
            "rank --resume"),
        Job.resumed(
            "table",
            "table --proxy random-ipc2 --sample 5 --truth-seeds 1 --epochs 4 --out table" + SMALL,
            "table --resume --out table"),
        Job.repeated(
            "experiment",
            "experiment accuracy --preset smoke --dataset photos --methods random,dm --ipc 1,2"
                + " --workers 2"),
        Job.resumed("driver", ON_SPARK, "--resume" + CLUSTER),
        Job.resumed("executor", ON_SPARK, "--resume" + CLUSTER).ofExecutors());
  }

  private static Job search(String name, String options) {
    return Job.resumed(name, options + SMALL, "--resume");
  }
}

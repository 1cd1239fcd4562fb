package io.proxynas.train;

import io.proxynas.train.data.LabelledImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Records the learning curve of one training: at the end of each epoch the network is scored as it
 * then is, by its running statistics where it normalises over batches, or by those that are
 * estimated anew each time. The training does not notice it.
 */
final class CurveRecorder {

  private final LabelledImages images;
  private final Optional<LabelledImages> statistics;
  private final List<EpochScores> epochs = new ArrayList<>();

  /**
   * Nothing is recorded yet.
   *
   * @param images to score on
   * @param statistics on which {@link TrainedNetwork#estimateStatistics} estimates before, if at
   *     all
   */
  CurveRecorder(LabelledImages images, Optional<LabelledImages> statistics) {
    this.images = images;
    this.statistics = statistics;
  }

  /** An epoch ends with this network. */
  void record(TrainedNetwork network) throws InterruptedException {
    long start = ProcessorTime.nanos();
    if (statistics.isPresent()) {
      network.estimateStatistics(statistics.get());
    }
    Tally all = new Tally();
    Tally even = new Tally();
    Tally odd = new Tally();
    network.infer(
        images,
        (place, right, loss) -> {
          all.add(right, loss);
          (place % 2 == 0 ? even : odd).add(right, loss);
        });
    Duration time = Duration.ofNanos(ProcessorTime.nanos() - start);
    epochs.add(
        new EpochScores(
            network.trainingLoss(), all.evaluation(), even.evaluation(), odd.evaluation(), time));
  }

  /** The epochs so far; grows with the recording. */
  List<EpochScores> epochs() {
    return Collections.unmodifiableList(epochs);
  }
}

package io.proxynas.experiments.run;

import io.proxynas.engine.Workload;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.experiments.run.Effort.Passes;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.train.Recipe;
import io.proxynas.train.TrainedNetwork;
import io.proxynas.train.data.LabelledImages;
import io.proxynas.train.data.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What training the candidates of a study takes. They are so different, and so many, that each
 * third of them by size is told as so much work of its largest.
 *
 * @param split what the full data are, and what candidates are scored on
 * @param recipe of every training
 * @param candidates at least one
 */
public record StudyEffort(Split split, Recipe recipe, List<Architecture> candidates) {

  private static final int PARTS = 3;

  public StudyEffort {
    candidates = List.copyOf(candidates);
  }

  /** A candidate and the floating-point operations of its forward pass. */
  private record Sized(Architecture architecture, long flops) {}

  /**
   * Of training each candidate on sets.
   *
   * @param sizes training images of each set; none is no effort
   */
  public Effort training(List<Integer> sizes) {
    return training(sizes, candidates.size());
  }

  /**
   * Of training some candidates, of all sizes alike, on sets.
   *
   * @param sizes training images of each set; none is no effort
   * @param chosen how many of the candidates
   */
  public Effort training(List<Integer> sizes, int chosen) {
    List<Passes> passes = new ArrayList<>();
    if (sizes.isEmpty()) {
      return Effort.NONE;
    }
    double images =
        sizes.stream()
            .mapToDouble(
                size ->
                    (double) Effort.TRAINING * recipe.epochs() * size + split.validation().size())
            .sum();
    int largestSet = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
    List<Sized> ascending = ascending();
    double fraction = (double) chosen / ascending.size();
    for (int part = 0; part < PARTS; part++) {
      List<Sized> its =
          ascending.subList(part * ascending.size() / PARTS, (part + 1) * ascending.size() / PARTS);
      if (!its.isEmpty()) {
        Sized largest = its.get(its.size() - 1);
        double flops = its.stream().mapToDouble(Sized::flops).sum();
        passes.add(
            new Passes(
                largest.architecture(),
                split.train().shape(),
                split.train().classes(),
                fraction * images * flops / largest.flops(),
                Math.max(1, (int) Math.round(fraction * its.size()) * sizes.size()),
                workload(largestSet)));
      }
    }
    return new Effort(passes);
  }

  private Workload workload(int images) {
    return Workload.of(images, recipe.batchSize(), split.validation().size(), TrainedNetwork.BATCH);
  }

  private List<Sized> ascending() {
    LabelledImages images = split.train();
    return candidates.stream()
        .map(
            architecture ->
                new Sized(
                    architecture,
                    NetworkSize.of(
                            architecture.configuration(images.shape(), images.classes(), 1),
                            images.shape())
                        .flops()))
        .sorted(Comparator.comparingLong(Sized::flops))
        .toList();
  }
}

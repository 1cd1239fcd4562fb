package io.proxynas.eval.search;

import io.proxynas.condense.set.ProxySpec;
import io.proxynas.engine.Seed;
import io.proxynas.eval.TinyImages;
import io.proxynas.eval.TinyRuns;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.train.Recipes;
import io.proxynas.eval.train.ScoringPlan;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.eval.validation.ValidationPlan;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.search.SizeLimits;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.SearchSpace;
import io.proxynas.train.Recipe;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A plan of a search of a second, of which a test changes what it is about. */
final class TinySearch {

  ProxySpec proxy = ProxySpec.parse("dm-ipc2");
  SearchSpace space = TinyRuns.SPACE;
  SizeLimits limits = SizeLimits.NONE;
  Strategy strategy = Strategy.RANDOM;
  List<Objective> objectives = List.of();
  Optional<Halving> halving = Optional.empty();
  int candidates = 5;
  Optional<Integer> patience = Optional.empty();
  Recipe recipe = TinyRuns.RECIPE;
  int proxyEpochs;
  ValidationPlan validation = new ValidationPlan(3, 1, List.of(RivalKind.RANDOM));
  ScoringPlan scoring = ScoringPlan.DEFAULT;
  Optional<CalibrationPlan> calibration = Optional.empty();
  int export;

  SearchPlan plan() {
    return new SearchPlan(
        proxy,
        TinyRuns.CONDENSATION,
        space,
        limits,
        strategy,
        objectives,
        halving,
        candidates,
        patience,
        scoring,
        proxyEpochs == 0 ? Recipes.alike(recipe) : new Recipes(recipe, proxyEpochs),
        validation,
        calibration,
        export,
        new Seed(1));
  }

  /** Runs it on the tiny images. */
  RunResult run(TinyRuns runs, String name, int workers, boolean resume, RunObserver observer)
      throws IOException, InterruptedException {
    return new ProxyRun(TinyImages.data(), plan(), runs.execution(name, workers, resume), observer)
        .run(runs.store(), runs.trainings());
  }
}

package io.proxynas.arbiter.internal.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.CandidateStatus;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.deeplearning4j.arbiter.optimize.runner.listener.StatusListener;
import org.deeplearning4j.nn.api.Model;

/** What a runner told, without times. */
final class EventLog implements StatusListener {

  final List<String> events = Collections.synchronizedList(new ArrayList<>());

  /** Told by the runner's own thread, when the candidate's may have begun. */
  final List<String> created = Collections.synchronizedList(new ArrayList<>());

  final List<Double> sums = Collections.synchronizedList(new ArrayList<>());
  final List<Double> losses = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void onInitialization(IOptimizationRunner runner) {
    events.add("initialization");
  }

  @Override
  public void onShutdown(IOptimizationRunner runner) {
    events.add("shutdown");
  }

  @Override
  public void onRunnerStatusChange(IOptimizationRunner runner) {
    events.add("runner: " + runner.numCandidatesCompleted());
  }

  @Override
  public void onCandidateStatusChange(
      CandidateInfo info, IOptimizationRunner runner, OptimizationResult result) {
    List<String> heard = info.getCandidateStatus() == CandidateStatus.Created ? created : events;
    heard.add(info.getIndex() + " " + info.getCandidateStatus() + " " + (result != null));
  }

  @Override
  public void onCandidateIteration(CandidateInfo info, Object candidate, int iteration) {
    Model model = (Model) candidate;
    events.add(info.getIndex() + " " + info.getCandidateStatus() + " iteration " + iteration);
    sums.add(model.params().norm1Number().doubleValue());
    losses.add(model.score());
  }
}

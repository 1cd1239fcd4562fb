package io.proxynas.eval.report;

import io.proxynas.condense.ProxySets;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.sketch.LayerSketch;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.SpeedUp;
import io.proxynas.eval.validation.ValidationFigures;
import io.proxynas.eval.verdict.Verdict;
import io.proxynas.nas.candidate.CandidateScores;
import io.proxynas.nas.candidate.Outcome;
import io.proxynas.nas.ranking.Objective;
import io.proxynas.nas.ranking.ParetoFront;
import io.proxynas.train.ClassEvaluation;
import io.proxynas.train.data.LabelledImages;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The content of {@code report.json}: component names are its field names, and scripts depend on
 * them. Fractions are in [0, 1], times in seconds; an undefined number is NaN here and {@code null}
 * there.
 *
 * <pre>{@code
 * Report report = ReportJson.read(new RunFolder(Path.of("runs", "mine")).report());
 * Interval rho = report.validation().spearman();
 * boolean trusted = report.answers().choose().level() == Verdict.Level.TRUST;
 * }</pre>
 *
 * @param schema the version of this format, {@link #SCHEMA}
 * @param seed the root seed of the run
 * @param versions version by library, in order of the names
 * @param machine where the run's seconds were measured
 * @param dataset the real images
 * @param proxy the set that the search trained on
 * @param search what the search did
 * @param halving what training only the best in full saved
 * @param calibration what full trainings taught the ranking
 * @param pareto the candidates that no other one beats by every objective
 * @param validation how well its ranking holds on the real images
 * @param speedup what it saved
 * @param cost where the work went
 * @param best the winner, trained on the real images
 * @param answers what the ranking may be used for
 * @param verdict these answers with their reasons, as a text
 */
public record Report(
    int schema,
    long seed,
    Map<String, String> versions,
    Machine machine,
    Dataset dataset,
    ProxySummary proxy,
    SearchSummary search,
    HalvingSummary halving,
    CalibrationSummary calibration,
    Pareto pareto,
    ValidationFigures validation,
    SpeedUp speedup,
    Costs cost,
    Winner best,
    Verdict answers,
    String verdict) {

  /** The version of the format that this class describes. */
  public static final int SCHEMA = 1;

  public Report {
    if (schema != SCHEMA) {
      throw new IllegalArgumentException("schema must be " + SCHEMA + ", but was " + schema);
    }
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /**
   * The real images.
   *
   * @param train images of the training split
   * @param validation images that are cut from the training data: half of them rank, the others
   *     judge
   * @param test images of the test set
   */
  public record Dataset(String name, int train, int validation, int test) {}

  /**
   * The set that the search trained on.
   *
   * @param name such as {@code dm-ipc50}
   * @param method such as {@code dm}
   * @param imagesPerClass 0 where classes differ, as in {@code full}
   * @param images in all; 0 where candidates are not trained
   * @param condenseSeconds the worker time that making the set took where it was made, also if it
   *     came from the cache; 0 where nothing is condensed, NaN where it is not known
   * @param fromCache whether this run found the set ready
   * @param shipped whether it came with the program, so that its time is that of another machine
   * @param hash of the set's content
   */
  public record ProxySummary(
      String name,
      String method,
      int imagesPerClass,
      int images,
      double condenseSeconds,
      boolean fromCache,
      boolean shipped,
      String hash) {

    /** Whether candidates were trained; without a proxy they were scored alone. */
    public boolean trains() {
      return !name.equals(ProxySpec.NONE);
    }

    /** A set that was made or read, or none. */
    public static ProxySummary of(ProxySets.Proxy set) {
      return new ProxySummary(
          set.spec().name(),
          set.spec().method(),
          set.imagesPerClass(),
          set.trainingImages(),
          set.isCostKnown() ? set.cost().toNanos() / 1e9 : Double.NaN,
          set.fromCache(),
          set.shipped(),
          set.hash());
    }
  }

  /**
   * What the search did.
   *
   * @param spaceSize architectures of the space
   * @param requested evaluations that the strategy asked for
   * @param distinct candidates among them
   * @param cacheHits evaluations answered without training
   * @param failed candidates without a score
   * @param rejected distinct candidates that were not trained, being larger than the run's limits
   * @param seconds from start to end; of a resumed run, with the time of the sessions before
   * @param candidatesPerMinute distinct candidates by the clock
   * @param workers that trained at a time
   * @param trainedByDl4j candidates that DL4J trained, since the engine does not know a layer; 0 in
   *     reports of earlier versions
   */
  public record SearchSummary(
      String strategy,
      String space,
      long spaceSize,
      int requested,
      int distinct,
      int cacheHits,
      int failed,
      int rejected,
      double seconds,
      double candidatesPerMinute,
      int workers,
      int trainedByDl4j) {}

  /**
   * Successive halving.
   *
   * @param factor η: the best 1/η of a rung are trained on the next; 0 where candidates are not
   *     halved
   * @param trainings on all rungs; scores without training do not count
   * @param fullTrainingsSaved candidates that were not trained on the last rung
   * @param work of all trainings, as a fraction of that of training every candidate on the last
   *     rung: images trained on and images of training-free scores, three times, and images scored
   *     on; NaN where candidates are not halved
   * @param rungs the cheapest first; none where candidates are not halved
   */
  public record HalvingSummary(
      int factor, int trainings, int fullTrainingsSaved, double work, List<RungSummary> rungs) {

    /** Of a search that trains each candidate once, and of earlier versions. */
    public static final HalvingSummary NONE = new HalvingSummary(0, 0, 0, Double.NaN, List.of());

    public HalvingSummary {
      rungs = List.copyOf(rungs);
    }

    /**
     * One rung.
     *
     * @param proxy the name of the set, or of the score where candidates are not trained
     * @param epochs of each training; 0 where candidates are not trained
     * @param images that each epoch goes through, or that are scored on
     * @param candidates tried on it
     * @param seconds of worker time, of all of them
     * @param both those of them with scores here and on the next rung; 0 on the last
     * @param spearman the rank correlation of what ranks them on the two rungs; NaN on the last
     */
    public record RungSummary(
        String proxy,
        int epochs,
        int images,
        int candidates,
        double seconds,
        int both,
        double spearman) {}
  }

  /**
   * What full trainings taught the ranking. These are apart from those that judge it.
   *
   * @param rounds of the search; 0 where the ranking is not calibrated
   * @param truths full trainings that succeeded; the ranking is learnt from them unless they are
   *     fewer than {@code leastTruths}
   * @param leastTruths below so many the prior alone orders; 0 where the ranking is not calibrated
   * @param seconds of worker time, of all full trainings made for it
   * @param candidates ids of those trained for it, in the order of their choice; one whose training
   *     failed taught nothing
   * @param listensTo each score's share of what is predicted
   */
  public record CalibrationSummary(
      int rounds,
      int truths,
      int leastTruths,
      double seconds,
      List<String> candidates,
      List<Weight> listensTo) {

    /** Of a ranking that goes by what was measured, and of earlier versions. */
    public static final CalibrationSummary NONE =
        new CalibrationSummary(0, 0, 0, 0, List.of(), List.of());

    public CalibrationSummary {
      candidates = List.copyOf(candidates);
      listensTo = List.copyOf(listensTo);
    }

    /** Whether there were enough truths to learn from; otherwise the prior alone orders. */
    public boolean isFitted() {
      return truths >= leastTruths;
    }

    /**
     * How much a prediction goes by a score.
     *
     * @param score its name
     * @param share of what is predicted; those of all scores have the sum 1
     */
    public record Weight(String score, double share) {}
  }

  /**
   * The candidates that no other one beats: none is as good by every objective and better by one.
   *
   * @param objectives of the search, in their words; none where it has one only, the accuracy
   * @param front in the order of the ranking; none without objectives
   */
  public record Pareto(List<String> objectives, List<FrontMember> front) {

    /** Of a search without objectives, and of earlier versions. */
    static final Pareto NONE = new Pareto(List.of(), List.of());

    public Pareto {
      objectives = List.copyOf(objectives);
      front = List.copyOf(front);
    }

    /**
     * One of the front.
     *
     * @param architecture its id
     * @param validationAccuracy after training on the proxy; NaN where it was only scored
     * @param parameters trainable values
     * @param flops floating-point operations of one image's forward pass
     * @param latencySeconds of one image's forward pass; NaN where it was not measured, as in
     *     earlier versions
     */
    public record FrontMember(
        String architecture,
        double validationAccuracy,
        long parameters,
        long flops,
        double latencySeconds) {

      private static FrontMember of(Outcome.Trained candidate) {
        CandidateScores scores = candidate.scores();
        Duration latency = scores.latency();
        return new FrontMember(
            candidate.architecture().id(),
            scores.validationAccuracy(),
            scores.parameters(),
            scores.flops(),
            latency == null ? Double.NaN : latency.toNanos() / 1e9);
      }
    }

    /** The front of a ranking. */
    public static Pareto of(ParetoFront front) {
      return new Pareto(
          front.objectives().stream().map(Objective::word).toList(),
          front.candidates().stream().map(FrontMember::of).toList());
    }
  }

  /**
   * The winner.
   *
   * @param architecture its id; empty where no candidate could be trained on the real images
   * @param validationAccuracy after training on the real images
   * @param testAccuracy of the same network, measured once
   * @param parameters trainable values
   * @param flops floating-point operations of one image's forward pass
   * @param latencySeconds of one image's forward pass on one thread of this machine; NaN where the
   *     engine does not know a layer, and in earlier versions
   * @param classes how it does on the test images of each class; none in earlier versions
   * @param layers from the image to the classes; none where they are not known, and in earlier
   *     versions
   */
  public record Winner(
      String architecture,
      double validationAccuracy,
      double testAccuracy,
      long parameters,
      long flops,
      double latencySeconds,
      List<ClassAccuracy> classes,
      List<LayerSketch> layers) {

    /** Of a run of which no candidate could be trained on the real images. */
    public static final Winner NONE =
        new Winner("", Double.NaN, Double.NaN, 0, 0, Double.NaN, List.of(), List.of());

    public Winner {
      classes = List.copyOf(classes);
      layers = List.copyOf(layers);
    }

    /** Whether there is one. */
    public boolean isFound() {
      return !architecture.isEmpty();
    }

    /**
     * The test images of one class.
     *
     * @param name of the class
     * @param images of it
     * @param accuracy fraction of them that are right; NaN without any
     */
    public record ClassAccuracy(String name, int images, double accuracy) {}

    /** Of each class of some images, in their order. */
    public static List<ClassAccuracy> classes(LabelledImages images, ClassEvaluation evaluation) {
      int[] counts = new int[images.classes()];
      for (int label : images.labels()) {
        counts[label]++;
      }
      return IntStream.range(0, counts.length)
          .mapToObj(
              c ->
                  new ClassAccuracy(
                      images.classNames().get(c),
                      counts[c],
                      evaluation.classes().get(c).accuracy()))
          .toList();
    }
  }
}

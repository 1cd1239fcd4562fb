package io.proxynas.cli.command;

import io.proxynas.cli.option.OptionValues;
import io.proxynas.cli.shell.ExitCode;
import io.proxynas.cli.shell.Shell;
import io.proxynas.cli.text.CalibrationText;
import io.proxynas.engine.Seed;
import io.proxynas.eval.calibrate.CalibrationReplay;
import io.proxynas.eval.calibrate.PredictedOrderCsv;
import io.proxynas.eval.calibrate.ScoredCandidates;
import io.proxynas.eval.calibrate.ScoresFile;
import io.proxynas.eval.calibrate.ScoresReading;
import io.proxynas.nas.calibrate.CalibratedRanking;
import io.proxynas.train.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts an order from any tool's scores and the truths of some candidates. */
@Command(
    name = "calibrate",
    description =
        "Learns from the candidates of a CSV file that have a truth what the other columns tell of"
            + " it, and predicts the order of all. The last line is rho, its mean over the draws of"
            + " --train and its standard deviation, between tabs.")
final class CalibrateCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "SCORES.csv",
      description =
          "One row a candidate; columns of numbers are scores, of which more is better except"
              + " where the name has loss; columns of text with few values are decisions.")
  private Path file = Path.of("");

  @Option(
      names = "--truth",
      paramLabel = "COLUMN",
      required = true,
      description = "The column to predict, such as the accuracy of full trainings; may have gaps.")
  private String truth = "";

  @Option(
      names = "--train",
      paramLabel = "N",
      description =
          "Fit N rows with a truth, drawn at random, and tell how the others are ranked (default:"
              + " fit all).")
  private Optional<Integer> train = Optional.empty();

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "1",
      description = "Draws of --train (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides the draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN,…",
      description = "Columns to pass over; * stands for any text, as in full-*.")
  private Optional<String> ignored = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the order, by the first draw, as CSV.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  CalibrateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    ScoresReading reading =
        new ScoresReading(truth, ignored.map(OptionValues::words).orElse(List.of()));
    ScoredCandidates candidates = reading.of(ScoresFile.read(shell.path(file)));
    OptionalInt fitted = train.map(OptionalInt::of).orElse(OptionalInt.empty());
    CalibrationReplay replay =
        new CalibrationReplay(CalibratedRanking.DEFAULT, fitted, repeats, new Seed(seed));
    CalibrationReplay.Result result = replay.run(candidates);
    if (out.isPresent()) {
      AtomicFile.write(shell.path(out.get()), PredictedOrderCsv.text(candidates, result));
    }
    shell.out().print(CalibrationText.render(candidates, replay, result));
    return ExitCode.DONE;
  }
}

package io.proxynas.benchmarks.peer;

import io.proxynas.benchmarks.work.MeasuredWork;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Does one row's work as often as asked: after a line {@code ready}, with the number of parameters
 * and of floating-point operations of a round, it answers each line of its input by the seconds of
 * one round; before them comes a line {@code part}, name, processor seconds, result for each part
 * of a round that has parts. It waits for the next without using the processor, and ends with its
 * input.
 */
public final class PeerServer {

  private PeerServer() {}

  /**
   * Runs one side of one row.
   *
   * @param args the side, {@code engine} or {@code dl4j}, the row's name, and what the row asks for
   */
  public static void main(String[] args) throws Exception {
    Side side = Side.valueOf(args[0].toUpperCase(Locale.ROOT));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (MeasuredWork workload = work(side, List.of(args))) {
      workload.warmUp();
      System.out.printf("ready\t%d\t%d%n", workload.parameters(), workload.flops());
      while (requests.readLine() != null) {
        double seconds = secondsOfRound(workload);
        workload.parts().forEach(PeerServer::print);
        System.out.println(seconds);
      }
    }
  }

  private static MeasuredWork work(Side side, List<String> args) throws Exception {
    return WorkPair.of(args.get(1)).workload(side, args.subList(2, args.size()));
  }

  private static void print(MeasuredWork.Part part) {
    System.out.printf(
        Locale.ROOT, "part\t%s\t%s\t%s%n", part.name(), part.seconds(), part.result());
  }

  private static double secondsOfRound(MeasuredWork workload) throws InterruptedException {
    long start = System.nanoTime();
    double result = workload.round();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!Double.isFinite(result)) {
      throw new ArithmeticException("the result of a round must be finite, but was " + result);
    }
    return seconds;
  }
}

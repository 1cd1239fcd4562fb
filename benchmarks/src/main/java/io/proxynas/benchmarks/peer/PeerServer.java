package io.proxynas.benchmarks.peer;

import io.proxynas.benchmarks.work.MeasuredWork;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Does one row's work as often as asked: after a line {@code ready}, with the number of parameters
 * and of floating-point operations of a round, it answers each line of its input by the seconds of
 * one round. It waits for the next without using the processor, and ends with its input.
 */
public final class PeerServer {

  private PeerServer() {}

  /**
   * Runs one side of one row.
   *
   * @param args the side, {@code engine} or {@code dl4j}, and the row's name
   */
  public static void main(String[] args) throws Exception {
    Side side = Side.valueOf(args[0].toUpperCase(Locale.ROOT));
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (MeasuredWork workload = WorkPair.of(args[1]).workload(side)) {
      workload.warmUp();
      System.out.printf("ready\t%d\t%d%n", workload.parameters(), workload.flops());
      while (requests.readLine() != null) {
        System.out.println(secondsOfRound(workload));
      }
    }
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

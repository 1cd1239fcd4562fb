package io.proxynas.cli.text;

import io.proxynas.cli.doctor.BackEnd;
import io.proxynas.cli.doctor.Findings;
import io.proxynas.engine.internal.driver.Card;
import java.util.stream.Collectors;

/** What the doctor prints. */
public final class DoctorText {

  private static final double MEGABYTE = 1e6;

  private DoctorText() {}

  /** The machine, a table of back ends, and a line of advice for each. */
  public static String of(Findings findings) {
    return machine(findings) + "\n" + table(findings) + "\n" + advice(findings);
  }

  private static String machine(Findings found) {
    String caches = found.processorCaches().isEmpty() ? "" : ", " + found.processorCaches();
    return line("program", "ProxyNAS " + found.versions().get("proxynas"))
        + line("libraries", libraries(found))
        + line("Java", found.machine().java() + ", heap of at most " + megabytes(found.heapBytes()))
        + line("system", found.machine().os())
        + line(
            "processor",
            Format.text(
                "%s, %d for Java%s, %s of memory",
                found.machine().cpu(),
                found.machine().cores(),
                caches,
                megabytes(found.machine().memoryBytes())))
        + line("cache", cache(found.cache()))
        + cards(found);
  }

  private static String line(String name, String value) {
    return Format.text("%-10s %s%n", name, value);
  }

  private static String libraries(Findings found) {
    return found.versions().entrySet().stream()
        .filter(e -> !e.getKey().equals("proxynas"))
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String cache(Findings.Cache cache) {
    return cache.fault().isEmpty()
        ? cache.folder() + ", " + megabytes(cache.freeBytes()) + " free"
        : cache.fault();
  }

  private static String cards(Findings found) {
    if (found.cards().isEmpty()) {
      return line("cards", "none: nvidia-smi is not there or lists none");
    }
    return found.cards().stream()
        .map(card -> line("card " + card.index(), card(card)))
        .collect(Collectors.joining());
  }

  private static String card(Card card) {
    return Format.text(
        "%s, %s of %s free, compute capability %s, driver %s",
        card.name(),
        megabytes(card.freeBytes()),
        megabytes(card.totalBytes()),
        card.capability(),
        card.driver());
  }

  private static String megabytes(long bytes) {
    return Format.text("%,.0f MB", bytes / MEGABYTE);
  }

  private static String table(Findings found) {
    String head =
        Format.text(
            "%-9s %-7s %-9s %13s %8s  %s%n",
            "back end", "device", "self-test", "largest error", "GFLOP/s", "computes by");
    return found.backEnds().stream().map(DoctorText::row).collect(Collectors.joining("", head, ""));
  }

  private static String row(BackEnd b) {
    return Format.text(
                "%-9s %-7s %-9s %13s %8s  %s",
                b.name(),
                b.device().isEmpty() ? "-" : b.device(),
                b.state(),
                number("%.1e", b.largestError()),
                number("%.1f", b.gigaflops()),
                b.words())
            .stripTrailing()
        + "\n";
  }

  private static String number(String pattern, double value) {
    return Double.isNaN(value) ? "-" : Format.text(pattern, value);
  }

  private static String advice(Findings found) {
    String cards =
        found.cardAdvice().isEmpty()
            ? ""
            : Format.text("Nothing computes on the cards: %s.%n", found.cardAdvice());
    return found.backEnds().stream()
        .map(
            b ->
                Format.text(
                    "%s%s: %s.%n",
                    b.name(), b.device().isEmpty() ? "" : " on " + b.device(), b.advice()))
        .collect(Collectors.joining("", "", cards));
  }
}

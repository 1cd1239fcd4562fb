package io.proxynas.eval.report;

import io.proxynas.eval.report.Report.Winner;
import io.proxynas.eval.report.Report.Winner.ClassAccuracy;
import io.proxynas.eval.sketch.LayerSketch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a run has found, as text: how good the network is, how large, and what it consists of. */
final class FoundText {

  /** Layers of a chain that is written out. */
  private static final int MOST_LAYERS = 40;

  /** Classes that are named. */
  private static final int MOST_CLASSES = 10;

  private FoundText() {}

  /** Accuracy on the test images, in one sentence without its end. */
  static String accuracy(Report report) {
    return Wording.text(
        "%s of %s test images right",
        Wording.percent(report.best().testAccuracy()), Wording.count(report.dataset().test()));
  }

  /** Parameters, operations, and time of one image where it is known. */
  static String size(Winner best) {
    String size =
        Wording.text(
            "%s parameters, %s FLOPs",
            Wording.count(best.parameters()), Wording.count(best.flops()));
    return Double.isNaN(best.latencySeconds())
        ? size
        : size
            + Wording.text(
                ", %s for one image on one thread", Wording.milliseconds(best.latencySeconds()));
  }

  /** The classes that it tells worst, first; empty where they are not known. */
  static String classes(Winner best) {
    List<ClassAccuracy> tested =
        best.classes().stream()
            .filter(each -> each.images() > 0)
            .sorted(Comparator.comparingDouble(ClassAccuracy::accuracy))
            .toList();
    String named =
        tested.stream()
            .limit(MOST_CLASSES)
            .map(each -> each.name() + " " + Wording.percent(each.accuracy()))
            .collect(Collectors.joining(", "));
    int more = tested.size() - MOST_CLASSES;
    return more > 0 ? Wording.text("%s, and %s more", named, Wording.count(more)) : named;
  }

  /** The layers one after the other, or how many there are; empty where they are not known. */
  static String layers(Winner best) {
    List<LayerSketch> layers = best.layers();
    if (layers.isEmpty()) {
      return "";
    }
    if (layers.size() > MOST_LAYERS || !isChain(layers)) {
      return Wording.text("%s, drawn in report.html", Wording.count(layers.size()));
    }
    List<String> words = new ArrayList<>(List.of("image"));
    layers.forEach(layer -> words.add(layer.what() + changed(words.size() - 1, layers)));
    return String.join(" → ", words);
  }

  /** The shape of a layer's output, where it is not that of the layer before. */
  private static String changed(int i, List<LayerSketch> layers) {
    String output = layers.get(i).output();
    return i > 0 && layers.get(i - 1).output().equals(output) ? "" : " (" + output + ")";
  }

  private static boolean isChain(List<LayerSketch> layers) {
    for (int i = 1; i < layers.size(); i++) {
      if (!layers.get(i).inputs().equals(List.of(layers.get(i - 1).name()))) {
        return false;
      }
    }
    return true;
  }
}

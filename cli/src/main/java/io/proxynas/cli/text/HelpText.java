package io.proxynas.cli.text;

import io.proxynas.condense.set.Method;
import io.proxynas.condense.set.ProxySpec;
import io.proxynas.eval.preset.Preset;
import io.proxynas.eval.preset.StandardNetwork;
import io.proxynas.eval.validation.RivalKind;
import io.proxynas.nas.score.FreeScore;
import io.proxynas.nas.search.Strategy;
import io.proxynas.nas.space.Spaces;
import io.proxynas.train.data.source.DataSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What stands below the options in the help: the words to choose from, and examples. */
public final class HelpText {

  private final List<String> lines = new ArrayList<>();

  private HelpText() {}

  /** The lines, for picocli, which takes a per cent sign for its own. */
  public static String[] footer() {
    HelpText text = new HelpText();
    text.proxies();
    text.dataSets();
    text.networks();
    text.spaces();
    text.strategies();
    text.scores();
    text.rivals();
    text.presets();
    text.examples();
    text.exitCodes();
    return text.lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
  }

  /**
   * The lines of the short help, for picocli.
   *
   * @param more the beginning of the sentence about what else there is
   */
  static List<String> shortFooter(String more) {
    HelpText text = new HelpText();
    text.heading("Examples");
    text.firstExamples();
    text.lines.add("");
    text.lines.add(more + ", and lists proxies, data sets, spaces,");
    text.lines.add(
        "strategies, scores, rivals and presets. nas-search COMMAND --help tells of a command.");
    return text.lines;
  }

  private void proxies() {
    heading("Proxies, with <N> images per class");
    for (Method method : Method.values()) {
      item(method.word() + ProxySpec.SEPARATOR + "<N>", method.description());
    }
    item(ProxySpec.FULL, "the whole real training set: the upper bound, and slow");
    item(
        ProxySpec.NONE,
        "no set and no training on one: a search, or rank, by training-free scores");
    item("PATH", "a saved set: a .proxy, .npz or .pt file, or a folder <class>/*.png");
  }

  private void dataSets() {
    heading("Data sets");
    List<String> names = DataSets.names();
    item(names.get(0), "comes with the program");
    item(String.join(", ", names.subList(1, names.size())), "");
    item("", "found in --data-dir, the cache folder or /usr/share/datasets, else downloaded");
    item("DIR", "your own images: DIR/<class>/*.png|jpg, or DIR/train/<class>/… and test/, val/");
    item("FILE.csv", "your own images: a line each with file, class and, if told, the part");
    item("", "or as TinyImageNet and ImageNet have them: docs/data.md");
    lines.add("  The cache folder is $PROXYNAS_HOME, else $XDG_CACHE_HOME/proxynas, else");
    lines.add("  ~/.cache/proxynas. It keeps downloads, decoded images, proxy sets and trainings.");
  }

  private void spaces() {
    heading("Spaces");
    Spaces.providers().forEach(provider -> item(provider.name(), provider.description()));
    item("FILE", "any of these with its options, or your own, as JSON (docs/own-space.md)");
  }

  private void networks() {
    heading("Networks, of the dataset-condensation papers; bn: batch normalization");
    String words =
        Arrays.stream(StandardNetwork.values())
            .map(StandardNetwork::word)
            .collect(Collectors.joining(", "));
    lines.add("  " + words.replace(", mlp", ",\n  mlp").replace(", resnet18,", ",\n  resnet18,"));
  }

  private void strategies() {
    heading("Strategies");
    for (Strategy strategy : Strategy.values()) {
      item(strategy.word(), strategy.description());
    }
  }

  private void scores() {
    heading("Scores, of candidates trained on the proxy; --rank-by takes any");
    item("accuracy, validation-loss", "on the validation split");
    item("training-loss", "of the last epoch");
    item("curve-area", "the sum of the training losses of all epochs");
    item("parameters, flops", "more is better: to keep networks small, see --max-params");
    heading("Training-free scores, of networks with fresh weights, on 64 images of the proxy");
    for (FreeScore score : FreeScore.values()) {
      item(score.word(), score.description());
    }
  }

  private void rivals() {
    heading("Rivals, beside parameters and FLOPs");
    for (RivalKind rival : RivalKind.values()) {
      item(rival.word(), rival.description());
    }
  }

  private void presets() {
    heading("Presets, with the iterations of matching");
    String columns = "  %-8s %6s %6s %6s %6s %7s %11s %7s %9s  %-8s %s";
    lines.add(
        columns.formatted(
            "",
            "dm",
            "dmf",
            "ncfm",
            "idm",
            "dc/dsa",
            "candidates",
            "epochs",
            "validate",
            "depths",
            "widths"));
    for (Preset preset : Preset.values()) {
      lines.add(
          Format.text(
              columns,
              preset.word(),
              iterations(preset, Method.DM),
              iterations(preset, Method.DMF),
              iterations(preset, Method.NCFM),
              iterations(preset, Method.IDM),
              iterations(preset, Method.DSA),
              preset.candidates(),
              preset.recipe().epochs(),
              preset.validate(),
              numbers(preset.space().depths()),
              numbers(preset.space().widths())));
    }
    for (Preset preset : Preset.values()) {
      item(preset.word(), preset.description());
    }
  }

  /** At ten images per class; gradient matching takes more for single ones. */
  private static int iterations(Preset preset, Method method) {
    return preset.condensation().iterations(method, 10).orElseThrow();
  }

  private static String numbers(List<Integer> values) {
    return values.toString().replaceAll("[\\[\\] ]", "");
  }

  private void firstExamples() {
    example("nas-search --proxy dm-ipc50", "the whole way on the images that come along");
    example("nas-search --preset smoke", "the same in a minute, to see that it works");
    example("nas-search --dataset photos --size 64 --time-limit 1h", "your own images");
    example("nas-search train best/architecture.json --epochs 50", "train what a search found");
  }

  private void examples() {
    heading("Examples");
    firstExamples();
    example("nas-search --space nasbench201:cells=1,channels=8", "a published space, made smaller");
    example("nas-search --resume", "go on after an interruption, with the options of the run");
    example("nas-search --dashboard", "watch the run in a browser");
    example("nas-search report runs/* --html all.html", "compare runs, finished or not");
    example("nas-search rank list.txt --space nasbench201", "score given architectures");
    example("nas-search rank --sample 50 --space nasbench-macro", "or random ones");
    example("nas-search condense --proxy dm-ipc10", "make a proxy set and draw it");
    example("nas-search evaluate --proxy dm-ipc10", "what it is worth, beside random images");
    example("nas-search evaluate --proxy dm-ipc10 --networks convnet,mlp,lenet", "to others too");
    example("nas-search study --proxy dm-ipc10,random-ipc10 --truth-seeds 2", "proxies compared");
    example("nas-search table --sample 100 --out tables/mine", "networks and their true order");
    example("nas-search condense --proxy dm-ipc10 --embedding convnet-bn", "by another network");
    example("nas-search experiment list", "the tables and figures of the paper, one command each");
  }

  private void exitCodes() {
    heading("Exit codes");
    item("0", "done");
    item("1", "failed");
    item("2", "an option, or the data it names, cannot be used");
    item("130", "interrupted; what was finished is kept, and --resume goes on");
  }

  private void heading(String text) {
    lines.add("");
    lines.add(text + ":");
  }

  private void item(String name, String text) {
    lines.add("  %-20s %s".formatted(name, text).stripTrailing());
  }

  private void example(String command, String text) {
    lines.add("  " + command);
    lines.add("      " + text);
  }
}

package io.proxynas.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.engine.Seed;
import io.proxynas.engine.Worded;
import io.proxynas.train.RateSchedule;
import io.proxynas.train.Recipe;
import io.proxynas.train.augment.Augmentation;
import io.proxynas.train.augment.KindDraw;
import io.proxynas.train.augment.SiameseAugmentation;
import io.proxynas.train.check.Shown;
import io.proxynas.train.data.ChannelStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a network was trained on, as fields of {@code architecture.json}. Kinds of augmentation are
 * written by their names, and read at the strengths of {@link SiameseAugmentation#ALL}, which are
 * those of every run.
 */
final class TrainedOnJson {

  private TrainedOnJson() {}

  /** Adds the fields to a file that has {@code input} already. */
  static void write(TrainedOn trainedOn, ObjectNode json) {
    ObjectNode input = json.withObject("/input");
    input.put("scale", trainedOn.scale().word());
    add(trainedOn.statistics().mean(), input.putArray("mean"));
    add(trainedOn.statistics().deviation(), input.putArray("deviation"));
    trainedOn.classNames().forEach(json.putArray("class_names")::add);
    ObjectNode dataset = json.putObject("dataset");
    dataset.put("name", trainedOn.dataset()).put("source", trainedOn.source());
    trainedOn.splitSeed().ifPresent(seed -> dataset.put("split_seed", seed.value()));
    trainedOn.recipe().ifPresent(recipe -> write(recipe, json.putObject("recipe")));
  }

  private static void write(Recipe recipe, ObjectNode json) {
    json.put("epochs", recipe.epochs())
        .put("batch_size", recipe.batchSize())
        .put("learning_rate", recipe.learningRate())
        .put("momentum", recipe.momentum())
        .put("weight_decay", recipe.weightDecay());
    ArrayNode kinds = json.putArray("augmentation");
    recipe.augmentation().ifPresent(drawn -> drawn.kinds().forEach(kind -> kinds.add(kind.word())));
    if (recipe.schedule() != RateSchedule.COSINE) {
      json.put("schedule", recipe.schedule().word());
    }
    if (recipe.kindDraw() != KindDraw.IMAGE) {
      json.put("kind_for_each", recipe.kindDraw().word());
    }
  }

  private static void add(float[] values, ArrayNode array) {
    for (float value : values) {
      array.add(value);
    }
  }

  /** The fields; nothing where a file of an older version has none of them. */
  static Optional<TrainedOn> read(JsonFields json) {
    return json.has("/class_names") ? Optional.of(of(json)) : Optional.empty();
  }

  /** The fields, which must be there. */
  static TrainedOn of(JsonFields json) {
    ChannelStatistics statistics =
        new ChannelStatistics(json.floats("/input/mean"), json.floats("/input/deviation"));
    int channels = json.positive("/input/channels");
    if (statistics.channels() != channels) {
      throw JsonFields.wrong(
          "/input/mean",
          "as long as there are channels, " + channels,
          "has " + statistics.channels());
    }
    List<String> classNames = json.texts("/class_names");
    int classes = json.positive("/classes");
    if (classNames.size() != classes) {
      throw JsonFields.wrong(
          "/class_names", "as long as there are classes, " + classes, "has " + classNames.size());
    }
    return new TrainedOn(
        json.text("/dataset/name"),
        json.anyText("/dataset/source"),
        json.has("/dataset/split_seed")
            ? Optional.of(new Seed(json.whole("/dataset/split_seed")))
            : Optional.empty(),
        scale(json.text("/input/scale")),
        statistics,
        classNames,
        json.has("/recipe") ? Optional.of(recipe(json)) : Optional.empty());
  }

  private static PixelScale scale(String word) {
    return Worded.of("$.input.scale", PixelScale.values(), Shown.of(word));
  }

  private static Recipe recipe(JsonFields json) {
    List<Augmentation> kinds =
        json.texts("/recipe/augmentation").stream().map(TrainedOnJson::kind).toList();
    return new Recipe(
        json.positive("/recipe/epochs"),
        json.positive("/recipe/batch_size"),
        json.number("/recipe/learning_rate"),
        json.number("/recipe/momentum"),
        json.number("/recipe/weight_decay"),
        kinds.isEmpty() ? Optional.empty() : Optional.of(new SiameseAugmentation(kinds)),
        choice(json, "schedule", RateSchedule.values(), RateSchedule.COSINE),
        choice(json, "kind_for_each", KindDraw.values(), KindDraw.IMAGE));
  }

  /**
   * A choice of the recipe.
   *
   * @param usual of files that do not tell it
   */
  private static <E extends Worded> E choice(
      JsonFields json, String field, E[] constants, E usual) {
    String path = "/recipe/" + field;
    return json.has(path)
        ? Worded.of("$.recipe." + field, constants, Shown.of(json.text(path)))
        : usual;
  }

  private static Augmentation kind(String word) {
    if (word.equals(new Augmentation.None().word())) {
      return new Augmentation.None();
    }
    return SiameseAugmentation.ALL.kinds().stream()
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                JsonFields.wrong(
                    "/recipe/augmentation",
                    "a list of "
                        + SiameseAugmentation.ALL.kinds().stream()
                            .map(Augmentation::word)
                            .collect(Collectors.joining(", ")),
                    "has \"" + Shown.of(word) + "\""));
  }
}

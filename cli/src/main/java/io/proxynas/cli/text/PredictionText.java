package io.proxynas.cli.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.model.TrainedOn;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The classes of an image, the likeliest first.
 *
 * @param trainedOn has the names of the classes
 * @param top how many classes to tell
 */
public record PredictionText(TrainedOn trainedOn, int top) {

  private List<Integer> likeliest(float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -probabilities[c]))
        .limit(top)
        .toList();
  }

  /** The file, and of each class its name and probability, all between tabs. */
  public String line(String file, float[] probabilities) {
    StringBuilder line = new StringBuilder(file);
    for (int c : likeliest(probabilities)) {
      line.append(Format.text("\t%s\t%.4f", trainedOn.label(c), probabilities[c]));
    }
    return line.toString();
  }

  /** The same as JSON on one line. */
  public String json(String file, float[] probabilities) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("file", file);
    ArrayNode predictions = json.putArray("predictions");
    for (int c : likeliest(probabilities)) {
      predictions
          .addObject()
          .put("class", trainedOn.classNames().get(c))
          .put("probability", probabilities[c]);
    }
    return json.toString();
  }
}

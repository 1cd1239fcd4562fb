package io.proxynas.condense.match;

import io.proxynas.engine.Worded;
import io.proxynas.train.data.LabelledImages;
import java.util.Arrays;
import java.util.Map;

/** How the images that a proxy set stores become the images that are trained on. */
public enum Decoding implements Worded {
  /** They are trained on as they are. */
  NONE("none", Decoder.IDENTITY),
  /** Each is a mosaic of four half-size images. */
  QUARTERS("2x2", new Decoder(2));

  /** The name under which a method's configuration tells it. */
  public static final String NAME = "decoding";

  private final String word;
  private final Decoder decoder;

  Decoding(String word, Decoder decoder) {
    this.word = word;
    this.decoder = decoder;
  }

  @Override
  public String word() {
    return word;
  }

  /** The linear map. */
  public Decoder decoder() {
    return decoder;
  }

  /**
   * The decoding that a configuration tells; none if it tells of none.
   *
   * @throws IllegalArgumentException if the word is unknown
   */
  public static Decoding of(Map<String, String> configuration) {
    String word = configuration.getOrDefault(NAME, NONE.word);
    return Worded.of("the decoding", values(), word);
  }

  /** The images to train on, those of one stored image together, with its label. */
  public LabelledImages decode(LabelledImages stored) {
    if (this == NONE) {
      return stored;
    }
    int each = decoder.imagesEach();
    float[] pixels = new float[Math.multiplyExact(stored.size() * each, stored.shape().size())];
    float[] image = new float[stored.shape().size()];
    int[] labels = new int[stored.size() * each];
    for (int i = 0; i < stored.size(); i++) {
      stored.pixels().copy(i, image, 0);
      decoder.decode(image, 0, 1, stored.shape(), pixels, i * each);
      Arrays.fill(labels, i * each, (i + 1) * each, stored.labels()[i]);
    }
    return new LabelledImages(stored.shape(), stored.classNames(), pixels, labels);
  }
}

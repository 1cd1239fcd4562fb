package io.proxynas.nas.space.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.nas.candidate.NetworkSize;
import io.proxynas.nas.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ChainSpaceTest {

  private static final ChainLayer.Activation RELU =
      new ChainLayer.Activation(ConvNet.Activation.RELU);

  /** 2 stems × 3 bodies × 2 heads. */
  public static final SearchSpace MINE =
      new ChainSpace(
          "mine",
          List.of(
              slot(
                  "narrow", List.of(new ChainLayer.Convolution(4, 3, 1), RELU),
                  "wide", List.of(new ChainLayer.Convolution(8, 5, 2), RELU)),
              slot(
                  "none", List.of(),
                  "residual",
                      List.of(
                          new ChainLayer.Residual(
                              List.of(
                                  new ChainLayer.Normalization(ConvNet.Normalization.BATCH),
                                  RELU))),
                  "max", List.of(new ChainLayer.Pooling(ConvNet.Pooling.MAX))),
              slot(
                  "mean", List.of(new ChainLayer.GlobalAverage()),
                  "dense", List.of(new ChainLayer.Dense(6)))));

  @SuppressWarnings("unchecked")
  private static Slot slot(Object... namesAndLayers) {
    Map<String, List<ChainLayer>> choices = new LinkedHashMap<>();
    for (int i = 0; i < namesAndLayers.length; i += 2) {
      choices.put((String) namesAndLayers[i], (List<ChainLayer>) namesAndLayers[i + 1]);
    }
    return new Slot(choices);
  }

  @Test
  void id_isTheNameAndTheChoices() {
    assertThat(MINE.size()).isEqualTo(12);
    assertThat(MINE.architectures().findFirst().orElseThrow().id())
        .isEqualTo("mine:narrow-none-mean");
  }

  @Test
  void parameters_byHand() {
    ImageShape shape = new ImageShape(1, 8, 8);
    // convolution 8·(25 + 1), then 4·4·8 pixels into 6, then 6 into 3
    assertThat(
            NetworkSize.of(MINE.parse("mine:wide-residual-dense").configuration(shape, 3, 1), shape)
                .parameters())
        .isEqualTo(8 * 26 + 2 * 8 + (4 * 4 * 8 + 1) * 6 + (6 + 1) * 3);
  }

  @Test
  void parse_malformed_saysWhatIdsLookLikeAndWhichChoiceIsWrong() {
    assertThatThrownBy(() -> MINE.parse("other:narrow-none-mean"))
        .hasMessage(
            "an id of the space mine must look like mine:narrow-none-mean, but was"
                + " other:narrow-none-mean");
    assertThatThrownBy(() -> MINE.parse("mine:narrow-none"))
        .hasMessageEndingWith(
            ": a network must have one choice for each of 3 slots, but had [narrow, none]");
    assertThatThrownBy(() -> MINE.parse("mine:narrow-deep-mean"))
        .hasMessageEndingWith(": choice 2 must be one of none, residual, max, but was deep");
  }

  @Test
  void new_nothingToChoose_isRejected() {
    assertThatThrownBy(() -> new ChainSpace("mine", List.of()))
        .hasMessage("a chain must have at least 1 slot, but had none");
    assertThatThrownBy(() -> new Slot(Map.of()))
        .hasMessage("a slot must have at least 1 choice, but had none");
  }
}

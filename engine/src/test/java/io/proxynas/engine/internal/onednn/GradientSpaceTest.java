package io.proxynas.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.dl4j.Definition;
import io.proxynas.engine.internal.dl4j.Translator;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientSpaceTest {

  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

  private final PointerScope scope = new PointerScope();
  private final Context context =
      Context.create(
          2, Pass.TRAIN, new NetworkState(new float[0], new float[0], new Seed(1).generator()));

  @AfterEach
  void close() {
    scope.close();
  }

  private static Program program(Pooling pooling) {
    ConvNet net = new ConvNet(4, 16, Activation.SIGMOID, Normalization.NONE, pooling);
    return Translator.translate(Definition.of(net.configuration(SHAPE, 3, 1)), SHAPE);
  }

  /** Where the gradients of the convolutions' values are, whose activations share their memory. */
  private long[] addresses(Program program) {
    int values = program.instructions().size() + 1;
    var space = new GradientSpace(context, program, IntStream.range(0, values).toArray());
    return IntStream.range(1, values)
        .filter(value -> program.shapes().get(value).channels() == 16)
        .filter(value -> value % 2 == 1)
        .mapToLong(
            value ->
                space
                    .take(value, context.images(program.shapes().get(value)))
                    .get_data_handle()
                    .address())
        .toArray();
  }

  /** Each convolution reads the gradient of its activation and writes that of the one before. */
  @Test
  void take_chainOfEqualValues_needsTwo() {
    long[] addresses = addresses(program(Pooling.NONE));

    assertThat(addresses).hasSize(4);
    assertThat(addresses[1]).isNotEqualTo(addresses[0]);
    assertThat(addresses[2]).isEqualTo(addresses[0]);
    assertThat(addresses[3]).isEqualTo(addresses[1]);
  }

  @Test
  void take_valueThatAllLaterOnesNeed_sharesWithNone() {
    Program chain = program(Pooling.NONE);
    int values = chain.instructions().size() + 1;
    int[] origins = IntStream.range(0, values).toArray();
    origins[values - 1] = 1; // the result is another name of the first value
    var space = new GradientSpace(context, chain, origins);
    var desc = context.images(chain.shapes().get(1));

    long first = space.take(1, desc).get_data_handle().address();

    for (int value = 3; value < values - 1; value += 2) {
      assertThat(space.take(value, desc).get_data_handle().address()).isNotEqualTo(first);
    }
  }
}

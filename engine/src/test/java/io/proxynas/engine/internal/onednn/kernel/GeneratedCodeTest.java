package io.proxynas.engine.internal.onednn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pooling and normalisation run in oneDNN's generated code, whatever the number of channels. */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class GeneratedCodeTest {

  private final PointerScope scope = new PointerScope();
  private final Context context =
      Context.create(
          6, Pass.TRAIN, new NetworkState(new float[0], new float[0], new Seed(1).generator()));

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 8, 11, 16, 22, 24, 45})
  void pooling_isGenerated(int channels) {
    Axis axis = new Axis(3, 2, 1, 1, 1);
    for (Operation.Pooling.Kind kind : Operation.Pooling.Kind.values()) {
      Operation.Pooling pooling = new Operation.Pooling(kind, new Window(axis, axis));
      ImageShape shape = new ImageShape(channels, 12, 9);
      memory.desc in = context.images(shape);
      memory.desc out = context.images(pooling.output(shape));
      if (Pooling.isFasterInBlocks(context, pooling, in, out)) {
        in = Context.inBlocks(in);
        out = Context.inBlocks(out);
      }
      var forward = Pooling.plan(context, pooling, true, in, out);
      var backward = Pooling.gradientPlan(context, pooling, in, out, forward);

      assertThat(List.of(forward, backward)).allMatch(Context::isGenerated);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 11, 16, 22, 24, 45})
  void normalization_isGenerated(int channels) {
    ImageShape shape = new ImageShape(channels, 12, 9);
    for (memory.desc view : new memory.desc[] {context.images(shape), context.asOneImage(shape)}) {
      memory.desc format = ChannelNormalization.fast(context, view);
      var trained = ChannelNormalization.measured(format, true);
      var forward = ChannelNormalization.plan(context, trained);
      var backward = ChannelNormalization.gradientPlan(context, trained, forward);
      var alone = ChannelNormalization.plan(context, ChannelNormalization.measured(format, false));

      assertThat(List.of(forward, backward, alone)).allMatch(Context::isGenerated);
    }
  }
}

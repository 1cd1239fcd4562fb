package io.proxynas.engine.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Axis;
import io.proxynas.engine.graph.Instruction;
import io.proxynas.engine.graph.Loss;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Operation.Activation;
import io.proxynas.engine.graph.Operation.Pooling;
import io.proxynas.engine.graph.Operation.Sum;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.graph.Window;
import io.proxynas.engine.internal.onednn.primitive.Context;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValueSpaceTest {

  private static final ImageShape SHAPE = new ImageShape(16, 4, 4);
  private static final Operation MEAN = new Pooling(Pooling.Kind.AVERAGE, window(3, 1));
  private static final Operation FRAME = new Operation.Padding(window(1, 0));
  private static final Operation TANH = new Activation(Activation.Function.TANH);
  private static final Operation SQUARE = new Operation.Product();
  private static final Loss CROSS_ENTROPY = new Loss(Loss.Measure.CROSS_ENTROPY, Loss.Link.SOFTMAX);
  private static final IntPredicate NEVER = instruction -> false;

  private final PointerScope scope = new PointerScope();

  @AfterEach
  void close() {
    scope.close();
  }

  private static Window window(int kernel, int padding) {
    Axis axis = new Axis(kernel, 1, 1, padding, padding);
    return new Window(axis, axis);
  }

  private static Operation sum(int terms) {
    return new Sum(IntStream.range(0, terms).mapToObj(term -> 1f).toList());
  }

  private static Instruction of(Operation operation, Integer... inputs) {
    return new Instruction(operation, List.of(inputs));
  }

  /** Where the values of instructions lie, as small numbers: the first one is 0. */
  private List<Integer> places(Pass pass, IntPredicate overwrites, Instruction... instructions) {
    NetworkState state = new NetworkState(new float[0], new float[0], new Seed(1).generator());
    Context context = Context.create(2, pass, state);
    Program program = new Program(SHAPE, List.of(instructions), CROSS_ENTROPY, List.of(), 0);
    int values = instructions.length + 1;
    int[] origins = IntStream.range(0, values).toArray();
    var space = new ValueSpace(context, program, origins, overwrites);
    List<Long> addresses =
        IntStream.range(1, values)
            .mapToObj(
                value ->
                    space
                        .take(value - 1, value, context.images(program.shapes().get(value)))
                        .get_data_handle()
                        .address())
            .toList();
    List<Long> different = addresses.stream().distinct().toList();
    return addresses.stream().map(different::indexOf).toList();
  }

  /** A kernel reads one value and writes another. */
  @Test
  void take_chainWithoutBackward_needsTwo() {
    assertThat(places(Pass.INFER, NEVER, of(MEAN, 0), of(TANH, 1), of(TANH, 2), of(MEAN, 3)))
        .containsExactly(0, 1, 0, 1);
  }

  /** What the last sum reads is there until then. */
  @Test
  void take_valueThatALaterOneNeeds_isKeptUntilThen() {
    assertThat(
            places(
                Pass.INFER,
                NEVER,
                of(MEAN, 0),
                of(MEAN, 1),
                of(MEAN, 2),
                of(sum(2), 3, 1),
                of(MEAN, 4),
                of(MEAN, 5)))
        .containsExactly(0, 1, 2, 1, 0, 1);
  }

  /** Its memory is then the result's. */
  @Test
  void take_overwrittenValue_isKeptAsLongAsTheResult() {
    Instruction[] chain = {of(MEAN, 0), of(TANH, 1), of(MEAN, 2), of(sum(2), 3, 2)};

    assertThat(places(Pass.INFER, instruction -> instruction == 1, chain)).doesNotHaveDuplicates();
  }

  /** Sums and poolings read no values backward; the activation reads its result. */
  @Test
  void take_trained_sharesWhatNoBackwardPassReads() {
    assertThat(
            places(
                Pass.TRAIN,
                NEVER,
                of(MEAN, 0),
                of(TANH, 1),
                of(MEAN, 1),
                of(sum(2), 3, 2),
                of(MEAN, 4)))
        .containsExactly(0, 1, 2, 0, 2);
  }

  @Test
  void take_trainedAndReadBackward_sharesWithNone() {
    assertThat(
            places(Pass.TRAIN, NEVER, of(MEAN, 0), of(SQUARE, 1, 1), of(MEAN, 2), of(SQUARE, 3, 3)))
        .doesNotHaveDuplicates();
  }

  /** What is around the frame is written once only. */
  @Test
  void take_frame_sharesWithNone() {
    assertThat(places(Pass.INFER, NEVER, of(FRAME, 0), of(FRAME, 1), of(FRAME, 2), of(FRAME, 3)))
        .doesNotHaveDuplicates();
  }

  /** Its values may be asked for. */
  @Test
  void take_embedding_sharesNothing() {
    assertThat(places(Pass.EMBED, NEVER, of(TANH, 0), of(TANH, 1), of(TANH, 2)))
        .doesNotHaveDuplicates();
  }
}

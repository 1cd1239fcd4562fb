package io.proxynas.engine.torch;

import io.proxynas.engine.backend.ImageRange;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.backend.ResidentBatch;
import io.proxynas.engine.backend.ResidentImages;
import io.proxynas.engine.backend.ResidentNetwork;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.torch.function.FlatParameters;
import io.proxynas.engine.torch.function.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A network that stays on a device: its passes of all batch sizes share one vector of weights, one
 * of gradients and one of velocity. What belongs to it is in a scope that {@link #close} frees.
 */
final class TorchNetwork implements ResidentNetwork {

  private final PointerScope scope;
  private final Program program;
  private final RandomGenerator masks;
  private final Values values;
  private final FlatParameters parameters;
  private final Tensor velocity;
  private final TensorLoss loss;
  private final Tensor outputPlaces;
  private final BatchAlteration alteration;
  private final Map<Purpose, TensorProgram> programs = new HashMap<>();

  private record Purpose(Pass pass, int batch) {}

  TorchNetwork(Program program, RandomGenerator masks, TorchDevice device) {
    OpenMpThreads.begin();
    this.program = program;
    this.masks = masks;
    try (PointerScope building = new PointerScope()) {
      values = device.values();
      parameters = new FlatParameters(program, true, values);
      velocity = values.zeros(program.trainable());
      loss = new TensorLoss(program.loss(), values.zeros(1));
      outputPlaces = values.counting(program.outputs());
      alteration = new BatchAlteration(program.input(), values);
      scope = building.extend(); // last: until then all is freed where something fails
    }
  }

  private TensorProgram program(Pass pass, int batch) {
    return programs.computeIfAbsent(
        new Purpose(pass, batch),
        purpose ->
            Scoped.made(() -> new TensorProgram(program, batch, pass, parameters, masks, values)));
  }

  @Override
  public void write(float[] weights, float[] itsVelocity) {
    Scoped.run(
        () -> {
          parameters.load(weights);
          values.put(itsVelocity, 0, velocity);
        });
  }

  @Override
  public void read(float[] weights, float[] itsVelocity) {
    Scoped.run(
        () -> {
          parameters.store(weights);
          values.get(velocity, itsVelocity, 0);
        });
  }

  @Override
  public void step(ResidentBatch batch, float rate, float momentum, float decay) {
    OpenMpThreads.begin();
    TorchImages set = here(batch.images());
    TensorProgram training = program(Pass.TRAIN, batch.count());
    Scoped.run(
        () -> {
          Tensor indices = values.integers(batch.indices());
          Tensor outputs =
              training.forward(() -> alteration.apply(set.at(indices), batch.alterations()));
          Tensor targets = set.targets(indices, outputPlaces);
          Tensor gradient =
              loss.gradient(outputs.reshape(batch.count(), program.outputs()), targets);
          training.backward(gradient.reshape(outputs.sizes().vec().get()));
          training.forget();
          velocity
              .mul_(new Scalar(momentum))
              .add_(parameters.gradients())
              .add_(parameters.trained(), new Scalar(decay));
          parameters.trained().sub_(velocity, new Scalar(rate));
        });
  }

  @Override
  public double takeLoss() {
    float[] sum = new float[1];
    Scoped.run(
        () -> {
          values.get(loss.sum(), sum, 0);
          loss.sum().zero_();
        });
    return sum[0];
  }

  @Override
  public void infer(ResidentImages images, ImageRange range, float[] into) {
    int outputs = program.outputs();
    Scoped.run(
        () -> {
          Tensor all = values.zeros(range.count(), outputs);
          for (int i = 0; i < range.batches(); i++) {
            int size = range.size(i);
            TensorProgram ran = forward(Pass.INFER, images, range, i);
            all.narrow(0, (long) i * range.batch(), size)
                .copy_(ran.result().reshape(size, outputs));
            ran.forget();
          }
          values.get(all, into, 0);
        });
  }

  @Override
  public void statistics(ResidentImages images, ImageRange range, float[] into) {
    Scoped.run(
        () -> {
          Tensor running = parameters.running();
          Tensor kept = running.clone();
          Tensor all = values.zeros(range.batches(), running.size(0));
          try {
            for (int i = 0; i < range.batches(); i++) {
              forward(Pass.STATISTICS, images, range, i).forget();
              all.select(0, i).copy_(running);
            }
          } finally {
            running.copy_(kept);
          }
          values.get(all, into, 0);
        });
  }

  /** The program that has run forward on a batch of the range. */
  private TensorProgram forward(Pass pass, ResidentImages images, ImageRange range, int batch) {
    OpenMpThreads.begin();
    TorchImages set = here(images);
    int size = range.size(batch);
    int first = range.first() + batch * range.batch();
    TensorProgram runs = program(pass, size);
    runs.forward(() -> set.range(first, size));
    return runs;
  }

  private static TorchImages here(ResidentImages images) {
    if (images instanceof TorchImages own) {
      return own;
    }
    throw new IllegalArgumentException(
        "the images of a resident network must be libtorch's, but were a "
            + images.getClass().getSimpleName());
  }

  @Override
  public void close() {
    programs.values().forEach(TensorProgram::close);
    programs.clear();
    scope.close();
  }
}

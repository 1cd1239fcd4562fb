package io.proxynas.benchmarks.profile;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;

/**
 * A back end that tells when it makes executables, and these when they run.
 *
 * @param of what does it
 */
record TimedBackend(Backend of) implements Backend {

  @Override
  public String name() {
    return of.name();
  }

  @Override
  public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
    Timeline timeline = Timeline.own();
    timeline.began();
    Executable executable = of.compile(program, batch, pass, state);
    timeline.ended(Phase.MAKING_PRIMITIVES, Phase.LOADING_WEIGHTS);
    return new TimedExecutable(executable, pass == Pass.TRAIN);
  }

  @Override
  public long bytes(Program program, int batch, Pass pass) {
    return of.bytes(program, batch, pass);
  }

  private record TimedExecutable(Executable of, boolean trains) implements Executable {

    @Override
    public void load() {
      Timeline timeline = Timeline.own();
      timeline.began();
      of.load();
      timeline.ended(Phase.LOADING_WEIGHTS, Phase.LOADING_WEIGHTS);
    }

    @Override
    public void holdGates(boolean hold) {
      of.holdGates(hold);
    }

    @Override
    public void forward(float[] images, int offset, float[] into, int intoOffset) {
      Timeline timeline = Timeline.own();
      timeline.began();
      of.forward(images, offset, into, intoOffset);
      if (trains) {
        timeline.ended(Phase.FORWARD, Phase.LOSS);
      } else {
        timeline.ended(Phase.SCORING_FORWARD, Phase.SCORING_COUNTING);
      }
    }

    @Override
    public void backward(float[] gradient, int offset) {
      Timeline timeline = Timeline.own();
      timeline.began();
      of.backward(gradient, offset);
      timeline.ended(Phase.BACKWARD, Phase.OPTIMISER);
    }

    @Override
    public void pixelGradient(float[] into, int offset) {
      of.pixelGradient(into, offset);
    }

    @Override
    public void activation(int step, float[] into) {
      of.activation(step, into);
    }

    @Override
    public void close() {
      Timeline timeline = Timeline.own();
      timeline.began();
      of.close();
      timeline.ended(Phase.CLOSING, Phase.CLOSING);
    }
  }
}

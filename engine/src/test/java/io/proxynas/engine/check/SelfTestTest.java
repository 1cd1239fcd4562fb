package io.proxynas.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.engine.backend.Backend;
import io.proxynas.engine.backend.Executable;
import io.proxynas.engine.backend.NetworkState;
import io.proxynas.engine.backend.Pass;
import io.proxynas.engine.graph.Program;
import io.proxynas.engine.internal.onednn.OneDnnBackend;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SelfTestTest {

  @Test
  void of_aRightBackEnd_passes() {
    SelfTest test = SelfTest.of(OneDnnBackend::new);

    assertThat(test.fault()).isEmpty();
    assertThat(test.passed()).isTrue();
    assertThat(test.errors().orElseThrow().largest()).isLessThan(1e-4);
    assertThat(test.gigaflops().orElseThrow()).isPositive();
  }

  @Test
  void of_wrongOutputs_fails() {
    SelfTest test = SelfTest.of(() -> new Wrong("forward", 1.1f));

    assertThat(test.passed()).isFalse();
    assertThat(test.errors().orElseThrow().outputs()).isGreaterThan(SelfTest.Errors.TOLERANCE);
    assertThat(test.fault().orElseThrow())
        .matches(
            "relative errors must be at most 5e-03, but were [0-9.e+-]+ of outputs, [0-9.e+-]+ of"
                + " weight gradients and [0-9.e+-]+ of pixel gradients");
  }

  @Test
  void of_wrongPixelGradients_failsByThemAlone() {
    SelfTest.Errors errors =
        SelfTest.of(() -> new Wrong("pixelGradient", 1.1f)).errors().orElseThrow();

    assertThat(errors.outputs()).isLessThan(1e-4);
    assertThat(errors.weightGradient()).isLessThan(1e-4);
    assertThat(errors.pixelGradient()).isGreaterThan(SelfTest.Errors.TOLERANCE);
  }

  @Test
  void of_wrongWeightGradients_fails() {
    SelfTest test = SelfTest.of(() -> new Wrong("backward", 0.9f));

    assertThat(test.passed()).isFalse();
    assertThat(test.errors().orElseThrow().weightGradient())
        .isGreaterThan(SelfTest.Errors.TOLERANCE);
  }

  @Test
  void of_noNumbers_fails() {
    assertThat(SelfTest.of(() -> new Wrong("pixelGradient", Float.NaN)).passed()).isFalse();
    assertThat(SelfTest.of(() -> new Wrong("forward", Float.NaN)).passed()).isFalse();
  }

  @Test
  void of_aBackEndThatThrows_saysWhat() {
    SelfTest thrown =
        SelfTest.of(
            () -> {
              throw new IllegalStateException("no kernel image\nat trace");
            });
    SelfTest unlinked =
        SelfTest.of(
            () -> {
              throw new UnsatisfiedLinkError("no jnitorch");
            });

    assertThat(thrown.fault()).hasValue("IllegalStateException: no kernel image");
    assertThat(thrown.gigaflops()).isEmpty();
    assertThat(unlinked.fault()).hasValue("UnsatisfiedLinkError: no jnitorch");
  }

  /** oneDNN, of which one call gives its result times a factor, or is given its argument so. */
  private record Wrong(String call, float factor) implements Backend {

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public long bytes(Program program, int batch, Pass pass) {
      return new OneDnnBackend().bytes(program, batch, pass);
    }

    @Override
    public Executable compile(Program program, int batch, Pass pass, NetworkState state) {
      Executable executable = new OneDnnBackend().compile(program, batch, pass, state);
      return (Executable)
          Proxy.newProxyInstance(
              Executable.class.getClassLoader(),
              new Class<?>[] {Executable.class},
              (self, method, arguments) -> {
                boolean wrong = method.getName().equals(call);
                if (wrong && call.equals("backward")) {
                  scale((float[]) arguments[0]);
                }
                Object result = method.invoke(executable, arguments);
                if (wrong && !call.equals("backward")) {
                  scale((float[]) arguments[call.equals("forward") ? 2 : 0]);
                }
                return result;
              });
    }

    private void scale(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
    }
  }
}

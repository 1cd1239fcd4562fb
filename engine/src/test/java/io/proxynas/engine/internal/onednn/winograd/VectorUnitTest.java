package io.proxynas.engine.internal.onednn.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the system property may say. */
class VectorUnitTest {

  @Test
  void fault_ofAWordThatIsKnown_isNone() {
    assertThat(VectorUnit.fault("never")).isEmpty();
    assertThat(VectorUnit.fault("Always")).isEmpty();
    assertThat(VectorUnit.fault()).isEmpty(); // the tests ask for none
  }

  @Test
  void fault_ofAnotherWord_saysWhich() {
    assertThat(VectorUnit.fault("nevr"))
        .hasValue("proxynas.winograd must be never or always, but was nevr");
  }
}

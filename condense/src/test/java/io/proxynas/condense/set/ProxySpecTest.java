package io.proxynas.condense.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySpecTest {

  @Test
  void parse_methodAndNumber_givesBoth() {
    assertThat(ProxySpec.parse("dm-ipc50")).isEqualTo(new ProxySpec.Condensed(Method.DM, 50));
    assertThat(ProxySpec.parse("random-ipc1")).isEqualTo(new ProxySpec.Condensed(Method.RANDOM, 1));
  }

  @Test
  void parse_full_givesFull() {
    assertThat(ProxySpec.parse("full")).isEqualTo(new ProxySpec.Full());
    assertThat(new ProxySpec.Full().method()).isEqualTo("full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dm-ipc50", "random-ipc1", "dm-ipc999999999", "full", "none"})
  void name_ofParsed_isWhatWasParsed(String name) {
    assertThat(ProxySpec.parse(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo-ipc10", "foo", "", "DM-ipc10", "full-ipc10", "-ipc10"})
  void parse_unknownMethod_listsTheKnown(String name) {
    assertThatThrownBy(() -> ProxySpec.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the proxy must be one of %s or the path of a saved set, but was \"%s\"",
            ProxySpec.forms(), name);
  }

  @Test
  void forms_listEveryMethod() {
    assertThat(ProxySpec.forms())
        .isEqualTo(
            "dm-ipc<N>, dmf-ipc<N>, ncfm-ipc<N>, idm-ipc<N>, dc-ipc<N>, dsa-ipc<N>, random-ipc<N>,"
                + " herding-ipc<N>, kcenter-ipc<N>, forgetting-ipc<N>, full, none");
  }

  @Test
  void requireTrained_ofNone_saysWhatItGoesWith() {
    ProxySpec none = ProxySpec.parse("none");
    assertThat(none).isEqualTo(new ProxySpec.None());
    assertThat(none.method()).isEqualTo("none");
    ProxySpec.requireTrained("the proxy of a test", new ProxySpec.Full());
    assertThatThrownBy(() -> ProxySpec.requireTrained("the proxy of a test", none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the proxy of a test must be a set to train on, but was none, which goes with a search or a list");
  }

  @Test
  void isName_ofPaths_isFalse() {
    for (String name : new String[] {"dm-ipc50", "kcenter-ipc1", "full", "none", "dm", "dm-ipcx"}) {
      assertThat(ProxySpec.isName(name)).as(name).isTrue();
    }
    for (String path :
        new String[] {
          "set.npz",
          "./full",
          "runs/dm-ipc10",
          "dm.pt",
          "dm-ipc50.npz",
          "dm-ipc50/proxy.npz",
          "",
          "foo"
        }) {
      assertThat(ProxySpec.isName(path)).as(path).isFalse();
    }
  }

  @Test
  void saved_path_isNamedByItsFile() {
    ProxySpec saved = new ProxySpec.Saved(Path.of("sets", "cats.npz"));

    assertThat(saved.name()).isEqualTo("cats.npz");
    assertThat(saved.method()).isEqualTo("saved");
  }

  @Test
  void saved_number_isInTheName() {
    Path file = Path.of("sets", "dm.pt");
    assertThat(new ProxySpec.Saved(file, OptionalInt.of(3)).name()).isEqualTo("dm.pt-set3");
    assertThatThrownBy(() -> new ProxySpec.Saved(file, OptionalInt.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of a set must be at least 1, but was 0");
  }

  @Test
  void parse_methodWithoutNumber_namesTheForm() {
    assertThatThrownBy(() -> ProxySpec.parse("dm"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a proxy made by dm must be named dm-ipc<N>, as in dm-ipc50, but was \"dm\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "x", "", "5.5", "+5", "05", "99999999999"})
  void parse_badNumber_namesRuleAndValue(String digits) {
    assertThatThrownBy(() -> ProxySpec.parse("dm-ipc" + digits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "images per class must be a whole number between 1 and 999999999, but was \"%s\" in the"
                + " proxy \"dm-ipc%s\"",
            digits, digits);
  }

  @Test
  void condensed_zeroImages_isRejected() {
    assertThatThrownBy(() -> new ProxySpec.Condensed(Method.DM, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images per class must be at least 1, but was 0");
  }
}

package io.proxynas.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.eval.sketch.NetworkDetails;
import io.proxynas.nas.space.ConvNetSpace;
import io.proxynas.train.check.WrongFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksFileTest {

  private static final ConvNetSpace SPACE = new ConvNetSpace(List.of(1, 2), List.of(4));
  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

  @TempDir Path folder;

  private Map<String, NetworkDetails> written(List<Architecture> candidates) throws IOException {
    Path file = folder.resolve("networks.json");
    NetworksFile.write(file, candidates, SPACE, SHAPE, 3);
    return NetworksFile.read(file);
  }

  @Test
  void read_whatWasWritten_isTheSame() throws Exception {
    List<Architecture> candidates = SPACE.architectures().limit(5).toList();

    Map<String, NetworkDetails> read = written(candidates);

    assertThat(read.keySet())
        .containsExactlyElementsOf(candidates.stream().map(Architecture::id).toList());
    assertThat(read.get(candidates.get(1).id()))
        .isEqualTo(NetworkDetails.of(SPACE, candidates.get(1), SHAPE, 3));
    assertThat(read.get(candidates.get(0).id()).choices().keySet())
        .containsExactly("depth", "width", "activation", "normalization", "pooling");
    assertThat(read.get(candidates.get(0).id()).layers()).isNotEmpty();
  }

  @Test
  void write_tooManyLayers_leavesOutThoseOfTheLast() throws Exception {
    ConvNetSpace deep = new ConvNetSpace(List.of(20, 21, 22, 23), List.of(4, 8, 12, 16));
    List<Architecture> many = deep.architectures().filter(n -> n.id().endsWith("none")).toList();
    Path file = folder.resolve("networks.json");

    NetworksFile.write(file, many, deep, SHAPE, 3);

    Map<String, NetworkDetails> read = NetworksFile.read(file);
    assertThat(read).hasSize(240);
    assertThat(read.get(many.get(239).id()).layers()).isEmpty();
    assertThat(read.get(many.get(239).id()).choices()).hasSize(5);
    assertThat(read.values().stream().mapToInt(each -> each.layers().size()).sum())
        .isBetween(9_000, 10_000);
  }

  @Test
  void read_noFile_isNothing() throws Exception {
    assertThat(NetworksFile.read(folder.resolve("none.json"))).isEmpty();
  }

  @Test
  void read_damagedFile_isRefused() throws Exception {
    Path file = folder.resolve("networks.json");
    Files.writeString(file, "{\"a\": {\"choices\"");
    assertThatThrownBy(() -> NetworksFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "the networks of a run must be JSON as this program writes it, but "
                + file
                + " is not at line 1, column ");
    Files.writeString(file, "[1]");
    assertThatThrownBy(() -> NetworksFile.read(file))
        .isInstanceOf(WrongFileException.class)
        .hasMessageEndingWith(file + " is not at line 1, column 1");
  }
}

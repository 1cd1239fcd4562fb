package io.proxynas.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.cli.TestShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir Path directory;

  @Test
  void doctor_onThisMachine_testsWhatIsThere() {
    TestShell.Result result = new TestShell(directory).run("doctor");

    assertThat(result.code()).isZero();
    assertThat(result.errorLines()).contains("testing oneDNN on cpu…", "testing ND4J on cpu…");
    assertThat(result.out())
        .contains(directory.resolve("home").toString())
        .containsPattern("oneDNN +cpu +passed +[0-9.e-]+ +[0-9.]+ +[A-Z0-9_]+, oneDNN ")
        .containsPattern("ND4J +cpu +passed +[0-9.e-]+ +[0-9.]+ +ND4J operations on CPU")
        .contains("oneDNN on cpu: taken by --device auto.");
  }

  @Test
  void doctor_json_isNothingElse() throws IOException {
    TestShell.Result result = new TestShell(directory).run("doctor", "--json", "--quiet");

    assertThat(result.err()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("schema").asInt()).isEqualTo(1);
    assertThat(json.at("/machine/engine").asText()).startsWith("cpu: ");
    assertThat(json.at("/cache/freeBytes").asLong()).isPositive();
    JsonNode first = json.at("/backEnds/0");
    assertThat(first.path("name").asText()).isEqualTo("oneDNN");
    assertThat(first.path("state").asText()).isEqualTo("passed");
    assertThat(first.path("largestError").asDouble()).isBetween(0.0, 1e-3);
    assertThat(first.path("gigaflops").asDouble()).isPositive();
  }

  @Test
  void doctor_aCacheFolderThatTakesNoFiles_isSaid() throws IOException {
    Files.writeString(directory.resolve("home"), "a file");
    TestShell.Result result = new TestShell(directory).run("doctor", "--quiet");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("cache      the cache folder must take files: ");
  }
}

package io.proxynas.cli.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.cli.shell.OutputFolder;
import io.proxynas.cli.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {

  @TempDir private Path directory;

  private Shell shell() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    return new Shell(
        Map.of(),
        directory,
        InputStream.nullInputStream(),
        nowhere,
        nowhere,
        StandardCharsets.UTF_8,
        false);
  }

  private static Path begun(Shell shell) throws IOException {
    return new OutFolder(shell, Optional.empty(), false).orRuns("run").path();
  }

  /** Neither has written anything when the other looks. */
  @Test
  void twoRunsAtATime_haveFoldersOfTheirOwn() throws IOException {
    assertThat(begun(shell())).isEqualTo(directory.resolve("runs/run")).isDirectory();
    assertThat(begun(shell())).isEqualTo(directory.resolve("runs/run-2")).isDirectory();
    assertThat(begun(shell())).isEqualTo(directory.resolve("runs/run-3")).isDirectory();
  }

  @Test
  void runThatIsBrokenOff_leavesNoFolder_butThatOfAnother() throws IOException {
    Shell first = shell();
    Shell second = shell();
    begun(first);
    begun(second);

    assertThat(second.beginning().breakOff(() -> {})).isTrue();
    assertThat(directory.resolve("runs/run-2")).doesNotExist();
    assertThat(directory.resolve("runs/run")).exists();
    assertThat(first.beginning().breakOff(() -> {})).isTrue();
    assertThat(directory.resolve("runs")).doesNotExist();
  }

  @Test
  void folderThatIsWrittenTo_losesWhatKilledProcessesLeft() throws IOException {
    Path left = directory.resolve("made/proxy/a/.0.png.00000000-0000-4000-8000-000000000000.tmp");
    Files.createDirectories(left.getParent());
    Files.createFile(left);
    Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    Path young = Files.createFile(directory.resolve("made/.probe7.tmp"));

    OutputFolder.make(shell(), directory.resolve("made"));

    assertThat(left).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void runThatHasWork_isNotBrokenOff() throws IOException {
    Shell shell = shell();
    OutputFolder.make(shell, directory.resolve("made"));
    shell.beginning().ends();

    assertThat(shell.beginning().breakOff(() -> {})).isFalse();
    assertThat(Files.isDirectory(directory.resolve("made"))).isTrue();
  }
}

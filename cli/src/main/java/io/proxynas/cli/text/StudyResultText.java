package io.proxynas.cli.text;

import io.proxynas.eval.folder.RunFolder;
import io.proxynas.eval.report.StudyReport;
import io.proxynas.eval.report.StudyText;
import java.nio.file.Path;

/** What a study prints when it ends. */
public final class StudyResultText {

  private StudyResultText() {}

  /** The comparison and where the files are. */
  public static String finished(StudyReport report, Path folder) {
    return StudyText.render(report) + files(folder);
  }

  private static String files(Path root) {
    RunFolder folder = new RunFolder(root);
    return Format.text(
        "%nFiles in %s%n  %-16s all figures%n  %-16s the same as a table%n  %-16s every candidate%n",
        root,
        root.relativize(folder.study()),
        root.relativize(folder.studyTable()),
        root.relativize(folder.candidates()));
  }

  /**
   * How to go on.
   *
   * @param goOn the command line that does
   */
  public static String interrupted(Path folder, String goOn) {
    return Format.text(
        "Interrupted; what was finished is kept in %s%nGo on with: %s%n", folder, goOn);
  }
}

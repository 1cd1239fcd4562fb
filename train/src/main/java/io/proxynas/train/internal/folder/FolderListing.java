package io.proxynas.train.internal.folder;

import io.proxynas.train.data.DataException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What lies in one folder, in the order of the names; hidden entries are left alone. */
final class FolderListing {

  private FolderListing() {}

  /** The names of the folders in a folder; none if there is no such folder. */
  static List<String> folders(Path folder) {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      visit(
          folder,
          (path, attributes) -> {
            if (attributes.isDirectory()) {
              names.add(path.getFileName().toString());
            }
          });
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /** The files in a folder that are images by their names. */
  static List<LabelledFile> images(Path folder, int label) {
    List<LabelledFile> files = new ArrayList<>();
    visit(
        folder,
        (path, attributes) -> {
          String name = path.getFileName().toString();
          if (!attributes.isDirectory() && isImage(name)) {
            long modified = attributes.lastModifiedTime().toMillis();
            files.add(new LabelledFile(folder, name, label, attributes.size(), modified));
          }
        });
    files.sort(Comparator.comparing(LabelledFile::name));
    return files;
  }

  /** Whether a file is an image, by its name. */
  static boolean isImage(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".png") || lower.endsWith(".jpg") || lower.endsWith(".jpeg");
  }

  /** Links are followed. A walk tells each entry's attributes at the cost of none more. */
  private static void visit(Path folder, BiConsumer<Path, BasicFileAttributes> entry) {
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          1,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              if (!path.getFileName().toString().startsWith(".")) {
                entry.accept(path, attributes);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }
}

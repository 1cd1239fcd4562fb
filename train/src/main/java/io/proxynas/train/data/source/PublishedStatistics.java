package io.proxynas.train.data.source;

import io.proxynas.train.data.ChannelStatistics;
import io.proxynas.train.data.DataSet;
import java.util.Map;

/**
 * By what the program of Zhao and Bilen (github.com/VICO-UoE/DatasetCondensation, {@code utils.py})
 * standardises the data sets of their papers. These are the statistics of the training images, to
 * four digits, but for CIFAR-10: its deviations there are means of the deviations within single
 * images, and so a fifth smaller. Learning rates of pixels and shifts of brightness are relative to
 * them.
 */
public final class PublishedStatistics {

  private static final Map<String, ChannelStatistics> BY_NAME =
      Map.of(
          "mnist",
          new ChannelStatistics(new float[] {0.1307f}, new float[] {0.3081f}),
          "fashion-mnist",
          new ChannelStatistics(new float[] {0.2861f}, new float[] {0.3530f}),
          "cifar10",
          new ChannelStatistics(
              new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f}),
          "cifar100",
          new ChannelStatistics(
              new float[] {0.5071f, 0.4866f, 0.4409f}, new float[] {0.2673f, 0.2564f, 0.2762f}));

  private PublishedStatistics() {}

  /** The images on the scale of the papers; as they are if that program does not know the set. */
  public static DataSet standardized(DataSet data) {
    ChannelStatistics published = BY_NAME.get(data.source());
    return published == null ? data : data.standardizedBy(published);
  }
}

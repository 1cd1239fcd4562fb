package io.proxynas.engine.nd4j.kernel;

import io.proxynas.engine.architecture.ImageShape;
import io.proxynas.engine.graph.Operation;
import io.proxynas.engine.graph.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a normalisation normalises over and by. A plane is one channel of one image; planes that
 * share mean and variance are a group.
 *
 * @param gamma (channels) scale, or null where it is {@code lockedGamma}
 * @param beta (channels) shift, or null where it is {@code lockedBeta}
 * @param lockedGamma the scale where there is no parameter
 * @param lockedBeta the shift where there is no parameter
 * @param epsilon added to the variance
 * @param channels of an image
 * @param groups the group of each plane, (N · channels)
 * @param groupCount the number of groups
 */
record Normalization(
    @Nullable Parameter gamma,
    @Nullable Parameter beta,
    float lockedGamma,
    float lockedBeta,
    float epsilon,
    int channels,
    int[] groups,
    int groupCount) {

  /** A channel of all images is a group. */
  static Normalization of(Operation.BatchNormalization batch, int count, ImageShape shape) {
    int[] groups = new int[count * shape.channels()];
    for (int plane = 0; plane < groups.length; plane++) {
      groups[plane] = plane % shape.channels();
    }
    return new Normalization(
        batch.gamma(),
        batch.beta(),
        batch.lockedGamma(),
        batch.lockedBeta(),
        batch.epsilon(),
        shape.channels(),
        groups,
        shape.channels());
  }

  /** Adjacent channels of one image are a group. */
  static Normalization of(Operation.GroupNormalization group, int count, ImageShape shape) {
    int[] groups = new int[count * shape.channels()];
    int channelsOfGroup = shape.channels() / group.groups();
    for (int plane = 0; plane < groups.length; plane++) {
      groups[plane] = plane / channelsOfGroup;
    }
    return new Normalization(
        group.gamma(),
        group.beta(),
        1,
        0,
        group.epsilon(),
        shape.channels(),
        groups,
        count * group.groups());
  }

  float gamma(float[] weights, int plane) {
    return gamma == null ? lockedGamma : weights[gamma.offset() + plane % channels];
  }

  float beta(float[] weights, int plane) {
    return beta == null ? lockedBeta : weights[beta.offset() + plane % channels];
  }
}

package io.proxynas.nas.evaluate;

/**
 * What one training says of a candidate.
 *
 * @param validationAccuracy fraction right on the validation split, in [0, 1]
 * @param validationLoss mean cross-entropy on the validation split, in nats
 * @param trainingLoss mean cross-entropy over the last epoch of training, in nats
 * @param parameters trainable values of the network
 * @param flops floating-point operations (two a multiply-add) of one image's forward pass
 */
public record Scores(
    double validationAccuracy,
    double validationLoss,
    double trainingLoss,
    long parameters,
    long flops) {}

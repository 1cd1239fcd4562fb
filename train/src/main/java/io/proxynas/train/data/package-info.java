/**
 * Before every training in the flow: labelled images in memory or mapped from a file, and the data
 * sets made of them.
 *
 * <p>{@link LabelledImages} is the one type that everything trains on, real or condensed. They lie
 * over {@link Pixels}: {@link BytePixels}, which standardise {@link ImageBytes} on the fly by
 * {@link ChannelStatistics}, or {@link FloatPixels}. A {@link DataSet} has training and test
 * images, and {@link ValidationSplit} cuts off the training images that candidates are scored on.
 * What is wrong with data is a {@link DataException} of one sentence.
 */
@NullMarked
package io.proxynas.train.data;

import org.jspecify.annotations.NullMarked;

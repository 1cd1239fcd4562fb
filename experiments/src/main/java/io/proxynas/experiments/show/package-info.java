/**
 * Shows the rows of an experiment: tables in Markdown, pictures, and published figures beside.
 *
 * <p>{@link MarkdownTable} and {@link Published} make the text; {@link AccuracyBars}, {@link
 * AccuracyCurves}, {@link AccuracyScatter}, {@link FeatureScatter} and {@link LossCurve} are the
 * charts, which {@link Pictures} writes as files. {@link ReportPage} is text and pictures as one
 * HTML file.
 */
@NullMarked
package io.proxynas.experiments.show;

import org.jspecify.annotations.NullMarked;

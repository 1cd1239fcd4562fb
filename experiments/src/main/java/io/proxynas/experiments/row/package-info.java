/**
 * The rows of an experiment: what each trial measured, kept line by line on the disk.
 *
 * <p>A {@link Row} has a text for each column. {@link RowFile} only grows, and tells a torn end
 * from damage; {@link SettingsFile} beside it has the settings by which the rows were measured, so
 * that rows of others are refused by name.
 */
@NullMarked
package io.proxynas.experiments.row;

import org.jspecify.annotations.NullMarked;

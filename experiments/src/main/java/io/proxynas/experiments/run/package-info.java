/**
 * Runs an experiment trial by trial, and keeps what it measured.
 *
 * <p>An {@link Experiment} gives {@link Trial}s for the user's {@link Selection}, at the settings
 * of a {@link Scale}. {@link ExperimentRun} runs those whose rows are missing, on a {@link
 * Workbench} of data, stores and workers. What a trial will take is told as {@link Effort}s, which
 * {@link MachinePace} and {@link Estimate} turn into time and memory. {@link SetMaking} and {@link
 * LabelledSet} are what most trials have in common, by one {@link Protocol}; {@link StudyEffort}
 * and {@link StudyProgress} are those of a study.
 */
@NullMarked
package io.proxynas.experiments.run;

import org.jspecify.annotations.NullMarked;

/**
 * Last in the flow: the evidence in, JSON, CSV and text out.
 *
 * <p>{@link Report} is the content of {@code report.json}, which {@link ReportJson} writes, and
 * {@link TerminalReport} the same as text; {@link StudyReport}, {@link StudyText}, {@link StudyCsv}
 * and {@link StudyCandidatesCsv} are those of a study. A {@link RunRecord} is all that is known of
 * one run, finished or not; {@link RunsText} and {@link CandidatesCsv} put several side by side.
 * {@link Versions} and {@link Machine} say by what and where the figures were made.
 */
@NullMarked
package io.proxynas.eval.report;

import org.jspecify.annotations.NullMarked;

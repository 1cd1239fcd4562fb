/**
 * Truth tables: for networks of a space everything that a ranking could be made of, and the truth,
 * so that rankings and searches are compared by replay.
 *
 * <p>{@link TableRun} carries a {@link TablePlan} out, block by block: {@code Measures} trains and
 * scores each network in every way that the plan asks for, each {@link TableTraining} with its
 * learning curve, which gives a {@code Measurement}; {@code TableCsv} writes it as a row, under the
 * names of {@link TableColumns}. {@code TableFolder} keeps the rows and, beside them, the plan and
 * the sessions that measured them, from which a table goes on, on another machine too.
 */
@NullMarked
package io.proxynas.eval.table;

import org.jspecify.annotations.NullMarked;

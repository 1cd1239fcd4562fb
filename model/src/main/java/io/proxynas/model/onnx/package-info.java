/**
 * A program of the engine and its weights become an ONNX model, which other programs run.
 *
 * <p>{@link OnnxModel} has the model; {@code OperationNodes} says what each operation of the engine
 * is there, and is an {@link io.proxynas.engine.graph.Operation.Visitor}, so that a new operation
 * does not compile before it has its ONNX form. Only operators of one early set are used, whose
 * meaning is that of the ONNX specification.
 */
@NullMarked
package io.proxynas.model.onnx;

import org.jspecify.annotations.NullMarked;

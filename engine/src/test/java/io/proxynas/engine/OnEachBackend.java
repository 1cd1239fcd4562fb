package io.proxynas.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of a suite that every back end passes: it runs here on oneDNN, and in each module that has
 * another back end on that one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("backend")
@ParameterizedClass
@MethodSource("io.proxynas.engine.Backends#all")
@interface OnEachBackend {}

/**
 * The networks of NAS-Bench-Macro (Su et al., 2021): strings of eight digits in, networks out.
 * {@link NasBenchMacro} is a network of {@link MacroLayer}s, and {@link NasBenchMacroSpace} is all
 * of them.
 */
@NullMarked
package io.proxynas.nas.space.nasbenchmacro;

import org.jspecify.annotations.NullMarked;

/** The networks of NAS-Bench-Macro (Su et al., 2021): strings of eight digits in, networks out. */
@NullMarked
package io.proxynas.nas.space.nasbenchmacro;

import org.jspecify.annotations.NullMarked;

/**
 * First in the search: which architectures it may choose from, and how a genetic algorithm writes
 * them as genes.
 *
 * <p>{@link Spaces} finds a space by its name among the {@link SearchSpaceProvider}s of the class
 * path, or reads it from a file; {@link SpaceOptions} reads options, with their place in every
 * error. Size, enumeration, random draws and neighbours of a {@link SearchSpace} follow from its
 * {@link Decisions}. {@link ConvNetSpace} and {@link MlpSpace} are here, larger ones in packages of
 * their own. {@link ArchitectureCodec} alone knows genes. {@link UnseenCandidates} draws without
 * replacement. An {@link ArchitectureList} is read from a user's file.
 */
@NullMarked
package io.proxynas.nas.space;

import org.jspecify.annotations.NullMarked;

/**
 * Another version of an engine's library beside the one in force: which jars it is made of, and the
 * class path of a worker that has those in place of the present ones.
 *
 * <p>In come a version and Maven's local repository, or a folder of jars; out goes a list of files,
 * or one of what is missing. Nothing is downloaded and no class is loaded.
 *
 * <p>POMs are read here and not by Maven's resolver, which would bring some twenty jars and an HTTP
 * client into a program that stays offline. What is read is what published POMs use: parents,
 * properties, managed versions, imported bills of materials, scopes, exclusions, and the nearest
 * version where several are asked for; profiles and ranges of versions are not. May use {@code
 * backend} and the versions that {@code backend.djl} and {@code backend.nd4j} read off jars.
 */
package dev.lockstep.upgrade;

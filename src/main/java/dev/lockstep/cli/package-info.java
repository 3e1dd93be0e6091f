/**
 * The command line: picocli commands that read arguments, run the rest, and turn results into exit
 * statuses.
 */
package dev.lockstep.cli;

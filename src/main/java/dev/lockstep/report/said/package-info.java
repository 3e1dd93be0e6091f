/**
 * What every format says: facts, sentences, places, numbers as people read them, tables, commands
 * to run again.
 *
 * <p>Texts and rows of texts, not escaped for any format, the same under every locale, time zone
 * and terminal. May use what was found; knows no format.
 */
package dev.lockstep.report.said;

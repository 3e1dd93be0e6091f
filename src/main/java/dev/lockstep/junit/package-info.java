/**
 * What tests of other projects use: the contract of an implementation as tests, and recordings in
 * JUnit 5 tests: a test method is handed a golden recording, runs its own training and checks what
 * it computed, step by step; at the end the two are compared.
 *
 * <p>Holds what JUnit calls and what a test sees. The comparison, the alignment, the causes and the
 * report are those of {@code compare}; nothing is judged here. Uses JUnit's API as the project
 * under test brings it.
 *
 * <p>Part of the public API: tests.
 */
package dev.lockstep.junit;

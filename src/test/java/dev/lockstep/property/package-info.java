/**
 * What must hold of every implementation in every case, tried on random cases: 200 from fixed seeds
 * in every build, 10,000 from fresh seeds under the Maven profile {@code long}.
 */
package dev.lockstep.property;

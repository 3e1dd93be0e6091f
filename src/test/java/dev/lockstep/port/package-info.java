/** Networks of other libraries that are tested against PyTorch as a user of Lockstep would. */
package dev.lockstep.port;

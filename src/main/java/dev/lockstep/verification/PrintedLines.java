package dev.lockstep.verification;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What an implementation or a library of it prints, handed on line by line, without line ends. A
 * line of more than {@value #LONGEST} bytes comes in pieces, so that no output can fill the memory.
 */
public final class PrintedLines extends OutputStream {
  private static final int LONGEST = 1000;

  /** What a character of UTF-8 may take beyond its first byte. */
  private static final int REST_OF_A_CHARACTER = 3;

  private final Consumer<String> taker;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * Nothing printed yet.
   *
   * @param taker takes each line; a writer waits until it has
   */
  public PrintedLines(Consumer<String> taker) {
    this.taker = taker;
  }

  @Override
  public synchronized void write(int octet) {
    boolean startsCharacter = (octet & 0xc0) != 0x80;
    boolean isFull =
        line.size() >= LONGEST && startsCharacter || line.size() >= LONGEST + REST_OF_A_CHARACTER;
    if (octet == '\n' || isFull) {
      handOn();
    }
    if (octet != '\n' && octet != '\r') {
      line.write(octet);
    }
  }

  /** Hands on what has no line end yet; more may come afterwards. */
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      handOn();
    }
  }

  private void handOn() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    taker.accept(text);
  }
}

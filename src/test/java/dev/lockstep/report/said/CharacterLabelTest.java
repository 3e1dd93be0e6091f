package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CharacterLabelTest {

  @Test
  void whatShowsIsItsOwnLabel() {
    assertEquals("h", CharacterLabel.of("h"));
    assertEquals("가", CharacterLabel.of("가"));
    assertEquals("😀", CharacterLabel.of("😀"));
  }

  @Test
  void whatDoesNotShowIsSpelledOut() {
    assertEquals("␣", CharacterLabel.of(" "));
    assertEquals("\\n", CharacterLabel.of("\n"));
    assertEquals("U+0007", CharacterLabel.of("\u0007"));
    assertEquals("U+200B", CharacterLabel.of("\u200b"));
    assertEquals("U+00A0", CharacterLabel.of("\u00a0"));
  }

  @Test
  void aCombiningMarkStandsOnACircle() {
    assertEquals("◌\u0301", CharacterLabel.of("\u0301"));
  }

  @Test
  void descriptionsNameTheCharacter() {
    assertEquals("U+0020 SPACE", CharacterLabel.description(" "));
  }
}

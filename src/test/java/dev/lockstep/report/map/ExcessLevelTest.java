package dev.lockstep.report.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExcessLevelTest {
  /** What is not there takes the colour of the page. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ABSENT")
  void picturesHaveTheColoursOfPages(ExcessLevel level) throws Exception {
    String style;
    try (InputStream in =
        ExcessLevel.class.getResourceAsStream("/dev/lockstep/report/html/index.css")) {
      style = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher colour = Pattern.compile("--" + level.style() + ": #([0-9a-f]{6});").matcher(style);
    assertTrue(colour.find());
    assertEquals(String.format(Locale.ROOT, "%06x", level.rgb()), colour.group(1));
  }
}

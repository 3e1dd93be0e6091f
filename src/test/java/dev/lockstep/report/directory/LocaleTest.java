package dev.lockstep.report.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.report.Report;
import dev.lockstep.report.Reports;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocaleTest {
  private static final List<Function<Report, String>> WRITERS =
      List.of(Report::text, Report::json, Report::html, Report::markdown);

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void restoreDefaults() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @Test
  void everyWriterGivesTheSameTextUnderEveryLocaleAndTimeZone() {
    Locale.setDefault(Locale.ROOT);
    List<String> expected = written();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Seoul"));
    for (String tag : List.of("tr", "ar-EG-u-nu-arab", "ko", "de", "hi-IN-u-nu-deva")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(expected, written(), tag);
    }
  }

  private static List<String> written() {
    return WRITERS.stream().map(writer -> writer.apply(Reports.MIXED)).toList();
  }
}

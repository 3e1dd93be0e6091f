package dev.lockstep.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lockstep.report.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of the commands hold what they write to the schemas, too. */
class ReportSchemaTest {
  private static final String MIXED = Reports.MIXED.json();

  @Test
  void reportsOfEveryKindOfVerdictAreAsTheirSchemaSays() {
    assertEquals(List.of(), ReportSchema.breaches("verify", MIXED));
    assertEquals(List.of(), ReportSchema.breaches("verify", Reports.PASSING.json()));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"formatVersion\" : 1', '\"formatVersion\" : 2'",
    "'\"oddOneOut\"', '\"oddOne\"'",
    "'\"EQUIVALENT\"', '\"EQUAL\"'",
    "'\"Infinity\"', '\"infinite\"'",
    "'\"steps\" : ', '\"steps\" : -'"
  })
  void anotherFieldVerdictOrNumberIsFoundOut(String written, String other) {
    String changed = MIXED.replace(written, other);
    assertFalse(changed.equals(MIXED), written);
    assertFalse(ReportSchema.breaches("verify", changed).isEmpty());
  }
}

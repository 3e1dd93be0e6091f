package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schemas of what commands write as JSON. */
public final class ReportSchema {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ReportSchema() {}

  /** What breaks the schema of a command, a line each; empty if the report is as it says. */
  public static List<String> breaches(String command, String report) {
    try {
      return schema(command).validate(MAPPER.readTree(report)).stream()
          .map(ValidationMessage::getMessage)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The report in a file, once it is as its schema says. */
  public static JsonNode valid(String command, Path file) throws IOException {
    String report = Files.readString(file);
    List<String> breaches = breaches(command, report);
    if (!breaches.isEmpty()) {
      throw new AssertionError(file + " is not as its schema says: " + breaches);
    }
    return MAPPER.readTree(report);
  }

  private static JsonSchema schema(String command) throws IOException {
    try (InputStream schema = JsonReport.class.getResourceAsStream(command + ".schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
  }
}

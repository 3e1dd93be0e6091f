package dev.lockstep.cases;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a case file another golden array and leaves the rest of its text as it is, so that a review
 * shows what changed and nothing else.
 */
public final class CaseEditor {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private CaseEditor() {}

  /**
   * The text of a case file with another array. Everything in {@code expected} is replaced, also
   * notes there, which tell of the earlier array.
   *
   * @param file a valid case file
   * @param source where the numbers come from now
   * @param origin how they were made
   * @throws InvalidCaseException if the file cannot be read
   */
  public static String withGolden(
      Path file, String source, GoldenArray golden, GoldenOrigin origin) {
    String text = read(file);
    Map<String, Span> members = members(text);
    List<Edit> edits = new ArrayList<>();
    edits.add(new Edit(members.get("source"), CaseWriter.quoted(source)));
    String expected = CaseWriter.expected(golden, Optional.of(origin));
    if (members.containsKey("expected")) {
      edits.add(new Edit(members.get("expected"), expected));
    } else {
      int end = members.values().stream().mapToInt(Span::end).max().orElseThrow();
      edits.add(new Edit(new Span(end, end), ",\n  \"expected\": " + expected));
    }
    // From the back, so that what stands before keeps its place.
    edits.sort(Comparator.comparingInt((Edit edit) -> edit.span().start()).reversed());
    StringBuilder edited = new StringBuilder(text);
    edits.forEach(edit -> edited.replace(edit.span().start(), edit.span().end(), edit.text()));
    return edited.toString();
  }

  private static String read(Path file) {
    StringWriter text = new StringWriter();
    try (Reader reader = CaseText.open(file)) {
      reader.transferTo(text);
    } catch (IOException e) {
      throw CaseText.unreadable(file, e);
    }
    return text.toString();
  }

  /** Where the values of an object's own members stand in its text. */
  private static Map<String, Span> members(String text) {
    Map<String, Span> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        members.put(name, new Span(start, (int) parser.currentLocation().getCharOffset()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  /**
   * A piece of a text.
   *
   * @param start its first character
   * @param end the one after its last
   */
  private record Span(int start, int end) {}

  /**
   * What stands in the place of a piece of a text.
   *
   * @param text may be longer or shorter
   */
  private record Edit(Span span, String text) {}
}

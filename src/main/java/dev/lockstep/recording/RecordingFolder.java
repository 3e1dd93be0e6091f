package dev.lockstep.recording;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recording in a folder. Opening reads {@code recording.json} and the names of the files; a
 * file's header is read when its step is asked for, and numbers when they are.
 */
public final class RecordingFolder implements Recording {
  /** The file that says what a recording is. */
  public static final String FACTS = "recording.json";

  private static final int HEADERS_KEPT = 16;
  private static final float LOAD = 0.75f;
  private static final Pattern TENSOR_FILE =
      Pattern.compile("(step|noise|local)-([0-9]{6,9})\\.safetensors");
  private static final Pattern LIKE_ONE = Pattern.compile("(step|noise|local)-.*\\.safetensors");

  private final Path folder;
  private final RecordingFacts facts;
  private final Map<FileKind, TreeMap<Integer, Path>> paths;
  private final Set<String> warnings;
  private final OpenFiles files = new OpenFiles();
  private final Map<Path, FileStamp> stamps = new LinkedHashMap<>();
  private final Map<Path, TensorFile> headers =
      new LinkedHashMap<>(HEADERS_KEPT, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, TensorFile> eldest) {
          return size() > HEADERS_KEPT;
        }
      };

  private RecordingFolder(
      Path folder,
      RecordingFacts facts,
      Map<FileKind, TreeMap<Integer, Path>> paths,
      List<String> warnings) {
    this.folder = folder;
    this.facts = facts;
    this.paths = paths;
    this.warnings = new LinkedHashSet<>(warnings);
  }

  /**
   * Opens a recording.
   *
   * @throws InvalidRecordingException if there is none, {@code recording.json} breaks a rule of the
   *     format, or there are files of steps that cannot be
   */
  public static RecordingFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw InvalidRecordingException.of(
          folder,
          Files.exists(folder) ? "a file" : "no such folder",
          "the folder of a recording, with " + FACTS + " in it");
    }
    Path file = folder.resolve(FACTS);
    FileStamp stamp = FileStamp.of(folder, file);
    List<String> warnings = new ArrayList<>();
    RecordingFacts facts = FactsReader.read(file, stamp, warnings);
    RecordingFolder recording =
        new RecordingFolder(folder, facts, find(folder, facts, warnings), warnings);
    recording.stamps.put(file, stamp);
    return recording;
  }

  /**
   * Copies a recording to another place, which it has all at once; an earlier recording there makes
   * way.
   *
   * @throws InvalidRecordingException if there is none, or its {@code recording.json} is not valid
   * @throws UncheckedIOException if it cannot be written, or there is something else in its place
   */
  public static void copy(Path recording, Path place) {
    open(recording).close();
    try (UnfinishedFolder copy = UnfinishedFolder.create(place)) {
      copy.copy(recording);
      copy.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the file of a step: {@code step-000001.safetensors}. */
  static String fileName(String prefix, int step) {
    return String.format(Locale.ROOT, "%s-%06d.safetensors", prefix, step);
  }

  /** Whether a recording may have a file of that name. */
  static boolean isOfRecordings(String name) {
    return name.equals(FACTS) || TENSOR_FILE.matcher(name).matches();
  }

  private static Map<FileKind, TreeMap<Integer, Path>> find(
      Path folder, RecordingFacts facts, List<String> warnings) {
    Map<FileKind, TreeMap<Integer, Path>> paths = new TreeMap<>();
    for (FileKind kind : FileKind.values()) {
      paths.put(kind, new TreeMap<>());
    }
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      Matcher matcher = TENSOR_FILE.matcher(name);
      if (matcher.matches()) {
        int step = Integer.parseInt(matcher.group(2));
        if (step < 1 || step > facts.steps()) {
          throw InvalidRecordingException.of(
              file, "a file of step " + step, "1 to " + facts.steps() + ", as steps in " + FACTS);
        }
        Path same = paths.get(FileKind.ofLabel(matcher.group(1))).put(step, file);
        if (same != null) {
          throw InvalidRecordingException.of(
              file, "a second file of step " + step, "one file a step");
        }
      } else if (LIKE_ONE.matcher(name).matches()) {
        warnings.add(
            InvalidRecordingException.visible(file.toString())
                + ": is ignored, its name has no step of six digits");
      }
    }
    for (FileKind kind : List.of(FileKind.NOISE, FileKind.LOCAL)) {
      for (Map.Entry<Integer, Path> file : paths.get(kind).entrySet()) {
        if (!paths.get(FileKind.STEP).containsKey(file.getKey())) {
          warnings.add(
              InvalidRecordingException.visible(file.getValue().toString())
                  + ": is ignored, there is no file of that step");
        }
      }
    }
    return paths;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw InvalidRecordingException.unreadable(folder, e);
    }
  }

  @Override
  public RecordingFacts facts() {
    return facts;
  }

  @Override
  public List<Integer> steps() {
    return List.copyOf(paths.get(FileKind.STEP).keySet());
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    return tensors(FileKind.STEP, step, false);
  }

  @Override
  public Map<TensorName, Values> sketches(int step) {
    return tensors(FileKind.STEP, step, true);
  }

  @Override
  public Optional<Map<TensorName, Values>> noise(int step) {
    return noise(FileKind.NOISE, step);
  }

  @Override
  public Optional<Map<TensorName, Values>> localNoise(int step) {
    return noise(FileKind.LOCAL, step);
  }

  @Override
  public Map<TensorName, Values> sketchNoise(int step) {
    return noiseOf(FileKind.NOISE, step, true);
  }

  @Override
  public Map<TensorName, Values> localSketchNoise(int step) {
    return noiseOf(FileKind.LOCAL, step, true);
  }

  private Optional<Map<TensorName, Values>> noise(FileKind kind, int step) {
    return paths.get(kind).containsKey(step)
        ? Optional.of(noiseOf(kind, step, false))
        : Optional.empty();
  }

  private Map<TensorName, Values> noiseOf(FileKind kind, int step, boolean sketches) {
    Path file = paths.get(kind).get(step);
    if (file == null) {
      return Map.of();
    }
    Map<TensorName, Values> tensors = tensors(FileKind.STEP, step, sketches);
    Map<TensorName, Values> noise = new LinkedHashMap<>();
    tensors(kind, step, sketches)
        .forEach(
            (name, values) -> {
              if (tensors.containsKey(name)) {
                noise.put(name, checked(file, label(name, sketches), values, tensors.get(name)));
              } else {
                ignored(file, label(name, sketches));
              }
            });
    return Collections.unmodifiableMap(noise);
  }

  private synchronized void ignored(Path file, String name) {
    warnings.add(
        InvalidRecordingException.visible(file.toString())
            + ": the noise of "
            + InvalidRecordingException.quoted(name)
            + " is ignored, the step has no such tensor");
  }

  private static Values checked(Path file, String name, Values noise, Values tensor) {
    Shape shape = tensor.shape();
    boolean oneForAll = noise.shape().rank() == 0;
    boolean bothSingle = shape.elements() == 1 && noise.shape().elements() == 1;
    if (!oneForAll && !bothSingle && !noise.shape().equals(shape)) {
      throw InvalidRecordingException.of(
          file,
          "tensor " + InvalidRecordingException.quoted(name),
          "noise of shape " + noise.shape(),
          "the tensor's " + shape + ", or []");
    }
    if (!noise.type().isFloating()) {
      throw InvalidRecordingException.of(
          file,
          "tensor " + InvalidRecordingException.quoted(name),
          "noise of type " + noise.type().name(),
          "F64, F32, F16, BF16");
    }
    return new NoiseValues(noise, file, name);
  }

  private static String label(TensorName name, boolean sketch) {
    return (sketch ? Sketch.PREFIX : "") + name;
  }

  private Map<TensorName, Values> tensors(FileKind kind, int step, boolean sketches) {
    Path path = paths.get(kind).get(step);
    if (path == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    TensorFile file = header(path);
    Map<TensorName, Values> tensors = new LinkedHashMap<>();
    file.entries()
        .forEach(
            (text, entry) -> {
              boolean isSketch = text.startsWith(Sketch.PREFIX);
              String rest = isSketch ? text.substring(Sketch.PREFIX.length()) : text;
              TensorName name = TensorName.parse(rest).orElseThrow(() -> unknownName(path, text));
              if (name.kind() == Kind.START && step > 1 && kind == FileKind.STEP) {
                throw InvalidRecordingException.of(
                    path,
                    "tensor " + InvalidRecordingException.quoted(text),
                    "a parameter before the first step",
                    "start/ in the first step's file only");
              }
              if (isSketch) {
                requireSketch(path, text, name, entry);
              }
              if (isSketch == sketches) {
                tensors.put(name, new FileValues(file, entry));
              }
            });
    return Collections.unmodifiableMap(tensors);
  }

  private void requireSketch(Path path, String text, TensorName name, TensorEntry entry) {
    boolean isVector = entry.shape().rank() == 1 || entry.shape().rank() == 0;
    if (!isVector || !entry.type().isFloating()) {
      throw InvalidRecordingException.of(
          path,
          "tensor " + InvalidRecordingException.quoted(text),
          "a sketch of type " + entry.type().name() + " and shape " + entry.shape(),
          "floating-point numbers of shape [k]");
    }
    if (!facts.shapes().containsKey(name)) {
      throw InvalidRecordingException.of(
          path,
          "tensor " + InvalidRecordingException.quoted(text),
          "a sketch whose tensor's shape is not told",
          "a tensor that shapes in " + FACTS + " names");
    }
  }

  private static InvalidRecordingException unknownName(Path path, String text) {
    return InvalidRecordingException.of(
        path,
        "tensor " + InvalidRecordingException.quoted(text),
        "an unknown kind of name",
        FactsReader.NAMES);
  }

  private synchronized TensorFile header(Path path) {
    TensorFile file = headers.get(path);
    if (file == null) {
      file = TensorFile.open(folder, path, files);
      FileStamp first = stamps.putIfAbsent(path, file.stamp());
      if (first != null && !first.equals(file.stamp())) {
        throw changed(path);
      }
      headers.put(path, file);
    }
    return file;
  }

  @Override
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public synchronized void requireUnchanged() {
    stamps.forEach(
        (path, stamp) -> {
          if (!FileStamp.of(folder, path).equals(stamp)) {
            throw changed(path);
          }
        });
  }

  private static InvalidRecordingException changed(Path path) {
    return InvalidRecordingException.of(
        path, "a file that changed while it was read", "a file that nobody writes to");
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file of tensors holds. */
  private enum FileKind {
    STEP,
    NOISE,
    LOCAL;

    static FileKind ofLabel(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}

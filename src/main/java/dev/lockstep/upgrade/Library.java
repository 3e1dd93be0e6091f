package dev.lockstep.upgrade;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Platform;
import dev.lockstep.backend.djl.DjlVersion;
import dev.lockstep.backend.nd4j.Nd4jVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An engine's library, of which another version may be tried. */
public enum Library {
  /** DJL with its PyTorch engine; its bill of materials says which natives belong to a release. */
  DJL(
      List.of("ai.djl"),
      List.of("ai/djl/", "pytorch/", "jnilib/", "native/lib/pytorch"),
      DjlVersion::in) {
    @Override
    List<Artifact> artifacts(String version, Platform platform, Models models) {
      Map<String, Dependency> bom =
          models.of(new Artifact("ai.djl", "bom", version, "pom", "")).managed();
      List<Artifact> roots = new ArrayList<>();
      roots.add(Artifact.jar("ai.djl", "api", version));
      roots.add(Artifact.jar(PYTORCH, "pytorch-engine", version));
      Optional.ofNullable(bom.get(PYTORCH + ":pytorch-jni:jar:"))
          .map(Dependency::artifact)
          .ifPresent(
              jni -> {
                roots.add(jni);
                // Built for one PyTorch and one DJL: "2.5.1-0.32.0".
                String torch = jni.version().split("-", 2)[0];
                roots.add(
                    Artifact.jar(PYTORCH, "pytorch-native-cpu", torch)
                        .classified(
                            switch (platform) {
                              case LINUX_X86_64 -> "linux-x86_64";
                              case MACOS_ARM64 -> "osx-aarch64";
                              case WINDOWS_X86_64 -> "win-x86_64";
                            }));
              });
      return new Closure(models, bom).of(roots);
    }
  },

  /** ND4J for the processor, with the natives that it was built with. */
  ND4J(
      List.of("org.nd4j", "org.bytedeco"), List.of("org/nd4j/", "org/bytedeco/"), Nd4jVersion::in) {
    @Override
    List<Artifact> artifacts(String version, Platform platform, Models models) {
      String classifier =
          switch (platform) {
            case LINUX_X86_64 -> "linux-x86_64";
            case MACOS_ARM64 -> "macosx-arm64";
            case WINDOWS_X86_64 -> "windows-x86_64";
          };
      List<Artifact> jars =
          new Closure(models, Map.of())
              .of(List.of(Artifact.jar("org.nd4j", "nd4j-native", version)));
      Stream<Artifact> natives =
          jars.stream()
              .filter(jar -> jar.classifier().isEmpty() && WITH_NATIVES.contains(jar.name()))
              .map(jar -> jar.classified(classifier));
      return Stream.concat(jars.stream(), natives).distinct().toList();
    }
  };

  private static final String PYTORCH = "ai.djl.pytorch";
  private static final List<String> WITH_NATIVES =
      List.of("nd4j-native", "nd4j-native-preset", "openblas", "javacpp");

  private final List<String> groups;
  private final List<String> contents;
  private final Function<ClassLoader, String> version;

  Library(List<String> groups, List<String> contents, Function<ClassLoader, String> version) {
    this.groups = groups;
    this.contents = contents;
    this.version = version;
  }

  /** The library of that name, as users type it. */
  public static Optional<Library> named(String name) {
    return Arrays.stream(values()).filter(library -> library.label().equals(name)).findFirst();
  }

  /** As users type it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether an implementation computes with it. */
  public boolean isOf(BackendInfo info) {
    return info.library().startsWith(name() + " ");
  }

  /** Whether an artifact is of it, and of its release alone. */
  boolean releases(Artifact artifact) {
    return groups.stream().anyMatch(group -> (artifact.group() + ".").startsWith(group + "."));
  }

  /** Whether a jar with such an entry belongs to it. */
  boolean owns(String entry) {
    return contents.stream().anyMatch(entry::startsWith);
  }

  /** The library and its version as reports print it, read off the jars of a class loader. */
  String describe(ClassLoader jars) {
    return version.apply(jars);
  }

  /**
   * What a version of it consists of, as far as the POMs that are there tell.
   *
   * @param platform whose natives it is to have
   */
  abstract List<Artifact> artifacts(String version, Platform platform, Models models);
}

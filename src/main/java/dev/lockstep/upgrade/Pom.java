package dev.lockstep.upgrade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** One POM as it is written: nothing inherited, no property put in its place. */
final class Pom {
  private final Element project;

  private Pom(Element project) {
    this.project = project;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read or is no POM
   */
  static Pom read(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
      if (!root.getTagName().equals("project")) {
        throw new IOException(file + ": found <" + root.getTagName() + ">; allowed: a POM");
      }
      return new Pom(root);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(file + ": found what is no XML; allowed: a POM", e);
    }
  }

  /** The parent, if there is one. */
  Optional<Artifact> parent() {
    return child(project, "parent")
        .map(
            parent ->
                new Artifact(
                    text(parent, "groupId"),
                    text(parent, "artifactId"),
                    text(parent, "version"),
                    "pom",
                    ""));
  }

  /** The properties, among them what stands in the POM of the project itself. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    child(project, "properties")
        .ifPresent(all -> children(all).forEach(p -> properties.put(p.getTagName(), content(p))));
    return properties;
  }

  /** The dependencies with their own words, in the file's order. */
  List<Dependency> dependencies(UnaryOperator<String> interpolation) {
    return dependencies(Optional.of(project), interpolation);
  }

  /** What is managed, likewise. */
  List<Dependency> managed(UnaryOperator<String> interpolation) {
    return dependencies(child(project, "dependencyManagement"), interpolation);
  }

  private static List<Dependency> dependencies(
      Optional<Element> parent, UnaryOperator<String> interpolation) {
    List<Dependency> dependencies = new ArrayList<>();
    parent
        .flatMap(element -> child(element, "dependencies"))
        .ifPresent(all -> children(all).forEach(each -> dependencies.add(of(each, interpolation))));
    return dependencies;
  }

  private static Dependency of(Element element, UnaryOperator<String> interpolation) {
    UnaryOperator<String> field = name -> interpolation.apply(text(element, name));
    String type = field.apply("type");
    Set<String> exclusions = new LinkedHashSet<>();
    child(element, "exclusions")
        .ifPresent(
            all ->
                children(all)
                    .forEach(
                        each ->
                            exclusions.add(
                                interpolation.apply(text(each, "groupId"))
                                    + ":"
                                    + interpolation.apply(text(each, "artifactId")))));
    return new Dependency(
        new Artifact(
            field.apply("groupId"),
            field.apply("artifactId"),
            field.apply("version"),
            type.isEmpty() ? "jar" : type,
            field.apply("classifier")),
        field.apply("scope"),
        field.apply("optional").equals("true"),
        exclusions);
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(parent).stream().filter(e -> e.getTagName().equals(name)).findFirst();
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static String text(Element parent, String name) {
    return child(parent, name).map(Pom::content).orElse("");
  }

  private static String content(Element element) {
    return element.getTextContent().strip();
  }
}

package dev.lockstep.report.html;

import freemarker.cache.ClassTemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fills page templates; styles and scripts become part of the page. */
final class Templates {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Configuration CONFIGURATION = configuration();

  private Templates() {}

  /** Reads what all pages share, which takes longer than to fill one of them. */
  static void prepare() {
    try {
      CONFIGURATION.getTemplate("macros.ftlh");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A page.
   *
   * @param template its name beside this class
   * @param content what the template calls {@code page}
   */
  static String page(String template, Object content) {
    StringWriter page = new StringWriter();
    try {
      page(template, content, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString();
  }

  /**
   * Writes a page.
   *
   * @param template its name beside this class
   * @param content what the template calls {@code page}
   * @throws IOException if it cannot be written
   */
  static void page(String template, Object content, Writer out) throws IOException {
    fill(
        template,
        Map.of(
            "page", content,
            "uplotScript", resource(UPLOT + "uPlot.iife.min.js"),
            "uplotStyle", resource(UPLOT + "uPlot.min.css"),
            "scripts", scripts(),
            "style", resource("index.css")),
        out);
  }

  /**
   * A part of a page.
   *
   * @param template its name beside this class
   * @param content what the template calls {@code part}
   */
  static String part(String template, Object content) {
    StringWriter part = new StringWriter();
    try {
      fill(template, Map.of("part", content), part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return part.toString();
  }

  private static void fill(String template, Map<String, Object> model, Writer out)
      throws IOException {
    try {
      CONFIGURATION.getTemplate(template).process(model, out);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_33);
    configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, ""));
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    return configuration;
  }

  /** In an order in which each uses only those before it. */
  private static List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (String name : List.of("slider.js", "charts.js", "map.js", "cells.js", "tables.js")) {
      scripts.add(resource(name));
    }
    return scripts;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("missing from the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

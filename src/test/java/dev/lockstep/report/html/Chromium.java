package dev.lockstep.report.html;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine, which opens pages from disk and has no network. */
final class Chromium implements AutoCloseable {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;

  private static final int HEIGHT = 900;
  private static final int LONGEST_WAIT_MILLISECONDS = 10_000;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Playwright playwright;
  private final Browser browser;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox")));
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setOffline(true)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(LONGEST_WAIT_MILLISECONDS);
    page = context.newPage();
    listen();
  }

  /** Where it is installed, if it is. */
  static Optional<Path> installed() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page; what an earlier one complained of is forgotten. */
  Page open(Path file, int width, ColorScheme scheme) {
    complaints.clear();
    page.setViewportSize(width, HEIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.navigate(file.toUri().toString());
    return page;
  }

  private void listen() {
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith("file:")) {
            complaints.add("asks for " + request.url());
          }
        });
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
  }

  /** Errors and warnings of the console, exceptions, dialogs and requests of the page. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    context.close();
    browser.close();
    playwright.close();
  }
}

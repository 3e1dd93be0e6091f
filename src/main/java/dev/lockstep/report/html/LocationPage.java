package dev.lockstep.report.html;

import dev.lockstep.compare.TrainingResult;
import dev.lockstep.report.Program;
import dev.lockstep.report.said.LocationFacts;
import dev.lockstep.verification.Location;
import java.util.ArrayList;
import java.util.List;

/** Where an implementation first parts, as a page like {@link HtmlReport}. */
public final class LocationPage {
  /** The file's name. */
  public static final String FILE = "location.html";

  private static final String TEMPLATE = "location.ftlh";

  private LocationPage() {}

  /**
   * The text of the page.
   *
   * @param program what locates it again
   */
  public static String of(Program program, Location location) {
    Charts charts = new Charts();
    List<Page.Chart> growth = charts.of(location);
    return Templates.page(
        TEMPLATE,
        new Page.LocationContent(
            LocationFacts.headline(location),
            Page.Badge.of(location.conclusion().verdict()),
            Page.Entry.of(LocationFacts.of(program, location)),
            growth,
            maps(location),
            charts.json()));
  }

  private static List<Page.Map> maps(Location location) {
    List<Page.Map> maps = new ArrayList<>();
    maps.addAll(map("In lockstep", location.lockstep()));
    maps.addAll(map("Free-running", location.drift()));
    return maps;
  }

  private static List<Page.Map> map(String title, TrainingResult series) {
    return ExcessMap.of(title, "epoch", series.steps(), series.divergence());
  }
}

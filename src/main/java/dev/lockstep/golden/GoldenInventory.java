package dev.lockstep.golden;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.GoldenOrigin;
import dev.lockstep.golden.GoldenState.Kind;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks through goldens for what somebody should know of them.
 *
 * @param libraries the library that each implementation computes with now, by its name
 * @param users what may compare with recordings; empty if nobody looked
 */
public record GoldenInventory(Map<String, String> libraries, Optional<GoldenUsers> users) {

  /** What is the matter with a case's golden array. */
  public List<GoldenState> ofCase(CaseFile caseFile) {
    Path path = caseFile.path();
    List<GoldenState> states = new ArrayList<>();
    CaseProposal proposal = new CaseProposal(path);
    if (proposal.exists()) {
      states.add(new GoldenState(path, Kind.PROPOSED, "by " + proposal.file()));
      proposal
          .outdated()
          .ifPresent(why -> states.add(new GoldenState(proposal.file(), Kind.STALE, why)));
    }
    if (caseFile.trainingCase().golden().isEmpty()) {
      return states;
    }
    Optional<GoldenOrigin> origin = GoldenOrigin.in(path);
    origin
        .flatMap(made -> stale(made, caseFile))
        .ifPresent(why -> states.add(new GoldenState(path, Kind.STALE, why)));
    if (origin.isEmpty() && caseFile.trainingCase().source().isBlank()) {
      states.add(
          new GoldenState(
              path, Kind.UNSOURCED, "it has neither a source nor an origin in its notes"));
    }
    return states;
  }

  private Optional<String> stale(GoldenOrigin origin, CaseFile caseFile) {
    if (!origin.trained().isEmpty()
        && !origin.trained().equals(GoldenOrigin.digest(caseFile.trainingCase()))) {
      return Optional.of("the case has been changed since its array was made");
    }
    String library = libraries.getOrDefault(origin.implementation(), origin.library());
    return library.equals(origin.library())
        ? Optional.empty()
        : Optional.of(
            "made by "
                + origin.implementation()
                + " with "
                + origin.library()
                + ", which computes with "
                + library
                + " now");
  }

  /**
   * What is the matter with a recording.
   *
   * @throws dev.lockstep.recording.InvalidRecordingException if it is not valid
   */
  public List<GoldenState> ofRecording(Path folder) {
    List<GoldenState> states = new ArrayList<>();
    RecordingProposal proposal = new RecordingProposal(folder);
    if (proposal.exists()) {
      states.add(new GoldenState(folder, Kind.PROPOSED, "by " + proposal.folder()));
    }
    if (users.isPresent() && !users.get().name(folder)) {
      states.add(
          new GoldenState(folder, Kind.UNUSED, "no file in " + users.get().places() + " names it"));
    }
    try (RecordingFolder recording = RecordingFolder.open(folder)) {
      RecordingFacts facts = recording.facts();
      if (facts.source().isBlank()) {
        states.add(
            new GoldenState(folder, Kind.UNSOURCED, RecordingFolder.FACTS + " has no source"));
      }
    }
    return states;
  }

  /** What is the matter with a proposal: that there is nothing which it could replace. */
  public List<GoldenState> ofProposal(Path proposal) {
    String name = proposal.getFileName().toString();
    Path golden =
        proposal.resolveSibling(name.substring(0, name.length() - CaseProposal.SUFFIX.length()));
    return Files.exists(golden) || Files.isDirectory(proposal)
        ? List.of()
        : List.of(new GoldenState(proposal, Kind.UNUSED, "there is no " + golden));
  }
}

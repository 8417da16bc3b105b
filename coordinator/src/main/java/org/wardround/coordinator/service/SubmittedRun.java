package org.wardround.coordinator.service;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.server.OfferedStudy;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Study;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.core.trust.VerifyingKey;
import org.wardround.inference.program.RunProgram;
import org.wardround.privacy.secure.SessionTerms;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.study.bundle.StartingPoint;
import org.wardround.study.bundle.StudyBundle;
import org.wardround.study.bundle.StudyManifest;
import org.wardround.study.bundle.StudySignature;
import org.wardround.study.file.StudyFile;

/**
 * A run as somebody asked for it: a folder with the study's files, its author's signature, and {@code run.properties}. It appears in the coordinator's folder {@code
 * runs} whole or not at all, and what the run came to is written beside it.
 */
public final class SubmittedRun {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final String SETTINGS = "run.properties";
    private static final String STUDY = "study";
    private static final String ARRIVING = ".arriving";

    private SubmittedRun() {}

    /**
     * How a run is carried out.
     *
     * @param sites of the roster; empty: all of them
     */
    public record Settings(String run, long seed, SortedSet<SiteId> sites, RunDefinition.Timing timing) {
        public Settings {
            if (!NAME.matcher(run).matches()) {
                throw new IllegalArgumentException(
                        "a run's name has 1 to 64 of a-z, 0-9 and -, not beginning with -, got '%s'".formatted(run));
            }
            sites = new TreeSet<>(sites);
        }
    }

    /** A run that can be opened. */
    record Opened(RunDefinition definition, OfferedStudy study) {}

    /** Names of the runs in the folder. */
    static List<String> names(Path runs) throws IOException {
        if (Files.notExists(runs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Hands a signed study in.
     *
     * @param runs the coordinator's folder of runs
     * @param roster the newest that the coordinator has
     * @throws FederationException STUDY_UNSIGNED, STUDY_CHANGED, AUTHOR_UNKNOWN, STUDY_UNFIT, also where the study does not fit so many sites …
     * @throws IOException where there is a run of that name already, or a file can't be read or written
     */
    public static void submit(Path runs, StudyFile study, Settings settings, Roster roster) throws IOException {
        Path place = runs.resolve(settings.run());
        if (Files.exists(place)) {
            throw new FileSystemException(
                    place.toString(), null, "there is a run '%s' already; give another name".formatted(settings.run()));
        }
        StudySignature signature = signature(study, roster);
        StartingPoint.of(study);
        int invited = invited(settings, roster).size();
        requireHidden(study.study(), invited);
        TrainingNoise.requireFit(study.study(), invited);
        Path arriving = runs.resolve(settings.run() + ARRIVING);
        Files.createDirectories(arriving);
        for (String name : signature.manifest().files().keySet()) {
            Path target = arriving.resolve(STUDY).resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(study.path().toAbsolutePath().resolveSibling(name), target, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(
                StudySignature.beside(
                        arriving.resolve(STUDY).resolve(signature.manifest().study())),
                signature.text());
        write(arriving.resolve(SETTINGS), settings);
        Files.move(arriving, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireHidden(Study study, int invited) {
        if (study.privacy().secureAggregation() && invited < SessionTerms.MIN_SITES) {
            throw new FederationException(
                    ErrorCode.TOO_FEW_SITES,
                    ("the study takes sums under masks, which need %d hospitals or more, and this run invites %d: fewer can't hide from each other. "
                                    + "Enrol more hospitals, or invite more. A study that says privacy.secureAggregation.required: false does without masks, where every hospital's policy allows it")
                            .formatted(SessionTerms.MIN_SITES, invited));
        }
    }

    private static StudySignature signature(StudyFile study, Roster roster) throws IOException {
        StudySignature signature = StudySignature.read(StudySignature.beside(study.path()))
                .orElseThrow(() -> new FederationException(
                        ErrorCode.STUDY_UNSIGNED,
                        "%s bears no signature; its author signs it with `wardround study sign`"
                                .formatted(study.path())));
        Optional<Refusal> refusal = signature.refusal(StudyBundle.manifest(study), roster);
        if (refusal.isPresent()) {
            throw new FederationException(refusal.get().code(), refusal.get().message());
        }
        return signature;
    }

    private static void write(Path file, Settings settings) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("seed", Long.toString(settings.seed()));
        properties.setProperty(
                "sites", settings.sites().stream().map(SiteId::name).collect(Collectors.joining(",")));
        properties.setProperty("join", settings.timing().join().toString());
        properties.setProperty("round", settings.timing().round().toString());
        properties.setProperty("patience", settings.timing().patience().toString());
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
    }

    private static Settings read(Path place) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(place.resolve(SETTINGS), StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        SortedSet<SiteId> sites = Arrays.stream(
                        properties.getProperty("sites", "").split(","))
                .filter(name -> !name.isEmpty())
                .map(SiteId::new)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Settings(
                place.getFileName().toString(),
                Long.parseLong(properties.getProperty("seed", "")),
                sites,
                new RunDefinition.Timing(
                        Duration.parse(properties.getProperty("join", "")),
                        Duration.parse(properties.getProperty("round", "")),
                        Duration.parse(properties.getProperty("patience", ""))));
    }

    /** @param roster that the run binds to: the newest when it is opened for the first time */
    static Opened open(Path runs, String name, SignedRoster roster) throws IOException {
        Path place = runs.resolve(name);
        Settings settings = read(place);
        Path study = onlyStudy(place.resolve(STUDY));
        StudyFile file = StudyFile.read(study);
        StudySignature signature = signature(file, roster.roster());
        StudyManifest manifest = signature.manifest();
        Map<Sha256, ByteString> contents = new HashMap<>();
        contents.put(manifest.hash(), ByteString.copyFromUtf8(manifest.text()));
        for (String part : manifest.files().keySet()) {
            byte[] bytes = Files.readAllBytes(place.resolve(STUDY).resolve(part));
            contents.put(Sha256.of(bytes), ByteString.copyFrom(bytes));
        }
        OfferedStudy offered = new OfferedStudy(
                manifest.hash(),
                signature.author(roster.roster()).orElseThrow(),
                ByteString.copyFrom(signature.signature().bytes()),
                contents);
        StartingPoint start = StartingPoint.of(file);
        RunDefinition definition = new RunDefinition(
                name,
                manifest.hash(),
                file.study(),
                new RunProgram.Given(start.parameters(), start.threshold()),
                settings.seed(),
                roster.hash(),
                invited(settings, roster.roster()),
                settings.timing());
        return new Opened(definition, offered);
    }

    /** The study file of a run that was handed in. */
    static Path study(Path runs, String name) throws IOException {
        return onlyStudy(runs.resolve(name).resolve(STUDY));
    }

    /** The one file with a signature beside it. */
    private static Path onlyStudy(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.exists(StudySignature.beside(file)))
                    .findFirst()
                    .orElseThrow(() -> new IOException("%s has no signed study".formatted(folder)));
        }
    }

    private static SortedMap<SiteId, VerifyingKey> invited(Settings settings, Roster roster) {
        SortedMap<SiteId, VerifyingKey> invited = new TreeMap<>();
        for (Roster.Site site : roster.sites()) {
            if (settings.sites().isEmpty() || settings.sites().contains(site.id())) {
                invited.put(site.id(), site.key());
            }
        }
        SortedSet<SiteId> unknown = new TreeSet<>(settings.sites());
        unknown.removeAll(invited.keySet());
        if (!unknown.isEmpty()) {
            throw new FederationException(
                    ErrorCode.STUDY_UNFIT, "roster %d names no site %s".formatted(roster.number(), unknown));
        }
        if (invited.isEmpty()) {
            throw new FederationException(
                    ErrorCode.TOO_FEW_SITES, "roster %d names no site at all".formatted(roster.number()));
        }
        return invited;
    }
}

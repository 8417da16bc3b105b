package org.wardround.coordinator.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.coordinator.access.AccessEntry;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.SubmittedRun;
import org.wardround.core.identity.SiteId;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** Takes a run: a zip file with the signed study, and settings in the query. The checks are those of {@link SubmittedRun}. Thread-safe. */
final class SubmitRoute {
    private static final System.Logger LOG = System.getLogger(SubmitRoute.class.getName());
    private static final String INCOMING = "incoming";
    private static final String NAME = "name";
    private static final String SEED = "seed";
    private static final String SITES = "sites";
    private static final String JOIN = "joinSeconds";
    private static final String ROUND = "roundSeconds";
    private static final String PATIENCE = "patienceSeconds";
    private static final List<String> SETTINGS = List.of(NAME, SEED, SITES, JOIN, ROUND, PATIENCE);
    private static final long MOST_SECONDS = 365L * 86_400;

    private final CoordinatorService service;

    SubmitRoute(CoordinatorService service) {
        this.service = service;
    }

    void submit(Context context, AccessEntry caller) throws IOException {
        requireKnownSettings(context.queryParamMap().keySet());
        if (context.req().getContentLengthLong() > StudyUpload.MOST_BYTES) {
            throw new RestException(RestCode.BODY_TOO_LARGE, "more than 16 MiB");
        }
        String run;
        try (StudyUpload upload = StudyUpload.read(
                context.bodyInputStream(), service.folder().path().resolve(INCOMING))) {
            run = handIn(context, StudyFile.read(upload.study()));
        } catch (ProblemsException e) {
            throw new RestException(
                    RestCode.STUDY_WRONG,
                    e.problems().stream().map(SubmitRoute::words).collect(Collectors.joining("; ")));
        }
        LOG.log(System.Logger.Level.INFO, "run {0}: handed in, asked for by {1}", run, caller.name());
        context.header("Location", "/api/v1/runs/" + run);
        Json.answer(context, 202, Json.object().put("run", run));
    }

    // The place where it was unpacked is nobody's business.
    private static String words(Problem problem) {
        return "%s, line %d: %s".formatted(problem.file().getFileName(), problem.line(), problem.message());
    }

    private synchronized String handIn(Context context, StudyFile study) throws IOException {
        SubmittedRun.Settings settings = settings(context, study);
        Path runs = CoordinatorService.runs(service.folder());
        if (Files.exists(runs.resolve(settings.run()))) {
            throw new RestException(RestCode.NAME_TAKEN, "there is a run '%s' already".formatted(settings.run()));
        }
        SubmittedRun.submit(runs, study, settings, service.roster());
        return settings.run();
    }

    private static void requireKnownSettings(Set<String> names) {
        for (String name : new TreeSet<>(names)) {
            if (!SETTINGS.contains(name)) {
                throw new RestException(
                        RestCode.SETTING_WRONG, "there is no such setting; there are: " + String.join(", ", SETTINGS));
            }
        }
    }

    private static SubmittedRun.Settings settings(Context context, StudyFile study) {
        String name = context.queryParam(NAME);
        RunDefinition.Timing usual = RunDefinition.Timing.USUAL;
        try {
            return new SubmittedRun.Settings(
                    name == null ? study.study().name() : name,
                    whole(SEED, context.queryParam(SEED), 1, Long.MIN_VALUE, Long.MAX_VALUE),
                    sites(context.queryParam(SITES)),
                    new RunDefinition.Timing(
                            seconds(context, JOIN, usual.join()),
                            seconds(context, ROUND, usual.round()),
                            seconds(context, PATIENCE, usual.patience())));
        } catch (IllegalArgumentException e) {
            throw new RestException(RestCode.SETTING_WRONG, String.valueOf(e.getMessage()));
        }
    }

    private static Duration seconds(Context context, String name, Duration usual) {
        return Duration.ofSeconds(whole(name, context.queryParam(name), usual.toSeconds(), 1, MOST_SECONDS));
    }

    private static long whole(String name, @Nullable String text, long usual, long least, long most) {
        if (text == null) {
            return usual;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is a whole number".formatted(name), e);
        }
        throw new IllegalArgumentException("%s is from %d to %d".formatted(name, least, most));
    }

    private static SortedSet<SiteId> sites(@Nullable String names) {
        if (names == null) {
            return new TreeSet<>();
        }
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(SiteId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
